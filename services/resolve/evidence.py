"""Every claim on a matter, with what it did to the answer; also those that do not count."""

from collections.abc import Iterable, Mapping
from datetime import date

from events.claims import NOTICES
from services.resolve.assertion import Assertion
from services.resolve.citing import Words, citation
from services.resolve.conclusions import Citation
from services.resolve.docket import Docket
from services.resolve.findings import Cited
from services.resolve.hearing import Heard
from services.resolve.matter import ClaimKey, Membership, Testimony
from services.resolve.participation import fold_membership, hear_membership
from services.resolve.presence import fold_place, hear_place, until


class Effects:
    """What each claim in view did to the answer."""

    def __init__(self, docket: Docket, as_of: date | None) -> None:
        self._as_of = as_of
        self._reasons = {ClaimKey(*one[:3]): one.reason for one in docket.listed}
        if isinstance(docket.about, Membership):
            self.heard, self._acting = _on_membership(docket, docket.about, as_of)
        else:
            place = hear_place(docket)
            self.heard = place.heard
            self._acting = _joined({str(fold.subject): fold.effects for fold in fold_place(place, as_of)})
            self._reasons |= {key: reason for key, (_, reason) in place.left_over.items()}
        self._met: dict[ClaimKey, list[ClaimKey]] = {}
        self._verbs: dict[ClaimKey, str] = {}
        for strike in sorted(docket.strikes):
            self._verbs[strike.notice] = strike.verb
            if self.heard.standing.current.get(strike.claim.article_id) == strike.claim.edition:
                self._met.setdefault(strike.notice, []).append(strike.claim)

    def of(self, key: ClaimKey, asserts: Iterable[Assertion]) -> str:
        """What a claim in view did, in words; `asserts` is all that it asserts of the matter."""
        dismissed = self.heard.standing.dismissed(key)
        if dismissed or key in self._acting:
            return dismissed or self._acting[key]
        if key in self._reasons:
            return self._reasons[key]
        for first in (first for one in asserts if (first := self.heard.told_first(one)) and first.key != key):
            if first.key in self._acting:
                return f"says again what {first.key} said"
            if first.key in self._reasons:
                return self._reasons[first.key]
        return f"acts after {self._as_of} only"

    def of_notice(self, notice: Testimony) -> str:
        """What a notice in view did, in words; empty for one that names no place and meets nothing here."""
        target = notice.claim.target_claim
        named = target is not None and bool(target.locations)
        if notice.key not in self._verbs and not named:
            return ""
        dismissed, met = self.heard.standing.dismissed(notice.key), self._met.get(notice.key)
        if dismissed or met is None:
            return dismissed or "matches no claim here"
        return f"{self._verbs[notice.key]}: {', '.join(map(str, met))}"


def cite_evidence(
    testimony: Testimony, effects: Effects, asserts: Iterable[Assertion], words: Words
) -> Citation | None:
    """A claim or notice in view as evidence; None for a notice that has nothing to do with the matter."""
    key = testimony.key
    effect = effects.of_notice(testimony) if testimony.claim.type in NOTICES else effects.of(key, asserts)
    leader = effects.heard.standing.leader.get(key.article_id, key.article_id)
    return citation(Cited(str(key), f"article {leader}", "", effect), words) if effect else None


def _on_membership(docket: Docket, about: Membership, as_of: date | None) -> tuple[Heard, dict[ClaimKey, str]]:
    heard = hear_membership(docket)
    facets = {str(name): fold.effects for name, fold in fold_membership(heard, about, as_of).items()}
    effects = _joined(facets)
    for step in until(heard.expected, as_of):
        known = effects.get(step.key)
        effects[step.key] = f"expected; {known}" if known else "expected"
    return heard.heard, effects


def _joined(parts: Mapping[str, Mapping[tuple[str, int, int], str]]) -> dict[ClaimKey, str]:
    """The effects of each claim on all subjects or facets; named only where there are several."""
    found: dict[ClaimKey, list[tuple[str, str]]] = {}
    for name, effects in parts.items():
        for key, effect in effects.items():
            found.setdefault(ClaimKey(*key), []).append((name, effect))
    return {
        key: told[0][1] if len(parts) == 1 else "; ".join(f"{name}: {effect}" for name, effect in told)
        for key, told in found.items()
    }

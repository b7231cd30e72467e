"""Every claim on a matter, with what it did to the answer; also those that do not count."""

from datetime import datetime

from services.resolve.citing import citation
from services.resolve.clocks import Clocks
from services.resolve.conclusions import Citation
from services.resolve.hearing import Hearing
from services.resolve.matter import ClaimKey, Matter
from services.resolve.origins import Origin
from services.resolve.participation import fold_membership, hear_membership
from services.resolve.presence import fold_place, hear_place


def evidence_at(matter: Matter, about: str | tuple[str, str], clocks: Clocks) -> tuple[Citation, ...]:
    """All claims on a place (its id) or a membership (organisation, member) that are in view, in order of publication.

    `effect` says what each did: "sets present", "supports present", "outlook: withdrawal agreed", "listed: …",
    "no effect: …", "does not count: superseded by edition 2", "acts after 2024-05-10 only". Claims that nobody had
    published or recorded by the clocks of the question are not in view.
    """
    if isinstance(about, str):
        place = hear_place(matter, about, clocks)
        folds = fold_place(place, about, clocks.as_of)
        parts = {str(fold.subject): fold.effects for fold in folds}
        return _cite(matter, place.hearing, place.origins, _joined(parts) | _unless(place.listed, parts), clocks)
    org, member = about
    heard = hear_membership(matter, org, member, clocks)
    facets = {str(name): fold.effects for name, fold in fold_membership(heard, org, member, clocks.as_of).items()}
    effects = _joined(facets)
    for key, day in heard.expected.items():
        if clocks.as_of is None or day <= clocks.as_of:
            effects[key] = f"expected; {effects[key]}" if key in effects else "expected"
    return _cite(matter, heard.hearing, heard.origins, effects | _unless(heard.listed, facets), clocks)


def _joined(parts: dict[str, dict[ClaimKey, str]]) -> dict[ClaimKey, str]:
    """The effects of each claim on all subjects or facets; named only where there are several."""
    found: dict[ClaimKey, list[tuple[str, str]]] = {}
    for name, effects in parts.items():
        for key, effect in effects.items():
            found.setdefault(key, []).append((name, effect))
    return {
        key: told[0][1] if len(parts) == 1 else "; ".join(f"{name}: {effect}" for name, effect in told)
        for key, told in found.items()
    }


def _unless(listed: dict[ClaimKey, str], parts: dict[str, dict[ClaimKey, str]]) -> dict[ClaimKey, str]:
    acting = {key for effects in parts.values() for key in effects}
    return {key: why for key, why in listed.items() if key not in acting}


def _cite(
    matter: Matter, hearing: Hearing, origins: dict[ClaimKey, Origin], effects: dict[ClaimKey, str], clocks: Clocks
) -> tuple[Citation, ...]:
    """Cite all that is in view. A notice that names no place is shown only where it did something."""
    shown = {key: what for key, what in hearing.notices.items() if what != "matches no claim here"}
    named = {n.key for n in matter.notices if n.claim.target_claim and n.claim.target_claim.locations}
    shown |= {key: what for key, what in hearing.notices.items() if key in named}
    found: list[tuple[tuple[datetime, ClaimKey], Citation]] = []
    for testimony in (*hearing.in_view, *matter.notices):
        key = testimony.key
        effect = hearing.dismissed.get(key) or effects.get(key) or shown.get(key)
        if effect is None and key in origins:
            effect = f"acts after {clocks.as_of} only"
        if effect is not None:
            cited = citation(testimony, matter.editions[testimony.edition], effect, origins.get(key))
            found.append(((hearing.press[testimony.edition].counts, key), cited))
    return tuple(cited for _, cited in sorted(found, key=lambda item: item[0]))

"""Which claims count for a question, and why the others do not."""

from dataclasses import dataclass
from datetime import UTC, date

from events.article import end_of_day
from events.claims import Claim
from services.resolve.clocks import Clocks
from services.resolve.matter import ClaimKey, Edition, EditionKey, Matter, Membership, Testimony
from services.resolve.notices import hits
from services.resolve.press import Press, press_of, recorded_day


@dataclass(frozen=True, slots=True)
class Hearing:
    """The claims of a matter in view of the press clock and the log clock.

    `current` is the latest edition in view of each article, `in_view` the claims of all editions in view. Of these
    `counting` are the claims that count, and `dismissed` says of each other why it does not. `notices` says of each
    notice that counts what it did.
    """

    editions: dict[EditionKey, Edition]
    press: dict[EditionKey, Press]
    current: dict[str, EditionKey]
    in_view: tuple[Testimony, ...]
    counting: tuple[Testimony, ...]
    dismissed: dict[ClaimKey, str]
    notices: dict[ClaimKey, str]


def hear(matter: Matter, clocks: Clocks, about: str | Membership) -> Hearing:
    """The claims on a place (its id) or a membership that count by `reported_by` and `recorded_by`.

    Claims of editions that are not in view are left out altogether: for this question nobody has made them yet.
    """
    press = press_of(matter.editions)
    current = _current(matter, press, clocks)
    verdicts = _verdicts(matter, clocks)
    editions = {key for key, edition in matter.editions.items() if _in_view(edition, press[key], clocks)}
    claims = tuple(t for t in matter.testimonies if t.edition in editions and _speaks_of(t.claim, about))
    dismissed: dict[ClaimKey, str] = {}
    for testimony in (*claims, *(notice for notice in matter.notices if notice.edition in editions)):
        latest = current[testimony.edition.article_id]
        if latest != testimony.edition:
            dismissed[testimony.key] = f"does not count: superseded by edition {latest.edition}"
        elif verdicts.get(testimony.key) == "rejected":
            dismissed[testimony.key] = "does not count: rejected on review"
    candidates = [t for t in claims if current[t.edition.article_id] == t.edition]
    place = about if isinstance(about, str) else None
    notices = _apply_notices(matter, press, current, candidates, dismissed, place)
    return Hearing(
        editions=matter.editions,
        press=press,
        current=current,
        in_view=claims,
        counting=tuple(t for t in candidates if t.key not in dismissed),
        dismissed=dismissed,
        notices=notices,
    )


def settled_on(matter: Matter) -> date:
    """The day from which every question without earlier clocks gets the conclusion of all claims, `due` apart.

    Nothing acts later than it was told, so it is the last day on which an edition counts or was recorded.
    """
    press = press_of(matter.editions)
    days = [max(press[key].counts.date(), recorded_day(edition)) for key, edition in matter.editions.items()]
    return max([*days, *(review.recorded_at.astimezone(UTC).date() for review in matter.reviews)], default=date.min)


def _speaks_of(claim: Claim, about: str | Membership) -> bool:
    if isinstance(about, str):
        return about in claim.locations or about in claim.locations_excluded
    return claim.org == about.org and claim.parties.get("member") == about.member


def _in_view(edition: Edition, press: Press, clocks: Clocks) -> bool:
    return (clocks.reported_by is None or press.counts <= end_of_day(clocks.reported_by)) and (
        clocks.recorded_by is None or recorded_day(edition) <= clocks.recorded_by
    )


def _current(matter: Matter, press: dict[EditionKey, Press], clocks: Clocks) -> dict[str, EditionKey]:
    """The latest edition in view of each article: `editions` is sorted, so the last one met is it."""
    return {key.article_id: key for key, edition in matter.editions.items() if _in_view(edition, press[key], clocks)}


def _verdicts(matter: Matter, clocks: Clocks) -> dict[ClaimKey, str]:
    """The last verdict on each claim by the log clock; of two at the same time `rejected`, the safer one."""
    return {
        review.claim: review.verdict
        for review in matter.reviews
        if clocks.recorded_by is None or review.recorded_at <= end_of_day(clocks.recorded_by)
    }


def _apply_notices(
    matter: Matter,
    press: dict[EditionKey, Press],
    current: dict[str, EditionKey],
    candidates: list[Testimony],
    dismissed: dict[ClaimKey, str],
    place: str | None,
) -> dict[ClaimKey, str]:
    """Dismiss the claims that notices speak of; say what each notice did. A notice never speaks of another notice."""
    outcome: dict[ClaimKey, str] = {}
    for notice in matter.notices:
        if current.get(notice.edition.article_id) != notice.edition or notice.key in dismissed:
            continue
        met = [
            claim
            for claim in candidates
            if hits(
                notice,
                matter.editions[notice.edition],
                press[notice.edition],
                claim,
                matter.editions[claim.edition],
                place,
            )
        ]
        verb = "retracted" if notice.claim.type == "ArticleRetracted" else "corrected"
        for claim in met:
            dismissed.setdefault(claim.key, f"does not count: {verb} by {notice.key}")
        outcome[notice.key] = (
            f"{verb}: {', '.join(str(claim.key) for claim in met)}" if met else "matches no claim here"
        )
    return outcome

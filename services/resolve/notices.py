"""Which claims a correction or retraction speaks of."""

from events.dates import bounds
from events.record import Force, TargetClaim
from services.resolve.force_classes import fits
from services.resolve.matter import Edition, Testimony
from services.resolve.press import Press, recorded_day

VERBS = {"ArticleRetracted": "retracted", "ArticleCorrected": "corrected"}
"""What the two notices do to a claim."""


def hits(
    notice: Testimony, noticed_in: Edition, notice_press: Press, claim: Testimony, edition: Edition, place: str | None
) -> bool:
    """Whether `notice` takes the support of `claim` away, as far as `place` is concerned (None for a membership).

    It does if the claim stands in the same outlet, is of the type named and agrees with the force, the place (what is
    said of a membership has none), the date and the day of publication, each where the notice names it. A claim of the
    same text as the notice, and one that was certainly printed after it, are not meant: an outlet may report anew what
    it once had to take back.
    """
    target = notice.claim.target_claim
    if target is None or claim.claim.type != target.type or claim.edition == notice.edition:
        return False
    if (
        outlet_of(edition.source) != outlet_of(noticed_in.source)
        or _first_possible_day(edition) > notice_press.counts.date().isoformat()
    ):
        return False
    return (
        (not target.locations or place in target.locations)
        and _force_agrees(target, claim)
        and (target.when is None or _dated_so(claim, target.when))
        and (target.published_on is None or _printed_on(edition, target.published_on))
    )


def outlet_of(source: str) -> str:
    """The name of an outlet in one spelling."""
    return " ".join(source.casefold().split())


def _first_possible_day(edition: Edition) -> str:
    stated = edition.revised_at or edition.published_at
    return _days(stated)[0] if stated else recorded_day(edition).isoformat()


def _days(stated: str) -> tuple[str, str]:
    """First and last day of an EDTF value or an RFC 3339 time; beyond all days where open."""
    first, last = bounds(stated[:10])
    return (first.isoformat() if first else "", last.isoformat() if last else "9999")


def _force_agrees(target: TargetClaim, claim: Testimony) -> bool:
    if target.force is None:
        return True
    wanted = target.force
    return any(fits(wanted, force) for force in claim.claim.force or (Force(owner=None, type="unspecified"),))


def _dated_so(claim: Testimony, wanted: str) -> bool:
    """Whether a date of the claim meets the one wanted; a claim that tells no date may be meant."""
    told = [when.edtf for when in claim.claim.when]
    return not told or any(overlap(date, wanted) for date in told)


def _printed_on(edition: Edition, wanted: str) -> bool:
    stated = [value for value in (edition.published_at, edition.revised_at) if value]
    return any(overlap(value[:10], wanted) for value in stated or [recorded_day(edition).isoformat()])


def overlap(one: str, other: str) -> bool:
    """Whether two EDTF values share a day."""
    (a, b), (c, d) = bounds(one), bounds(other)
    return (a is None or d is None or a <= d) and (c is None or b is None or c <= b)

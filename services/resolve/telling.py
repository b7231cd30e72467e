"""When a claim was told, and on which day it acts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from events.claims import Claim
from events.dates import last_day
from events.record import Role, When
from services.resolve.hearing import Hearing
from services.resolve.matter import EditionKey, Testimony

BEGINNING_FIRST: tuple[Role, ...] = ("occurred", "start", "since", "effective", "end", "period")
END_FIRST: tuple[Role, ...] = ("occurred", "end", "effective", "since", "period", "start")
ENDINGS = frozenset({"WithdrawalCompleted", "ControlHandoverCompleted", "ExitCompleted"})
OF_THE_ACT: tuple[Role, ...] = ("agreed", "occurred")
OF_THE_PLAN: tuple[Role, ...] = ("effective", "deadline", "end", "period", "start")
"""`deadline` before `start`: a plan is overdue when its last date has passed."""


@dataclass(frozen=True, slots=True)
class Telling:
    """`day`: when it was said, else printed. `by`: at the latest by then. `published`: on the published clock."""

    day: date
    by: date
    published: datetime


@dataclass(frozen=True, slots=True)
class Acting:
    """A day on which a claim acts, and the date it states for it (None where undated: acting from its telling)."""

    day: date
    stated: str | None
    role: Role | None
    still: bool = False
    """Told in the present of something that began earlier: it holds on the day of telling too."""


def tellings(hearing: Hearing) -> dict[EditionKey, dict[int, Telling]]:
    """When each counting claim was told, by edition and ordinal.

    A claim that an earlier edition of its article made already, whatever its words, was told then: a revision
    elsewhere in the text does not make old news new.
    """
    earlier = _first_told(hearing)
    found: dict[EditionKey, dict[int, Telling]] = {}
    for testimony in hearing.counting:
        origin = earlier.get((testimony.edition.article_id, _content(testimony.claim))) if earlier else None
        press = hearing.press[origin or testimony.edition]
        by = press.counts.date()
        said = last_day(testimony.claim.said.said_on) if testimony.claim.said.said_on else None
        telling = Telling(said, said, press.counts) if said and said <= by else Telling(press.printed, by, press.counts)
        found.setdefault(testimony.edition, {})[testimony.claim.ordinal] = telling
    return found


def _first_told(hearing: Hearing) -> dict[tuple[str, object], EditionKey]:
    """For articles whose current edition is a revision: the first edition in view that makes each of their claims."""
    revised = {article for article, key in hearing.current.items() if key.edition > 1}
    if not revised:
        return {}
    found: dict[tuple[str, object], EditionKey] = {}
    for testimony in hearing.in_view:
        article = testimony.edition.article_id
        if article in revised:
            found.setdefault((article, _content(testimony.claim)), testimony.edition)
    return found


def _content(claim: Claim) -> object:
    return (
        (claim.type, claim.polarity, claim.certainty, claim.realis, claim.temporal, claim.basis, claim.org),
        tuple((force.owner, force.type) for force in claim.force),
        claim.locations,
        tuple(sorted(claim.parties.items())),
        tuple((when.edtf, when.role) for when in claim.when),
        (claim.said.by, claim.said.org, claim.said.said_on),
    )


def stated_date(claim: Claim, roles: Iterable[Role]) -> When | None:
    """The first date of the claim in one of `roles`, the earlier role first."""
    return next((when for role in roles for when in claim.when if when.role == role), None)


def acting_of_state(claim: Claim, telling: Telling) -> tuple[Acting, ...]:
    """The days on which a claim about what is or was done acts: none for an undated claim told as history.

    A stated date acts from its last day, but never later than the telling; an undated claim from the telling.
    """
    when = stated_date(claim, END_FIRST if claim.type in ENDINGS else BEGINNING_FIRST)
    if when is None:
        return () if claim.temporal == "historical" else (Acting(telling.day, None, None),)
    began = Acting(_not_after(when.edtf, telling.by), when.edtf, when.role)
    if when.role == "since" and claim.temporal != "historical" and telling.day > began.day:
        return began, Acting(telling.day, when.edtf, when.role, still=True)
    return (began,)


def acting_of_plan(claim: Claim, telling: Telling) -> Acting | None:
    """When a plan began to stand: as told; told as history, on the day of the act (agreed, occurred), else never."""
    if claim.temporal != "historical":
        return Acting(telling.day, None, None)
    when = stated_date(claim, OF_THE_ACT)
    return Acting(_not_after(when.edtf, telling.by), when.edtf, when.role) if when else None


def day_of_the_act(claim: Claim, telling: Telling) -> date | None:
    """The day on which a plan was agreed, ordered, called off …, where the claim tells it."""
    when = stated_date(claim, OF_THE_ACT)
    return _not_after(when.edtf, telling.day) if when else None


def _not_after(edtf: str, limit: date) -> date:
    day = last_day(edtf)
    return limit if day is None or day > limit else day


def telling_of(testimony: Testimony, told: dict[EditionKey, dict[int, Telling]]) -> Telling:
    """The telling of one counting claim."""
    return told[testimony.edition][testimony.claim.ordinal]

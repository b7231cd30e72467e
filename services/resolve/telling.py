"""When a claim was told, and on which day it acts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from events.claims import Claim
from events.dates import last_day
from events.record import Role, When
from services.resolve.press import Press

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


@dataclass(frozen=True, slots=True)
class Text:
    """One edition of an article: its place on the published clock, and what it says in substance."""

    press: Press
    contents: set[object]


def telling(claim: Claim, press: Press) -> Telling:
    """When a claim was told, in the edition that has this place on the published clock."""
    by = press.counts.date()
    said = last_day(claim.said.said_on) if claim.said.said_on else None
    return Telling(said, said, press.counts) if said and said <= by else Telling(press.printed, by, press.counts)


def may_be_told_in(edition: int, claim: Claim, texts: Mapping[int, Text]) -> list[int]:
    """The editions of its article in which a claim of `edition` may have been told first.

    A claim that an earlier edition made already, whatever its words, was told then: a revision elsewhere in the text
    does not make old news new. Which one is the first in view depends on the question; one that counts no earlier on
    the published clock than those before it never is.
    """
    content, found = content_of(claim), list[int]()
    for earlier, text in sorted(texts.items()):
        if earlier < edition and content not in text.contents:
            continue
        if earlier <= edition and all(text.press.counts < texts[first].press.counts for first in found):
            found.append(earlier)
    return found


def content_of(claim: Claim) -> object:
    """What a claim says, whatever its words."""
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

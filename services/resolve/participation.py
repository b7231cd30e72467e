"""What a member does in an organisation: the conclusion on a membership, and its history."""

from dataclasses import dataclass
from datetime import date
from functools import partial

from services.resolve.changes import participation_subject
from services.resolve.citing import citation, cite_losers, cite_run
from services.resolve.clocks import Clocks
from services.resolve.conclusions import Citation, Facet, FacetName, Interval, ParticipationConclusion
from services.resolve.facets import FACETS, facet_steps
from services.resolve.fold import Fold
from services.resolve.grades import participation_side
from services.resolve.hearing import Hearing, hear
from services.resolve.intervals import intervals
from services.resolve.matter import ClaimKey, Edition, EditionKey, Matter, Membership
from services.resolve.origins import Origin, components, origin_of
from services.resolve.steps import Step, other_dates, since_of
from services.resolve.telling import acting_of_plan, telling_of, tellings


@dataclass(frozen=True, slots=True)
class MembershipHearing:
    """Everything heard on a membership: the steps of each facet, what is expected, and why other claims have none."""

    hearing: Hearing
    origins: dict[ClaimKey, Origin]
    steps: dict[FacetName, list[Step]]
    expected: dict[ClaimKey, date]
    listed: dict[ClaimKey, str]


class FacetFold:
    """Takes the steps of one facet in their order; `facet` is the conclusion so far."""

    def __init__(self, org: str, member: str, editions: dict[EditionKey, Edition]) -> None:
        self.side = participation_side(org, member)
        self.state = Fold(self.side)
        self.editions = editions
        self.effects: dict[ClaimKey, str] = {}

    def take(self, step: Step) -> None:
        """Take one step and note what it did; what an observation only repeats is not noted twice."""
        effect, before = self.state.take(step), self.effects.get(step.key)
        if before is None or before.startswith("no effect"):
            self.effects[step.key] = effect

    @property
    def conclusion(self) -> str:
        """What an interval of history has in common."""
        return self.state.state

    @property
    def losers(self) -> list[Step]:
        """What speaks against it."""
        return [*self.state.against, *self.state.disputes]

    def row(self) -> Facet:
        """The conclusion on the facet from the steps taken so far."""
        run, support = self.state.run, self.state.support
        since = since_of(run) if run else None
        return Facet(
            value=self.state.state,
            since=since,
            other_dates=other_dates(run, since) if since else (),
            confidence=str(support.grade) if run else None,
            sources=support.origins,
            disputed_by=cite_losers(self.losers, support.grade, self.editions, self.effects),
            evidence=cite_run(run, support.grade, self.editions, self.effects),
        )


def participation_of(matter: Matter, org: str, member: str, clocks: Clocks) -> ParticipationConclusion:
    """The conclusion on a membership from everything said of it, by the clocks of the question.

    All four facets are there, `unknown` where nothing acts by `as_of`; `expected` are the planned claims told by then.
    """
    heard = hear_membership(matter, org, member, clocks)
    folds = fold_membership(heard, org, member, clocks.as_of)
    acting = {key for fold in folds.values() for key in fold.effects}
    expected = {key for key, day in heard.expected.items() if clocks.as_of is None or day <= clocks.as_of}
    return ParticipationConclusion(
        org=org,
        member=member,
        facets={name: fold.row() for name, fold in folds.items()},
        expected=_cite(heard, dict.fromkeys(expected, "expected")),
        listed=_cite(heard, {key: why for key, why in heard.listed.items() if key not in acting | expected}),
    )


def participation_history(matter: Matter, org: str, member: str, clocks: Clocks) -> tuple[Interval, ...]:
    """The stretches of valid time in which each facet kept its value, up to `as_of`."""
    heard = hear_membership(matter, org, member, clocks)
    return tuple(
        interval
        for name, steps in heard.steps.items()
        for interval in intervals(
            partial(FacetFold, org, member, matter.editions),
            [step for step in steps if clocks.as_of is None or step.day <= clocks.as_of],
            participation_subject(org, member, name),
        )
    )


def hear_membership(matter: Matter, org: str, member: str, clocks: Clocks) -> MembershipHearing:
    """Choose the claims that count and put what they do to each facet in order, whatever `as_of` is."""
    hearing = hear(matter, clocks, Membership(org, member))
    told, component = tellings(hearing), components(matter, hearing)
    origins = {t.key: origin_of(t, component) for t in hearing.counting}
    steps: dict[FacetName, list[Step]] = {name: [] for name in FACETS}
    expected: dict[ClaimKey, date] = {}
    listed: dict[ClaimKey, str] = {}
    for testimony in hearing.counting:
        claim = testimony.claim
        telling = telling_of(testimony, told)
        made = facet_steps(testimony, origins[testimony.key], telling, member)
        for name, step in made:
            steps[name].append(step)
        plan = acting_of_plan(claim, telling)
        sure = claim.certainty in ("certain", "probable")
        if plan and sure and claim.realis == "planned" and claim.polarity == "affirmed":
            expected[testimony.key] = plan.day
        elif not made:
            listed[testimony.key] = f"listed: {claim.polarity}, {claim.certainty}, {claim.realis}, {claim.temporal}"
    ordered = {name: sorted(found, key=lambda step: step.order) for name, found in steps.items()}
    return MembershipHearing(hearing, origins, ordered, expected, listed)


def fold_membership(heard: MembershipHearing, org: str, member: str, as_of: date | None) -> dict[FacetName, FacetFold]:
    """The facets, folded up to `as_of`."""
    folds = {name: FacetFold(org, member, heard.hearing.editions) for name in FACETS}
    for name, steps in heard.steps.items():
        for step in steps:
            if as_of is None or step.day <= as_of:
                folds[name].take(step)
    return folds


def _cite(heard: MembershipHearing, effects: dict[ClaimKey, str]) -> tuple[Citation, ...]:
    by_key = {testimony.key: testimony for testimony in heard.hearing.counting}
    return tuple(
        citation(by_key[key], heard.hearing.editions[by_key[key].edition], effect, heard.origins[key])
        for key, effect in sorted(effects.items())
    )

"""The whole store against a naive one: random histories through the projector, random questions on every clock.

The naive store reads the set of all claims from end to end for each question. Whatever the batches, at every position,
it and the store must agree: on what is found, stored or resolved, on histories, on evidence.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from events.claims import NOTICES
from services.api.asking import Asking
from services.api.clocks import FixedClocks
from services.read_store.dockets import load_one
from services.read_store.evidence import evidence, weighed
from services.read_store.findings import stored
from services.read_store.matters import name_of
from services.resolve.changes import participation_subject, presence_subject
from services.resolve.clocks import OPEN, Clocks
from services.resolve.finding import find, history
from services.resolve.findings import RowFound
from services.resolve.matter import Membership
from tests.property.resolve import naive
from tests.property.resolve.lawful_matters import DAYS, FIRST_DAY, PLACES, Parts, parts
from tests.property.resolve.test_against_naive import ARMENIA, agree
from tests.service.read_store.conftest import Projected
from tests.service.read_store.told_log import told_log

ABOUT: tuple[Any, ...] = (*PLACES, ARMENIA)
QUESTIONS = 6
RECORDED = [date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 3), date(2026, 2, 1), date(2026, 2, 2)]
EXAMPLES = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


def asked(chance: Random, end: int) -> Clocks:
    """Any clocks: each open or fixed, apart from the others."""

    def day() -> date | None:
        return FIRST_DAY + timedelta(days=chance.randint(-5, DAYS + 30)) if chance.random() < 0.6 else None

    recorded_by = chance.choice([None, None, *RECORDED])
    return Clocks(day(), day(), recorded_by, chance.choice([None, chance.randint(0, end)]))


@given(told=parts(articles=8), seed=st.integers(0, 2**32))
@EXAMPLES
def test_the_store_finds_what_the_naive_store_finds(projected: Projected, told: Parts, seed: int) -> None:
    chance, log = Random(seed), told_log(told, seed)
    with projected(log, chance) as connection:
        for about in ABOUT:
            for found in stored(connection, [name_of(about)]).values():
                agree(log.naive, OPEN, found.found)
            for _ in range(QUESTIONS):
                clocks = asked(chance, len(log.records))
                agree(log.naive, clocks, find(load_one(connection, about, clocks), clocks.as_of))


@given(told=parts(articles=8), seed=st.integers(0, 2**32))
@EXAMPLES
def test_an_answer_is_the_same_stored_or_resolved(projected: Projected, told: Parts, seed: int) -> None:
    """With all clocks fixed a finding may come from the stored ones, at any position."""
    chance, log = Random(seed), told_log(told, seed)
    with projected(log, chance) as connection:
        for _ in range(QUESTIONS):
            late = [date(2026, 2, chance.randint(1, 28)) for _ in range(3)]
            clocks = FixedClocks(*late, chance.choice([None, chance.randint(0, len(log.records))]))
            for about in ABOUT:
                asking = Asking(connection, clocks)
                member = isinstance(about, Membership)
                found = asking.participation_of(*about) if member else asking.presence_of(about)
                agree(log.naive, clocks.for_resolver(), found)
            for found in asking.presence():
                facts = naive.place(log.naive, found.place, clocks.for_resolver())
                assert {(row.owner, row.force): row.status for row in found.subjects} == {
                    subject: known["state"] for subject, known in facts.items()
                }


@given(told=parts(articles=8), seed=st.integers(0, 2**32))
@EXAMPLES
def test_a_history_tells_of_each_day_what_the_naive_store_finds(projected: Projected, told: Parts, seed: int) -> None:
    chance, log = Random(seed), told_log(told, seed)
    with projected(log, chance) as connection:
        for about in ABOUT:
            clocks = asked(chance, len(log.records))
            stretches = list(history(load_one(connection, about, clocks), clocks.as_of))
            for _ in range(QUESTIONS):
                day = FIRST_DAY + timedelta(days=chance.randint(-400, DAYS + 10))
                if clocks.as_of is not None:
                    day = min(day, clocks.as_of)
                then = {
                    one.subject: _brief(one.found) for one in stretches if one.start <= day <= (one.end or date.max)
                }
                at = Clocks(day, clocks.reported_by, clocks.recorded_by, clocks.position)
                assert then == _naive_brief(log.naive, about, at)


def _brief(found: Any) -> Any:
    if not isinstance(found, RowFound):
        return found.value
    plan = found.outlook
    return found.status, (plan.plan, plan.stage, plan.effective) if plan else None


def _naive_brief(log: naive.Log, about: Any, clocks: Clocks) -> dict[str, Any]:
    if isinstance(about, Membership):
        told, _ = naive.told_in(naive.View(log, about, clocks))
        acting = {one.said.part for one in told if clocks.as_of is not None and one.day <= clocks.as_of}
        facets = naive.membership(log, about, clocks).items()
        return {participation_subject(*about, name): known["state"] for name, known in facets if name in acting}
    return {
        presence_subject(about, *subject): (known["state"], known["outlook"])
        for subject, known in naive.place(log, about, clocks).items()
    }


@given(told=parts(articles=8), seed=st.integers(0, 2**32))
@EXAMPLES
def test_evidence_has_every_claim_in_view_once_page_by_page(projected: Projected, told: Parts, seed: int) -> None:
    chance, log = Random(seed), told_log(told, seed)
    with projected(log, chance) as connection:
        for about in ABOUT:
            clocks = asked(chance, len(log.records))
            docket = load_one(connection, about, clocks)
            cited, after = [], None
            while True:
                page, after = evidence(connection, docket, clocks, after, chance.randint(1, 5))
                cited += page
                if after is None:
                    break
            said = [one for one in cited if one.type not in NOTICES]
            view = naive.View(log.naive, about, clocks)
            ordered = sorted(view.claims, key=lambda t: (view.press[t.edition].counts, t.key))
            assert [one.claim for one in said] == [str(testimony.key) for testimony in ordered]
            for testimony, one in zip(ordered, said, strict=True):
                assert one.effect.startswith("does not count") == (not view.counts(testimony)), one.effect
            told_of = find(docket, clocks.as_of)
            sources = {row.sources for row in getattr(told_of, "subjects", ())}
            weights = weighed(connection, docket, clocks)
            assert {(one.support or one.outlook).origins_total for one in weights if one.support or one.outlook} <= {
                *sources,
                *(facet.sources for facet in getattr(told_of, "facets", {}).values()),
            }

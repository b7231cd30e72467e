"""Arbitrary lawful matters: articles with revisions, notices, reviews and copies, on two places and one membership.

One number makes one article, whole: hypothesis chooses and shrinks the numbers, which is twenty times faster than
letting it choose every word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import strategies as st

from events.claims import CLAIMS, NOTICES
from events.record import TargetClaim
from services.resolve.matter import Edition, EditionKey, Matter, Review, Testimony
from tests.unit.resolve.telling_stories import Told, article, claim, review

PLACES = ("am.tavush", "am.border.irn")
FAMILIES = {name: one.__module__.rpartition(".")[2] for name, one in CLAIMS.items()}
ON_PLACES = sorted(name for name, family in FAMILIES.items() if family in ("presence", "withdrawal", "control"))
ON_MEMBERSHIP = sorted(name for name, family in FAMILIES.items() if family in ("participation", "exit"))
FORCES = (
    "RUS border_guards", "RUS troops", "RUS air_force", "RUS base_garrison", "- border_guards", "- troops",
    "ARM troops",
)  # fmt: skip
SPEAKERS: tuple[dict[str, Any], ...] = (
    {}, {"by": "Peskov", "speaks_for": "RUS"}, {"by": "Pashinyan", "speaks_for": "ARM"}, {"via": "TASS"},
    {"speaker": "unnamed", "grade": "D"},
)  # fmt: skip
DATES = ("2020-23", "2023", "2024-03", "2024-03-05", "2024-03-05/..", "../2024-03-04", "2024-04-01", "2025-01-01")
ROLES = ("occurred", "effective", "start", "end", "deadline", "until", "since", "agreed", "period")
FIRST_DAY, DAYS = date(2024, 3, 1), 40
CERTAINTIES = ("certain", "probable", "possible", "unknown")
NOT_ACTUAL = ("planned", "conditional", "counterfactual", "proposed")
ANY_AXES = [(realis, certainty) for realis in ("actual", "actual", *NOT_ACTUAL) for certainty in CERTAINTIES]
NOT_DONE = [(realis, certainty) for realis in NOT_ACTUAL for certainty in CERTAINTIES] + [
    ("actual", "possible"),
    ("actual", "unknown"),
]


@dataclass(frozen=True)
class Parts:
    """What a matter is gathered from."""

    editions: list[Edition]
    claims: list[Testimony]
    reviews: list[Review]
    alike: list[tuple[EditionKey, EditionKey]]

    def gather(self) -> Matter:
        return Matter.gather(
            self.editions,
            (t for t in self.claims if t.claim.type not in NOTICES),
            (t for t in self.claims if t.claim.type in NOTICES),
            self.reviews,
            self.alike,
        )


def parts_of(numbers: Sequence[int], *, dated: bool = False, axes: Sequence[tuple[str, str]] = ANY_AXES) -> Parts:
    """The parts that these numbers make, an article each."""
    texts = [one for n, number in enumerate(numbers) for one in _editions(Random(number), f"a{n}", dated, axes)]
    said = [testimony for _, told in texts for testimony in told]
    chance = Random(numbers[0])
    keys = [edition.key for edition, _ in texts]
    pairs = [(chance.choice(keys), chance.choice(keys)) for _ in range(chance.randrange(4))]
    reviewed = [] if dated else chance.sample(said, min(len(said), chance.randrange(3)))
    return Parts([edition for edition, _ in texts], said, [_review(chance, t) for t in reviewed], pairs)


def parts(
    *, dated: bool = False, axes: Sequence[tuple[str, str]] = ANY_AXES, articles: int = 6
) -> st.SearchStrategy[Parts]:
    """The parts of a matter of up to so many articles.

    `dated`: every edition says when it was printed, and nobody reviews. `axes`: the (realis, certainty) of its claims.
    """

    def made(numbers: list[int]) -> Parts:
        return parts_of(numbers, dated=dated, axes=axes)

    return st.lists(st.integers(0, 2**32), min_size=1, max_size=articles).map(made)


def _review(chance: Random, testimony: Testimony) -> Review:
    article_id, edition, ordinal = testimony.key
    verdict, day = chance.choice(["rejected", "confirmed"]), f"2026-02-0{chance.randint(1, 2)}"
    return review(article_id, verdict, on=day, edition=edition, ordinal=ordinal)


def _day(chance: Random) -> str:
    """A day of the spring of 2024, few enough that many are equal."""
    return (FIRST_DAY + timedelta(days=chance.randint(0, DAYS))).isoformat()


def _editions(chance: Random, id: str, dated: bool, axes: Sequence[tuple[str, str]]) -> list[Told]:
    """An article with up to two revisions, which repeat some of its claims."""
    printed = (
        _day(chance) if dated else chance.choice([_day(chance), None, "2024-03", f"{_day(chance)}T12:00:00+04:00"])
    )
    source = chance.choice(["Reuters", "TASS"])
    revised = date.fromisoformat(printed[:10]) if printed and len(printed) >= 10 else FIRST_DAY + timedelta(days=DAYS)
    found: list[Told] = []
    told: list[dict[str, Any]] = []
    for edition in range(1, chance.choice([1, 1, 1, 2, 3]) + 1):
        revised_at = None
        if edition > 1 and (dated or chance.random() < 0.5):
            revised += timedelta(days=chance.randint(1, 10))
            revised_at = revised.isoformat()
        told = [one for one in told if chance.random() < 0.5] + [
            _claim(chance, axes) for _ in range(chance.randrange(4))
        ]
        recorded = f"2026-01-0{edition}"
        found.append(
            article(id, printed, *told, source=source, edition=edition, revised_at=revised_at, recorded=recorded)
        )
    return found


def _claim(chance: Random, axes: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """A claim of any type that bears on a place or a membership, with any axes; now and then a notice."""
    if chance.random() < 0.15:
        return _notice(chance)
    realis, certainty = chance.choice(axes)
    told: dict[str, Any] = {
        "realis": realis,
        "certainty": certainty,
        "polarity": chance.choice(["affirmed", "affirmed", "denied"]),
        "temporal": chance.choice(["current", "current", "future", "historical"]),
        "dates": [(chance.choice(DATES), chance.choice(ROLES)) for _ in range(chance.randrange(3))],
        "said_on": _day(chance) if chance.random() < 0.3 else None,
        "count": float(chance.randint(1, 3) * 100) if chance.random() < 0.2 else None,
        **chance.choice(SPEAKERS),
    }
    if chance.random() < 0.35:
        basis = chance.choice([None, "formal", "de_facto"])
        return claim(chance.choice(ON_MEMBERSHIP), force=None, org="CSTO", basis=basis, **told)
    places, forces = chance.sample(PLACES, chance.randint(1, 2)), tuple(chance.sample(FORCES, chance.randrange(3)))
    return claim(chance.choice(ON_PLACES), *places, force=forces, **told)


def _notice(chance: Random) -> dict[str, Any]:
    target = TargetClaim(
        type=chance.choice(ON_PLACES + ON_MEMBERSHIP),
        locations=tuple(chance.sample(PLACES, chance.randrange(2))),
        published_on=chance.choice([None, None, _day(chance)]),
    )
    return claim(chance.choice(sorted(NOTICES)), force=None, target=target)

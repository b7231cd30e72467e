"""`/v1/what-if`: which conclusions hang on one outlet, one article, one class of source, one extractor?"""

from collections.abc import Iterable
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from events.claims.base import Letter
from services.api.answers import written
from services.api.clocks import ClockParameters
from services.api.desk import AtDesk, Plain, Snapshot
from services.api.problems import Fault, ProblemError
from services.api.responses import Clocked
from services.api.supposing import unheard
from services.read_store.revisions import Revision
from services.read_store.supposed import claims_on, revised_if, touched_by
from services.resolve.supposing import Supposition

CLAIMS_MAX = 20_000
"""On the matters looked at: some seconds of resolving. Beyond that the command takes its time."""

router = APIRouter(prefix="/v1/what-if", tags=["what if"])


class Supposed(ClockParameters):
    """What is supposed, and the clocks; at least one thing has to be. A clock that is not given stands at today."""

    without_source: Annotated[
        list[Plain], Field(default_factory=list, description="As if these outlets had not written", examples=[["Hetq"]])
    ]
    without_article: Annotated[
        list[Plain], Field(default_factory=list, description="As if these articles had not been written")
    ]
    only_reliability: Annotated[
        Letter | None, Field(description="Only claims whose source has this letter or a better one", examples=["B"])
    ] = None
    extractor: Annotated[
        Plain | None, Field(description="Each text as this version read it, where the log has its reading")
    ] = None


class Otherwise(BaseModel):
    """What of one subject would be another."""

    subject: str
    kind: Literal["status", "outlook", "dispute", "facet", "evidence"]
    before: str | None
    after: str | None
    no_longer_cited: Annotated[list[str], Field(description="Claims that the answer would no longer cite")]
    newly_cited: list[str]


class WhatIf(Clocked):
    """The differences, by subject; `matters` is how many places and memberships were looked at."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "data": [
                        {
                            "subject": "presence/am.tavush/RUS/border_guards",
                            "kind": "status",
                            "before": "withdrawn",
                            "after": "present",
                            "no_longer_cited": ["hetq-2024-06-05#1.1"],
                            "newly_cited": [],
                        }
                    ],
                    "matters": 3,
                    "position": "WyJyIiwicm1fdjEiLDQxMl0",
                    "projection": "rm_v1",
                    "lag_seconds": 0.0,
                    "as_of": "2024-11-01",
                    "reported_by": "2026-11-21",
                    "recorded_by": "2026-11-21",
                }
            ]
        }
    )
    data: list[Otherwise]
    matters: int


@router.get("", summary="What would be concluded otherwise?")
@written
def what_if(desk: AtDesk, asked: Annotated[Supposed, Query()]) -> WhatIf:
    """The difference to the answers under the same clocks. Nothing is changed, and nothing of it is kept.

    Bounded in cost: what bears on too many claims is refused; `drawdown replay` with the same options takes its time.
    """
    with desk.question(asked) as (snapshot, clocks):
        supposition = _supposition(snapshot, asked)
        matters = touched_by(snapshot.connection, supposition)
        _bound(claims_on(snapshot.connection, matters))
        found = revised_if(snapshot.connection, supposition, clocks.for_resolver(), matters)
        differences = [one for revision in found for one in differences_of(revision)]
        return WhatIf(data=[Otherwise(**one) for one in differences], matters=len(matters), **snapshot.clocked(clocks))


def differences_of(revision: Revision) -> Iterable[dict[str, Any]]:
    """What is shown of a matter with another conclusion: a row a change, or one where only the evidence changes."""
    no_longer, newly = revision.because
    cited = {"no_longer_cited": list(no_longer), "newly_cited": list(newly)}
    changes = [change for change in revision.changes if change.kind != "due"]
    if not changes and (no_longer or newly):
        yield {"subject": revision.matter, "kind": "evidence", "before": None, "after": None, **cited}
    for change in changes:
        yield {**change.model_dump(include={"subject", "kind", "before", "after"}), **cited}


def _supposition(snapshot: Snapshot, asked: Supposed) -> Supposition:
    if not (asked.without_source or asked.without_article or asked.only_reliability or asked.extractor):
        detail = "Nothing is supposed: give without_source, without_article, only_reliability or extractor."
        raise ProblemError("invalid-parameter", detail, Fault(detail, parameter="without_source"))
    supposition = Supposition(
        without_sources=frozenset(asked.without_source),
        without_articles=frozenset(asked.without_article),
        only_reliability=asked.only_reliability,
        extractor=asked.extractor,
    )
    for one in unheard(snapshot.connection, supposition):
        detail = f"{one.parameter}: {one}"
        raise ProblemError(
            "invalid-parameter", detail, Fault(detail, parameter=one.parameter), suggestions=list(one.guesses)
        )
    return supposition


def _bound(claims: int) -> None:
    if claims > CLAIMS_MAX:
        detail = (
            f"{claims} claims would have to be weighed anew, at most {CLAIMS_MAX} are; `drawdown replay` does more."
        )
        raise ProblemError("too-costly", detail)

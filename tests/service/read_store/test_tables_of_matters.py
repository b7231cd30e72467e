"""Whatever the batches, the same rows: the tables of matters are a function of what was told."""

from random import Random
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from services.read_store import tables_matters
from tests.property.resolve.lawful_matters import Parts, parts, parts_of
from tests.service.read_store.conftest import Projected
from tests.service.read_store.told_log import told_log

TABLES = [
    tables_matters.assertions, tables_matters.restatements, tables_matters.listed, tables_matters.claim_matters,
    tables_matters.contingent, tables_matters.strikes, tables_matters.verdicts, tables_matters.kin,
]  # fmt: skip
FOUND = tables_matters.findings.c


def rows(connection: Connection) -> dict[str, list[Any]]:
    """All rows of all tables about matters, sorted; of a finding what it says, not when it was made."""
    found = {table.name: sorted(map(repr, connection.execute(select(table)))) for table in TABLES}
    return {**found, "findings": sorted(map(repr, connection.execute(select(FOUND.matter, FOUND.found))))}


@given(told=parts(articles=12), seed=st.integers(0, 2**32))
@example(told=parts_of([42066198, 2, 42066198]), seed=1)
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_batches_of_any_size_write_the_same_rows(projected: Projected, told: Parts, seed: int) -> None:
    log = told_log(told, seed)
    with projected(log, Random(seed)) as one, projected(log, Random(seed + 1)) as other:
        written, again = rows(one), rows(other)
    for name in written:
        assert written[name] == again[name], name

"""How fast a big store answers, at random dates on all three clocks: from SQL to HTTP. Called by `rebuild.py`."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from random import Random
from typing import Any, NamedTuple

import httpx
from sqlalchemy import Engine, text

from benchmarks.lawful_log import RECORDED_FROM
from benchmarks.lawful_news import DAYS, FIRST_DAY
from services.read_store.dockets import load
from services.read_store.schemas import live_schema, reading
from services.resolve.clocks import Clocks
from services.resolve.finding import find

Say = Callable[[str, str], None]
BIG = 2000
"""Distinct assertions up to which the limits hold."""
ASKED, BIGGEST, TIMES = 1000, 20, 25
PLACES = 50
WHOLE_MAPS = 200
WARM = 50
RECORDED = RECORDED_FROM.date()


class Sizes(NamedTuple):
    """Matters with their distinct assertions, the largest first."""

    of: dict[str, int]

    def chosen(self, chance: Random) -> dict[str, list[str]]:
        """Which matters are asked about: any, the largest within the bound, and those beyond it."""
        within = [matter for matter, size in self.of.items() if size <= BIG]
        beyond = [matter for matter, size in self.of.items() if size > BIG][:BIGGEST]
        return {
            "any": chance.choices(within, k=ASKED),
            f"the {BIGGEST} largest up to {BIG}": within[:BIGGEST] * TIMES,
            f"the {len(beyond)} largest beyond {BIG}": beyond * TIMES,
        }


def measure(engine: Engine, address: str, claims: int, say: Say) -> None:
    """Print the time of each kind of answer, and how much disk a claim takes."""
    sizes = _sizes(engine)
    largest = next(iter(sizes.of.values()))
    say("matters; distinct assertions of the largest, of all", f"{len(sizes.of)}; {largest}, {sum(sizes.of.values())}")
    say("disk a claim, tables and indexes", f"{_disk(engine) / claims:.0f} bytes")
    chance = Random(1)
    with httpx.Client(base_url=address, timeout=60, trust_env=False) as client:
        for name, matters in sizes.chosen(chance).items():
            if matters:
                _below_http(engine, name, matters, chance, say)
                _over_http(client, name, matters, chance, say)
        _whole_maps(client, sizes.of, chance, say)


def _sizes(engine: Engine) -> Sizes:
    query = "select matter, count(distinct gist) from {}.assertions group by matter order by 2 desc, 1"
    with engine.connect() as connection:
        rows = connection.execute(text(query.format(live_schema(connection))))
        return Sizes({str(matter): int(size) for matter, size in rows})


def _disk(engine: Engine) -> int:
    query = "select sum(pg_total_relation_size(oid)) from pg_class where relnamespace = to_regnamespace(:schema)"
    with engine.connect() as connection:
        tables = f"{query} and relkind = 'r'"
        return int(connection.execute(text(tables), {"schema": live_schema(connection)}).scalar_one())


def _clocks(chance: Random) -> Clocks:
    as_of = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    reported, recorded = timedelta(days=chance.randrange(400)), timedelta(days=chance.randrange(700))
    return Clocks(as_of, as_of + reported, RECORDED + recorded)


def _below_http(engine: Engine, name: str, matters: Sequence[str], chance: Random, say: Say) -> None:
    """Fetching what decides, and resolving it."""
    fetched, resolved = [], []
    with reading(engine) as connection:
        for number, matter in enumerate([*matters[:WARM], *matters]):
            clocks = _clocks(chance)
            began = time.perf_counter()
            docket = load(connection, [matter], clocks)[matter]
            between = time.perf_counter()
            find(docket, clocks.as_of)
            if number >= WARM:
                fetched.append(between - began)
                resolved.append(time.perf_counter() - began)
    say(f"what decides a matter, fetched: {name}", _spread(fetched))
    say("  the same, with resolution", _spread(resolved))


def _over_http(client: httpx.Client, name: str, matters: Sequence[str], chance: Random, say: Say) -> None:
    asked = [(_address(matter), _parameters(_clocks(chance))) for matter in matters]
    say(f"  one matter over HTTP: {name}", _spread(_timed(client, asked)))
    histories = [(f"{address}/history", parameters | {"as_of": "2026"}) for address, parameters in asked]
    say(f"  its whole history over HTTP: {name}", _spread(_timed(client, histories)))


def _whole_maps(client: httpx.Client, sizes: Mapping[str, int], chance: Random, say: Say) -> None:
    """Any places within the bound; any at all, so that the largest are among them as often as chance has it; these."""
    sized = {matter.partition("/")[2]: size for matter, size in sizes.items() if matter.startswith("place/")}
    within = [place for place, size in sized.items() if size <= BIG]
    for name, places in (
        (f"up to {BIG} each", within),
        ("however large", list(sized)),
        ("the largest", list(sized)[:PLACES]),
    ):
        maps = [{"place": chance.sample(places, PLACES), **_parameters(_clocks(chance))} for _ in range(WHOLE_MAPS)]
        timed = _timed(client, (("/v1/presence", asked) for asked in maps))
        say(f"presence at any date, {PLACES} places, {name}", _spread(timed))


def _address(matter: str) -> str:
    kind, _, name = matter.partition("/")
    return f"/v1/{'presence' if kind == 'place' else 'participation'}/{name}"


def _parameters(clocks: Clocks) -> dict[str, Any]:
    return {"as_of": str(clocks.as_of), "reported_by": str(clocks.reported_by), "recorded_by": str(clocks.recorded_by)}


def _timed(client: httpx.Client, asked: Iterable[tuple[str, dict[str, Any]]]) -> list[float]:
    found = []
    for number, (path, parameters) in enumerate(asked):
        began = time.perf_counter()
        client.get(path, params=parameters).raise_for_status()
        if number >= WARM // 5:
            found.append(time.perf_counter() - began)
    return found


def _spread(seconds: list[float]) -> str:
    ordered = sorted(seconds)
    p50, p99 = ordered[len(ordered) // 2], ordered[min(len(ordered) - 1, int(len(ordered) * 0.99))]
    return f"p50 {p50 * 1000:.1f}, p99 {p99 * 1000:.1f} ms"

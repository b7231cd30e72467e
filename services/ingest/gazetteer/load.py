"""The gazetteer, built once from its data files, and from folders of further tables: another theatre is data alone."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import get_args

from events.canonical import canonical_json, sha256_hex
from events.record import ForceType
from services.ingest.gazetteer.aliases import Aliases
from services.ingest.gazetteer.checks import (
    capitals,
    degrees,
    each,
    filled,
    known,
    office,
    one_of,
    optional,
    place_id,
    small,
)
from services.ingest.gazetteer.model import (
    AliasKind,
    Country,
    Firm,
    Followed,
    ForceNoun,
    Gazetteer,
    Office,
    Organisation,
    Outlet,
    Person,
    Place,
    PlaceKind,
    Weapon,
)
from services.ingest.gazetteer.table import Check, Table, many

_KINDS: dict[str, PlaceKind] = {k: k for k in ("province", "border", "site", "settlement", "region")}
_FORCES = get_args(ForceType)
_YES = one_of("yes", "no")
Row = tuple[Table, int, dict[str, str]]


class _Folders:
    """The folders that hold the tables, the packaged one first."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._folders: tuple[Traversable, ...] = (files("services.ingest.gazetteer").joinpath("data"), *folders)

    def rows(self, name: str, columns: tuple[str, ...], checks: Mapping[str, Check]) -> Iterator[Row]:
        """The rows of one table in every folder that has it."""
        for folder in self._folders:
            if folder.joinpath(name).is_file():
                table = Table(folder, name, columns, checks)
                for number, row in table.rows():
                    yield table, number, row


def _countries(folders: _Folders, aliases: Aliases) -> tuple[dict[str, Country], dict[str, Place]]:
    columns = ("alpha2", "alpha3", "name", "adjectives", "aliases", "capital", "capital_id", "metonyms")
    checks = {"alpha2": small(2), "alpha3": capitals(3), "name": filled, "capital_id": optional(place_id)}
    countries: dict[str, Country] = {}
    places: dict[str, Place] = {}
    for _, _, row in folders.rows("countries.tsv", columns, checks):
        iso, own = row["alpha3"], row["capital_id"]
        countries[iso] = Country(
            row["alpha2"],
            iso,
            row["name"],
            many(row["adjectives"]),
            many(row["capital"]),
            own or None,
            many(row["metonyms"]),
        )
        places[row["alpha2"]] = Place(row["alpha2"], row["name"], "country", None, iso)
        if own and own != "am.yerevan":
            places[own] = Place(own, many(row["capital"])[0], "settlement", row["alpha2"], iso)
        for form in (row["name"], *many(row["aliases"])):
            aliases.add(form, "country", iso)
        for kind in ("adjectives", "capital", "metonyms"):
            for form in many(row[kind]):
                aliases.add(form, _ALIAS_KINDS[kind], iso)
    return countries, places


_ALIAS_KINDS: dict[str, AliasKind] = {"adjectives": "adjective", "capital": "capital", "metonyms": "metonym"}


def _places(folders: _Folders, aliases: Aliases, countries: dict[str, Country], places: dict[str, Place]) -> None:
    columns = (
        "id",
        "name",
        "kind",
        "parent",
        "host",
        "lat",
        "lon",
        "aliases",
        "requires",
        "blocked",
        "site_words",
        "upgrades",
        "garrison",
    )
    checks = {
        "id": place_id,
        "name": filled,
        "kind": one_of(*_KINDS),
        "parent": place_id,
        "lat": optional(degrees(90)),
        "lon": optional(degrees(180)),
        "upgrades": each(place_id),
        "host": known(countries, "country"),
        "garrison": optional(lambda cell: one_of(*_FORCES)(cell.partition("@")[0])),
    }
    listed: list[Row] = []
    for table, number, row in folders.rows("places.tsv", columns, checks):
        if row["id"] in places:
            raise table.fault(number, f"{row['id']} stands there twice")
        type_, _, owner = row["garrison"].partition("@")
        place = Place(
            row["id"],
            row["name"],
            _KINDS[row["kind"]],
            row["parent"],
            row["host"],
            float(row["lat"]) if row["lat"] else None,
            float(row["lon"]) if row["lon"] else None,
            many(row["aliases"]),
            many(row["requires"]),
            many(row["blocked"]),
            many(row["site_words"]),
            many(row["upgrades"]),
            type_ or None,
            owner or None,
        )
        places[place.id] = place
        listed.append((table, number, row))
        if place.kind != "border":
            for form in dict.fromkeys((place.name, *place.aliases)):
                aliases.add(form, "place", place.id, of="place")
    for table, number, row in listed:
        for column in ("parent", "upgrades"):
            for other in many(row[column]):
                if other not in places:
                    raise table.fault(number, f"{column}: {other!r} is no place that has a row")


def _organisations(folders: _Folders, aliases: Aliases, countries: dict[str, Country]) -> dict[str, Organisation]:
    columns = ("id", "name", "tracked", "mission_tracked", "aliases", "context_aliases", "members", "others")
    country = each(known(countries, "country"))
    checks = {
        "id": filled,
        "name": filled,
        "tracked": _YES,
        "mission_tracked": _YES,
        "members": country,
        "others": country,
    }
    found: dict[str, Organisation] = {}
    for _, _, row in folders.rows("organisations.tsv", columns, checks):
        found[row["id"]] = Organisation(
            row["id"],
            row["name"],
            row["tracked"] == "yes",
            row["mission_tracked"] == "yes",
            many(row["context_aliases"]),
            many(row["members"]),
            many(row["others"]),
        )
        for form in many(row["aliases"]):
            aliases.add(form, "organisation", row["id"])
    return found


def _people(folders: _Folders, aliases: Aliases, states: tuple[str, ...]) -> dict[str, Person]:
    checks = {"name": filled, "state": optional(known(states, "country or organisation")), "offices": each(office)}
    found: dict[str, Person] = {}
    for _, _, row in folders.rows("people.tsv", ("name", "state", "offices", "aliases"), checks):
        parted = [cell.split("@") for cell in many(row["offices"])]
        offices = tuple(Office(title, body, since, until or None) for title, body, since, until in parted)
        found[row["name"]] = Person(row["name"], row["state"] or None, offices)
        for form in many(row["aliases"]):
            aliases.add(form, "person", row["name"], of="person")
    return found


def _outlets(folders: _Folders, aliases: Aliases, countries: dict[str, Country]) -> dict[str, Outlet]:
    checks = {
        "name": filled,
        "letter": one_of(*"ABCDEF"),
        "agency": _YES,
        "side": optional(known(countries, "country")),
    }
    found: dict[str, Outlet] = {}
    for _, _, row in folders.rows("outlets.tsv", ("name", "letter", "agency", "side", "aliases"), checks):
        found[row["name"]] = Outlet(row["name"], row["letter"], row["agency"] == "yes", row["side"] or None)
        for form in dict.fromkeys((row["name"], *many(row["aliases"]))):
            aliases.add(form, "outlet", row["name"])
    return found


def _forces(folders: _Folders, aliases: Aliases) -> dict[str, ForceNoun]:
    checks = {"noun": filled, "type": one_of(*_FORCES), "strength": one_of("strong", "weak")}
    found: dict[str, ForceNoun] = {}
    for _, _, row in folders.rows("forces.tsv", ("noun", "type", "strength", "owner", "unit"), checks):
        noun = ForceNoun(
            row["noun"], row["type"], row["strength"] == "strong", row["owner"] or None, row["unit"] or None
        )
        found[noun.noun] = noun
        aliases.add(noun.noun, "force", noun.noun, capitalised=False)
    return found


def _drills(folders: _Folders, aliases: Aliases) -> dict[str, str]:
    found: dict[str, str] = {}
    for _, _, row in folders.rows("drills.tsv", ("name", "org", "aliases"), {"name": filled, "org": filled}):
        found[row["name"]] = row["org"]
        for form in many(row["aliases"]):
            aliases.add(form, "drill", row["name"])
    return found


def _firms(folders: _Folders, aliases: Aliases, countries: dict[str, Country]) -> dict[str, Firm]:
    checks = {"name": filled, "state": known(countries, "country"), "aliases": filled}
    found: dict[str, Firm] = {}
    for _, _, row in folders.rows("firms.tsv", ("name", "state", "aliases"), checks):
        found[row["name"]] = Firm(row["name"], row["state"])
        for form in many(row["aliases"]):
            aliases.add(form, "firm", row["name"])
    return found


def _weapons(folders: _Folders, aliases: Aliases, countries: dict[str, Country]) -> dict[str, Weapon]:
    checks = {"name": filled, "maker": known(countries, "country"), "item": filled, "aliases": filled}
    found: dict[str, Weapon] = {}
    for _, _, row in folders.rows("weapons.tsv", ("name", "maker", "item", "aliases"), checks):
        found[row["name"]] = Weapon(row["name"], row["maker"], row["item"])
        for form in many(row["aliases"]):
            for written in (form, form if form.endswith("s") else form + "s"):
                aliases.add(written, "weapon", row["name"])
    return found


@lru_cache(maxsize=8)
def load(*folders: Path) -> Gazetteer:
    """The gazetteer of this version, with the tables of further `folders` added: rows like those of the packaged ones.

    Raises DataFault, with file and row, where a data file is wrong.
    """
    tables, aliases = _Folders(folders), Aliases()
    countries, places = _countries(tables, aliases)
    _places(tables, aliases, countries, places)
    organisations = _organisations(tables, aliases, countries)
    people = _people(tables, aliases, (*countries, *organisations))
    outlets = _outlets(tables, aliases, countries)
    forces, drills = _forces(tables, aliases), _drills(tables, aliases)
    firms, weapons = _firms(tables, aliases, countries), _weapons(tables, aliases, countries)
    owner = known((*countries, *organisations, "*", "-"), "country or organisation")
    columns, checks = ("owner", "where"), {"owner": owner, "where": filled}
    tracked = tuple((row["owner"], row["where"]) for _, _, row in tables.rows("tracked.tsv", columns, checks))
    followed = tuple(Followed(row["owner"], row["where"]) for _, _, row in tables.rows("followed.tsv", columns, checks))
    frozen = {form: tuple(listed) for form, listed in sorted(aliases.found.items())}
    version = sha256_hex(canonical_json({form: [(a.kind, a.key) for a in listed] for form, listed in frozen.items()}))
    members = frozenset(m for o in organisations.values() if o.tracked for m in (*o.members, *o.others)) - {"RUS"}
    sites: dict[str, tuple[Place, ...]] = {}
    for place in places.values():
        for given in place.upgrades:
            sites[given] = (*sites.get(given, ()), place)
    named = (places, countries, organisations, people, outlets, forces, drills, firms, weapons)
    return Gazetteer(version[:12], *named, tracked, followed, members, frozen, sites)

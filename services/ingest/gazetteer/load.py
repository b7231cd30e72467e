"""The gazetteer, built once from its data files."""

from functools import lru_cache

from events.canonical import canonical_json, sha256_hex
from services.ingest.gazetteer.model import (
    Alias,
    AliasKind,
    Country,
    ForceNoun,
    Gazetteer,
    Office,
    Organisation,
    Outlet,
    Person,
    Place,
    PlaceKind,
    fold,
)
from services.ingest.gazetteer.table import Table, many
from services.ingest.gazetteer.variants import Spelling

_PACKAGE = "services.ingest.gazetteer"
_KINDS: dict[str, PlaceKind] = {
    "province": "province",
    "border": "border",
    "site": "site",
    "settlement": "settlement",
    "region": "region",
}


class _Aliases:
    def __init__(self) -> None:
        self.spelling = Spelling()
        self.found: dict[str, list[Alias]] = {}

    def add(self, form: str, kind: AliasKind, key: str, of: str = "", capitalised: bool = True) -> None:
        """One more written form of `key`, with its other spellings where `of` says whose name it is."""
        exact = capitalised and (form.isupper() or len(form) <= 3)
        for folded in self.spelling.variants(fold(form), of) if of else (fold(form),):
            capital = capitalised and not form[:1].islower()
            alias = Alias(form=form, kind=kind, key=key, exact=exact, capitalised=capital)
            known = self.found.setdefault(folded, [])
            if all((k.kind, k.key) != (kind, key) for k in known):
                known.append(alias)


def _countries(aliases: _Aliases) -> tuple[dict[str, Country], dict[str, Place]]:
    columns = ("alpha2", "alpha3", "name", "adjectives", "aliases", "capital", "capital_id", "metonyms")
    table = Table(_PACKAGE, "countries.tsv", columns)
    countries: dict[str, Country] = {}
    places: dict[str, Place] = {}
    for number, row in table.rows():
        if len(row["alpha2"]) != 2 or len(row["alpha3"]) != 3:
            raise table.fault(number, "alpha2 has two letters, alpha3 three")
        iso = row["alpha3"]
        countries[iso] = Country(
            row["alpha2"],
            iso,
            row["name"],
            many(row["adjectives"]),
            many(row["capital"]),
            row["capital_id"] or None,
            many(row["metonyms"]),
        )
        places[row["alpha2"]] = Place(row["alpha2"], row["name"], "country", None, iso)
        if row["capital_id"] and row["capital_id"] != "am.yerevan":
            places[row["capital_id"]] = Place(
                row["capital_id"], many(row["capital"])[0], "settlement", row["alpha2"], iso
            )
        for form in (row["name"], *many(row["aliases"])):
            aliases.add(form, "country", iso)
        for form in many(row["adjectives"]):
            aliases.add(form, "adjective", iso)
        for form in many(row["capital"]):
            aliases.add(form, "capital", iso)
        for form in many(row["metonyms"]):
            aliases.add(form, "metonym", iso)
    return countries, places


def _places(aliases: _Aliases, places: dict[str, Place]) -> None:
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
    table = Table(_PACKAGE, "places.tsv", columns)
    for number, row in table.rows():
        if row["kind"] not in _KINDS:
            raise table.fault(number, f"kind is one of {' '.join(_KINDS)}, not {row['kind']!r}")
        if row["id"] in places:
            raise table.fault(number, f"{row['id']} stands there twice")
        place = Place(
            row["id"],
            row["name"],
            _KINDS[row["kind"]],
            row["parent"] or None,
            row["host"],
            float(row["lat"]) if row["lat"] else None,
            float(row["lon"]) if row["lon"] else None,
            many(row["aliases"]),
            many(row["requires"]),
            many(row["blocked"]),
            many(row["site_words"]),
            many(row["upgrades"]),
            row["garrison"].partition("@")[0] or None,
            row["garrison"].partition("@")[2] or None,
        )
        places[place.id] = place
        if place.kind != "border":
            for form in dict.fromkeys((place.name, *place.aliases)):
                aliases.add(form, "place", place.id, of="place")
    for place in places.values():
        if place.parent is not None and place.parent not in places:
            raise table.fault(0, f"{place.id} lies in {place.parent}, which has no row")


def _organisations(aliases: _Aliases) -> dict[str, Organisation]:
    table = Table(
        _PACKAGE,
        "organisations.tsv",
        ("id", "name", "tracked", "mission_tracked", "aliases", "context_aliases", "members", "others"),
    )
    found: dict[str, Organisation] = {}
    for number, row in table.rows():
        if {row["tracked"], row["mission_tracked"]} - {"yes", "no"}:
            raise table.fault(number, "tracked and mission_tracked are yes or no")
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


def _people(aliases: _Aliases) -> dict[str, Person]:
    table = Table(_PACKAGE, "people.tsv", ("name", "state", "offices", "aliases"))
    found: dict[str, Person] = {}
    for number, row in table.rows():
        offices = []
        for office in many(row["offices"]):
            parts = office.split("@")
            if len(parts) != 4:
                raise table.fault(number, f"an office reads title@organisation@since@until, not {office!r}")
            offices.append(Office(parts[0], parts[1], parts[2], parts[3] or None))
        found[row["name"]] = Person(row["name"], row["state"] or None, tuple(offices))
        for form in many(row["aliases"]):
            aliases.add(form, "person", row["name"], of="person")
    return found


def _outlets(aliases: _Aliases) -> dict[str, Outlet]:
    table = Table(_PACKAGE, "outlets.tsv", ("name", "letter", "agency", "side", "aliases"))
    found: dict[str, Outlet] = {}
    for number, row in table.rows():
        if row["letter"] not in "ABCDEF" or len(row["letter"]) != 1:
            raise table.fault(number, f"the letter is A to F, not {row['letter']!r}")
        found[row["name"]] = Outlet(row["name"], row["letter"], row["agency"] == "yes", row["side"] or None)
        for form in dict.fromkeys((row["name"], *many(row["aliases"]))):
            aliases.add(form, "outlet", row["name"])
    return found


def _forces(aliases: _Aliases) -> dict[str, ForceNoun]:
    table = Table(_PACKAGE, "forces.tsv", ("noun", "type", "strength", "owner", "unit"))
    found: dict[str, ForceNoun] = {}
    for number, row in table.rows():
        if row["strength"] not in ("strong", "weak"):
            raise table.fault(number, f"strength is strong or weak, not {row['strength']!r}")
        noun = ForceNoun(
            row["noun"], row["type"], row["strength"] == "strong", row["owner"] or None, row["unit"] or None
        )
        found[noun.noun] = noun
        aliases.add(noun.noun, "force", noun.noun, capitalised=False)
    return found


@lru_cache(maxsize=1)
def load() -> Gazetteer:
    """The gazetteer of this version. Raises DataFault, with file and row, where a data file is wrong."""
    aliases = _Aliases()
    countries, places = _countries(aliases)
    _places(aliases, places)
    organisations, people = _organisations(aliases), _people(aliases)
    outlets, forces = _outlets(aliases), _forces(aliases)
    drills: dict[str, str] = {}
    for _, row in Table(_PACKAGE, "drills.tsv", ("name", "org", "aliases")).rows():
        drills[row["name"]] = row["org"]
        for form in many(row["aliases"]):
            aliases.add(form, "drill", row["name"])
    tracked = tuple((r["owner"], r["where"]) for _, r in Table(_PACKAGE, "tracked.tsv", ("owner", "where")).rows())
    frozen = {form: tuple(known) for form, known in sorted(aliases.found.items())}
    version = sha256_hex(canonical_json({form: [(a.kind, a.key) for a in known] for form, known in frozen.items()}))[
        :12
    ]
    members = frozenset(m for o in organisations.values() if o.tracked for m in (*o.members, *o.others)) - {"RUS"}
    sites: dict[str, tuple[Place, ...]] = {}
    for place in places.values():
        for given in place.upgrades:
            sites[given] = (*sites.get(given, ()), place)
    return Gazetteer(
        version, places, countries, organisations, people, outlets, forces, drills, tracked, members, frozen, sites
    )

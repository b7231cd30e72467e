"""What the gazetteer knows: places, organisations, people, outlets, forces."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

PlaceKind = Literal["province", "border", "site", "settlement", "country", "region"]
AliasKind = Literal[
    "place",
    "country",
    "capital",
    "metonym",
    "adjective",
    "person",
    "organisation",
    "outlet",
    "force",
    "drill",
    "firm",
    "weapon",
]


@dataclass(frozen=True, slots=True)
class Place:
    """A place with an id of its own. `upgrades` are ids that mean this site where one of `site_words` stands by."""

    id: str
    name: str
    kind: PlaceKind
    parent: str | None
    host: str
    lat: float | None = None
    lon: float | None = None
    aliases: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    blocked: tuple[str, ...] = ()
    site_words: tuple[str, ...] = ()
    upgrades: tuple[str, ...] = ()
    garrison: str | None = None
    garrison_owner: str | None = None


@dataclass(frozen=True, slots=True)
class Country:
    """A state: its codes, its adjectives, its capital, and other names that stand for its government."""

    alpha2: str
    alpha3: str
    name: str
    adjectives: tuple[str, ...]
    capital: tuple[str, ...]
    capital_id: str | None
    metonyms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation. `tracked`: participation is followed; `mission_tracked`: its missions are owners of presence."""

    id: str
    name: str
    tracked: bool
    mission_tracked: bool
    context_aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Office:
    """A post and the days on which it was held; an open end is None. Days are ISO dates."""

    title: str
    organisation: str
    since: str
    until: str | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person, the state (ISO 3166-1 alpha-3) or organisation served, and the offices held."""

    name: str
    state: str | None
    offices: tuple[Office, ...] = ()

    def office_on(self, day: str | None) -> Office | None:
        """The office held on an ISO day; None where none was held or the day is not known."""
        if day is None:
            return None
        held = [o for o in self.offices if o.since <= day and (o.until is None or day <= o.until)]
        return max(held, key=lambda o: o.since, default=None)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher: the Admiralty letter of its own reports, whether it is an agency, whose side it is on."""

    name: str
    letter: str
    agency: bool
    side: str | None = None


@dataclass(frozen=True, slots=True)
class ForceNoun:
    """A noun for a force. A weak one needs an owner or a tracked place nearby."""

    noun: str
    type: str
    strong: bool
    owner: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Firm:
    """A maker or seller of arms, and the state it belongs to."""

    name: str
    state: str


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon known by name: the state whose makers sell it, and what it is."""

    name: str
    maker: str
    item: str


@dataclass(frozen=True, slots=True)
class Alias:
    """One written form and what it stands for. `exact`: only in this case; `capital`: only with a capital letter."""

    form: str
    kind: AliasKind
    key: str
    exact: bool = False
    capitalised: bool = True


@dataclass(frozen=True, slots=True)
class Followed:
    """Claims about forces of `owner` (ISO 3166-1 alpha-3, an organisation, * for anyone's, - where nobody says whose)
    are kept at `where` and in what lies in it (an id, or * for anywhere)."""

    owner: str
    where: str


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """All of it, immutable, keyed by id, name or folded form. `borders` maps a host and its neighbour to the line
    between them, `provinces` a country to its provinces, `capitals` are the places where governments sit."""

    version: str
    places: Mapping[str, Place]
    countries: Mapping[str, Country]
    organisations: Mapping[str, Organisation]
    people: Mapping[str, Person]
    outlets: Mapping[str, Outlet]
    forces: Mapping[str, ForceNoun]
    drills: Mapping[str, str]
    firms: Mapping[str, Firm]
    weapons: Mapping[str, Weapon]
    tracked: tuple[tuple[str, str], ...]
    followed: tuple[Followed, ...]
    members: frozenset[str]
    aliases: Mapping[str, tuple[Alias, ...]]
    sites: Mapping[str, tuple[Place, ...]]
    borders: Mapping[tuple[str, str], str] = field(init=False)
    provinces: Mapping[str, tuple[str, ...]] = field(init=False)
    capitals: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        borders: dict[tuple[str, str], str] = {}
        provinces: dict[str, tuple[str, ...]] = {}
        for place in self.places.values():
            if place.kind == "border":
                borders[place.host, place.id.rpartition(".")[2].upper()] = place.id
            elif place.kind == "province" and place.parent is not None:
                provinces[place.parent] = (*provinces.get(place.parent, ()), place.id)
        object.__setattr__(self, "borders", borders)
        object.__setattr__(self, "provinces", provinces)
        capitals = (country.capital_id for country in self.countries.values())
        object.__setattr__(self, "capitals", frozenset(place for place in capitals if place is not None))

    def ancestors(self, place: str) -> tuple[str, ...]:
        """The places that contain `place`, nearest first."""
        found: list[str] = []
        at = self.places[place].parent if place in self.places else None
        while at is not None:
            found.append(at)
            at = self.places[at].parent if at in self.places else None
        return tuple(found)

    def follows(self, owner: str | None, place: str) -> bool:
        """Whether claims about forces of `owner` (None: nobody says whose) at `place` are kept."""
        return any(
            row.owner in ("*", owner or "-")
            and (row.where == "*" or place == row.where or place.startswith(row.where + "."))
            for row in self.followed
        )

    def sites_of(self, place: str) -> tuple[Place, ...]:
        """The sites that `place` means where a word for the site stands by it."""
        return self.sites.get(place, ())

    def outlet(self, name: str) -> Outlet | None:
        """The outlet of this name or alias, None where the table has none."""
        for alias in self.aliases.get(fold(name), ()):
            if alias.kind == "outlet":
                return self.outlets[alias.key]
        return None


def fold(text: str) -> str:
    """Lower case with plain quotes and dashes, one code point for one, so that offsets hold."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(one if len(one := c.lower()) == 1 else c for c in text)
    return low.translate(_FOLDED)


_FOLDED = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "`": "'", "‑": "-", "‐": "-", "\u00a0": " ", "\u202f": " ", "ё": "е"}
)

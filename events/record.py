"""The extraction record: one claim as an article makes it. Six axes, each its own field, never folded into the type."""

from typing import Annotated, Literal

from pydantic import Field

from events.dates import Edtf
from events.model import Frozen

Polarity = Literal["affirmed", "denied"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Realis = Literal["actual", "planned", "conditional", "counterfactual", "proposed"]
Temporal = Literal["current", "future", "historical"]
ForceType = Literal[
    "border_guards", "peacekeepers", "base_garrison", "troops", "air_force", "fsb_other", "military_police",
    "observers", "advisers", "civilian_mission", "private_military", "unspecified",
]  # fmt: skip
Role = Literal["occurred", "effective", "start", "end", "deadline", "until", "since", "agreed", "period"]
Precision = Literal["day", "week", "month", "season", "quarter", "half_year", "year", "decade", "century", "interval"]
Mod = Literal["START", "MID", "END", "BEFORE", "AFTER", "APPROX", "EQUAL_OR_LESS", "EQUAL_OR_MORE"]
GeoPrecision = Literal["site", "part", "parent", "area", "near"]
PlaceId = Annotated[str, Field(pattern=r"^[a-z]{2}(\.[a-z0-9_]+)*$")]


class Amount(Frozen):
    """A number as told: `value`, or `min` and `max`; `approx` where hedged."""

    raw: str
    value: float | None = None
    min: float | None = None
    max: float | None = None
    approx: bool = False
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$", description="ISO 4217, for money")] | None = None


class Force(Frozen):
    """Whose men, and of which kind. `owner` is null where nobody says whose."""

    owner: (
        Annotated[str, Field(description="ISO 3166-1 alpha-3, or the id of an organisation with a mission")] | None
    ) = None
    type: ForceType
    unit: str | None = None
    count: Amount | None = None


class When(Frozen):
    """One date told with the claim: EDTF value, its role, and how it was read."""

    edtf: Edtf
    role: Role
    precision: Precision
    mod: Annotated[Mod, Field(description="TIMEX3 modifier")] | None = None
    anchor: (
        Annotated[
            Literal["absolute", "published_at", "said_on", "text"],
            Field(description="What a relative date was read from"),
        ]
        | None
    ) = None
    raw: str | None = None


class Said(Frozen):
    """The speaker chain: who said it, for whom, in which office, through which outlet, when and how."""

    by: str | None = None
    org: str | None = None
    role: str | None = None
    via: str | None = None
    said_on: Edtf | None = None
    mode: Literal["direct", "indirect", "headline", "narrator"] | None = None


class Quote(Frozen):
    """The exact words: `article.text[start:end] == text`, in code points."""

    text: str
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=1)]


class Step(Frozen):
    """One step of a trace: the pass, what it decided, and the words that made it so."""

    at: str
    found: str
    start: int | None = None
    end: int | None = None


class Rule(Frozen):
    """The rule that made the claim, its version, and the steps that led there."""

    id: str
    version: str
    trace: tuple[Step, ...] = ()


class TargetClaim(Frozen):
    """Which earlier claim of the same outlet a correction or retraction speaks of."""

    type: str
    force: Force | None = None
    locations: tuple[PlaceId, ...] = ()
    when: Edtf | None = None
    published_on: Edtf | None = None


class Record(Frozen):
    """One claim of an article: what `drawdown extract` prints and what the data of a claim event carries."""

    type: str
    polarity: Polarity
    certainty: Certainty
    realis: Realis
    temporal: Temporal
    quote: Quote
    rule: Rule
    force: tuple[Force, ...] = ()
    locations: tuple[PlaceId, ...] = ()
    locations_excluded: tuple[PlaceId, ...] = ()
    geo_precision: GeoPrecision | None = None
    org: str | None = None
    parties: dict[Annotated[str, Field(pattern=r"^[a-z_]+$")], str] = Field(default_factory=dict)
    when: tuple[When, ...] = ()
    said: Said = Said()
    item: str | None = None
    quantity: Amount | None = None
    value: Amount | None = None
    kind: str | None = None
    basis: Literal["formal", "de_facto"] | None = None
    target_claim: TargetClaim | None = None

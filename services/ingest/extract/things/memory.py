"""What earlier sentences leave behind for pronouns and definite descriptions."""

from dataclasses import dataclass, field

from events.record import Said


@dataclass(frozen=True, slots=True)
class Deal:
    """The arms deal told last: side -> party, and its item."""

    parties: tuple[tuple[str, str], ...]
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The force that the last claim told of, whether as men or as a `post`, and its places; none where it was told at
    several."""

    force: str
    owner: str | None
    kind: str
    places: tuple[str, ...]


@dataclass(slots=True)
class Memory:
    """`state` last acting, `speaker` and `speaker_state` last speaking, `org` last named, `places` and `forces` of
    the claims before, `days` told in the text (EDTF), `sense` of the last event, the last arms `deal`,
    the last two sides that met (`pair`), `voice` that spoke last, `heard` the state of the one whose words a
    paragraph quotes, `names` of people with what was told of them, by surname, `demanded` whether the sentence
    before told of a demand or agreement to leave; `members` of an organisation last spoken of, the `occasion`
    (level, places) they came to or missed, what a `notice` would be about; `told` the force of the last claim,
    `age` sentences ago, and `types` the force of each type that was told of at one place only, `grounds` the places
    of all claims; `leaving` the sense of the last event of leaving, and how many sentences ago one was claimed
    (`leaving_age`)."""

    state: str | None = None
    member: str | None = None
    speaker: str | None = None
    speaker_state: str | None = None
    org: str | None = None
    places: tuple[str, ...] = ()
    dateline: tuple[str, ...] = ()
    owner: str | None = None
    force: str | None = None
    force_kind: str = "force"
    parties: tuple[str, ...] = ()
    item: str | None = None
    days: tuple[str, ...] = ()
    sense: object = None
    members: tuple[str, ...] = ()
    occasion: tuple[str, tuple[str, ...]] | None = None
    notice: str = ""
    deal: Deal | None = None
    pair: tuple[str, ...] = ()
    voice: Said | None = None
    heard: str | None = None
    names: dict[str, Said] = field(default_factory=dict)
    demanded: bool = False
    private: bool = False
    told: Told | None = None
    types: dict[str, Told | None] = field(default_factory=dict)
    age: int = 0
    grounds: set[tuple[str, ...]] = field(default_factory=set)
    leaving: object = None
    leaving_age: int = 0

"""Pass 17. In: the records of one article in order. Out: the same without restatements; the fuller one stands."""

from events.dates import bounds
from events.record import Record

_OF_PLACES = ("Presence", "Withdrawal", "Deployment", "Force", "Rotation", "Control", "Joint")
Key = tuple[object, ...]
_AND = len(" and then ")


def merge(records: list[Record]) -> list[Record]:
    """One record for each claim: same type, polarity, subject and place, with dates that agree or are missing."""
    kept: list[Record] = []
    for record in records:
        place = next((i for i, known in enumerate(kept) if _same(known, record)), None)
        if place is None:
            kept.append(record)
        elif _weight(record) > _weight(kept[place]):
            kept[place] = record
    return [r for r in kept if not (_in_passing(r, kept) or _placeless(r, kept) or _dated_beside(r, kept))]


def _dated_beside(record: Record, kept: list[Record]) -> bool:
    """The undated one of two tellings in one breath, the other of which is history: by refusing to renew the treaty in
    1999 it left."""
    return (
        not record.when
        and record.temporal == "current"
        and any(
            other.temporal == "historical" and other.when and _key(other)[:-1] == _key(record)[:-1]
            and _in_one_breath(record, other.model_copy(update={"locations": ()}))
            for other in kept
        )
    )  # fmt: skip


def _placeless(record: Record, kept: list[Record]) -> bool:
    """A claim that does not say where, beside one that does."""
    if record.locations or not record.type.startswith(("PresenceToContinue", "Withdrawal")):
        return False
    return any(
        other.type == record.type
        and other.polarity == record.polarity
        and other.locations
        and _owners_agree(record, other)
        for other in kept
    )  # fmt: skip


def _in_passing(record: Record, kept: list[Record]) -> bool:
    """A force mentioned in passing where the article says more of it."""
    if not record.rule.id.startswith("passing."):
        return False
    return any(
        other is not record and other.type.startswith(_OF_PLACES) and set(record.locations) & set(other.locations)
        and _owners_agree(record, other) for other in kept
    )  # fmt: skip


def placed(records: list[Record]) -> list[tuple[int, Record]]:
    """The records, with their numbers in the list, without those that another of the same sentence tells with a place:
    they packed up and left A. Where that one has no force, it takes it: agreed on a Russian pullout: A will be
    clear."""
    kept = []
    for i, record in enumerate(records):
        if not record.locations and any(_places(other, record) for other in records):
            continue
        bare = next(
            (r for r in records if not r.locations and r.force and not record.force and _places(record, r)), None
        )
        kept.append((i, record if bare is None else record.model_copy(update={"force": bare.force})))
    return kept


def _places(one: Record, bare: Record) -> bool:
    same = (one.type, one.polarity, one.realis) == (bare.type, bare.polarity, bare.realis)
    return same and bool(one.locations) and one.type.startswith("Withdrawal") and _owners_agree(one, bare)


def _same(one: Record, other: Record) -> bool:
    if one.type.startswith("Engagement") and one.type == other.type and one.kind == other.kind:
        placed = not one.locations or not other.locations or one.locations == other.locations
        return (
            placed
            and one.polarity == other.polarity
            and set(one.parties.values()) == set(other.parties.values())
            and _dates_agree(one, other)
        )
    if not (_owners_agree(one, other) and _dates_agree(one, other)):
        return False
    return _key(one) == _key(other) or (_key(one)[1:] == _key(other)[1:] and _in_one_breath(one, other))


def _in_one_breath(one: Record, other: Record) -> bool:
    """Two readings of the same words, one of which has no place: gave them until August to leave Tavush, packed up and
    left Tavush."""
    if one.locations and other.locations:
        return False
    return one.quote.start < other.quote.end + _AND and other.quote.start < one.quote.end + _AND


def _key(record: Record) -> Key:
    """What two tellings of one claim share; the places come first."""
    member = record.parties.get("member") if record.org else None
    return (
        frozenset(record.locations),
        record.type,
        record.polarity,
        record.realis,
        record.org,
        member,
        record.item,
        record.geo_precision,
        record.target_claim,
        record.kind if record.type.startswith(("Engagement", "Participation")) else None,
        record.certainty,
        record.temporal,
    )


def _owners_agree(one: Record, other: Record) -> bool:
    mine = {(f.owner, f.type) for f in one.force}
    theirs = {(f.owner, f.type) for f in other.force}
    if not mine or not theirs or mine & theirs:
        return True
    owners = {o for o, _ in mine} | {o for o, _ in theirs}
    types = {t for _, t in mine | theirs}
    return len(owners - {None}) <= 1 and bool(types & {"unspecified", "troops"})


def _dates_agree(one: Record, other: Record) -> bool:
    if not one.when or not other.when:
        return True
    for a in one.when:
        for b in other.when:
            if a.role == b.role and not _overlap(a.edtf, b.edtf):
                return False
    return True


def _overlap(one: str, other: str) -> bool:
    first, last = bounds(one)
    begin, end = bounds(other)
    return not (
        (last is not None and begin is not None and last < begin)
        or (end is not None and first is not None and end < first)
    )


def _weight(record: Record) -> tuple[int, ...]:
    precise = sum(w.precision == "day" for w in record.when)
    named = (record.said.by is not None) + (record.said.org is not None)
    owned = sum(f.owner is not None for f in record.force)
    return bool(record.locations), owned, precise, named, len(record.when)

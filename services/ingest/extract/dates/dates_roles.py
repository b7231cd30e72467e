"""Pass 15b. In: a date form, the class of its preposition, the direction. Out: role and modifier of the date."""

from events.record import Mod, Precision, Role
from services.ingest.extract.dates.date_forms import DateForm

_EDGE_MODS: dict[str, Mod] = {"end": "END", "start": "START", "middle": "MID"}
_PERIODS = frozenset({"year", "range", "decade", "part"})


def role_of(form: DateForm, led: str, ahead: bool, precision: Precision) -> tuple[Role, Mod | None] | None:
    """Role and modifier; None where the two together say nothing that a record can hold ("after mid-2024")."""
    mod = _own_mod(form, precision)
    plain: Role = "effective" if ahead else "occurred"
    if form.bound == "latest" and led not in ("until", "by"):
        return ("deadline" if ahead else plain), "EQUAL_OR_LESS"
    if form.bound == "earliest":
        return ("until" if led == "until" else plain), "EQUAL_OR_MORE"
    match led:
        case "by":
            return ("deadline" if ahead else "occurred"), mod or "EQUAL_OR_LESS"
        case "until":
            return "until", mod or ("EQUAL_OR_LESS" if form.bound else None)
        case "since":
            return "since", mod
        case "as of" | "from":
            ranged = form.shape in ("range", "days")
            return ("period" if ranged else "effective" if ahead else "since"), mod
        case "before":
            bound: Mod = "EQUAL_OR_LESS" if form.edge in ("end", "whole") else "BEFORE"
            return ("deadline" if ahead else "occurred"), mod or bound
        case "after":
            return None if mod in ("START", "MID") else (plain, "AFTER")
        case "not before":
            return plain, mod or ("EQUAL_OR_MORE" if ahead else None)
        case "beyond":
            return ("until" if ahead else "occurred"), "AFTER"
        case "within":
            return None
        case _:
            return _loosely(form, led, ahead, plain, mod)


def _loosely(form: DateForm, led: str, ahead: bool, plain: Role, mod: Mod | None) -> tuple[Role, Mod | None] | None:
    if form.shape == "duration" and led == "for" and ahead:
        return None
    if form.shape == "duration":
        return ("since" if led == "for" else plain), mod
    if led == "for":
        lasting = form.shape in _PERIODS or (form.shape == "unit" and form.unit == "year")
        return ("period" if lasting else plain), mod
    if led == "throughout":
        return (plain if form.shape in ("weekend", "overnight", "night") else "period"), mod
    if led == "to" and ahead and form.year is not None:
        return "until", mod
    if led == "around":
        return plain, mod or "APPROX"
    if form.shape == "range" and form.unit:
        return plain, mod
    if (form.shape == "range" and (ahead or led != "between")) or (form.shape == "days" and ahead):
        return "period", mod
    return plain, mod


def _own_mod(form: DateForm, precision: Precision) -> Mod | None:
    """Early, mid, late and about; the edge of a span that stayed whole."""
    return form.mod or (_EDGE_MODS.get(form.edge) if precision != "day" else None)

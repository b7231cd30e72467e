"""Spellings of a name, made when the gazetteer is loaded and never guessed at while reading."""

from services.ingest.gazetteer.table import Table

_COLUMNS = ("from", "to", "where", "of")


class Spelling:
    """The rules of `spelling.tsv`: which letters of a transliterated name are written in other ways."""

    def __init__(self) -> None:
        table = Table("services.ingest.gazetteer", "spelling.tsv", _COLUMNS)
        self._rules: list[tuple[str, str, str, str]] = []
        for number, row in table.rows():
            if row["where"] not in ("any", "end", "start") or row["of"] not in ("place", "person", "both"):
                raise table.fault(number, "`where` is any, end or start; `of` is place, person or both")
            self._rules.append((row["from"], row["to"], row["where"], row["of"]))

    def variants(self, form: str, of: str) -> tuple[str, ...]:
        """`form` (folded) and its other spellings, each by at most two rules, in a fixed order."""
        found = {form: None}
        for _ in range(2):
            for known in list(found):
                for old, new, where, scope in self._rules:
                    if scope in (of, "both") and (spelt := _respelt(known, old, new, where)) is not None:
                        found[spelt] = None
        return tuple(found)


def _respelt(form: str, old: str, new: str, where: str) -> str | None:
    if where == "end":
        return form[: -len(old)] + new if form.endswith(old) else None
    if where == "start":
        return new + form[len(old) :] if form.startswith(old) else None
    return form.replace(old, new) if old in form else None

"""Pass 3. In: normalised text.
Out: mentions of what the gazetteer knows, leftmost and longest, in order, without overlap.
"""

from typing import NamedTuple

import ahocorasick_rs

from services.ingest.extract.text.normalise import NormalisedText
from services.ingest.gazetteer import Gazetteer
from services.ingest.gazetteer.model import Alias


class Mention(NamedTuple):
    """One entity where the text names it. `key` is its id, name or folded noun."""

    kind: str
    key: str
    start: int
    end: int


_NUMBERED = frozenset({"weapon", "drill"})
_MODEL_MAX = 5
"""Letters alone behind a dash, up to so many, are a model (Akash-NG); more are a word of their own (Caesar-type)."""


class Finder:
    """All aliases of a gazetteer in one automaton."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        self._forms = tuple(gazetteer.aliases)
        self._automaton = ahocorasick_rs.AhoCorasick(self._forms, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)

    def find(self, text: NormalisedText) -> tuple[Mention, ...]:
        """Mentions with word bounds, case and context checked; where a longest form fails, its shorter beginnings are
        tried."""
        found = []
        for index, start, end in self._automaton.find_matches_as_indexes(text.folded):
            if start and _wordy(text.folded[start - 1]):
                continue
            mention = self._fitting(text, self._forms[index], start, end)
            if mention is not None:
                found.append(mention)
        return tuple(found)

    def _fitting(self, text: NormalisedText, form: str, start: int, end: int) -> Mention | None:
        while form:
            if self._kinds(form) & _NUMBERED:
                end = _model_end(text.folded, form, end)
            if end == len(text.folded) or not _wordy(text.folded[end]):
                for alias in self._gazetteer.aliases.get(form, ()):
                    if self._allowed(text, alias, start, start + len(form)):
                        return Mention(alias.kind, alias.key, start, end)
            form = form.rpartition(" ")[0]
            end = start + len(form)
        return None

    def _kinds(self, form: str) -> set[str]:
        return {alias.kind for alias in self._gazetteer.aliases.get(form, ())}

    def _allowed(self, text: NormalisedText, alias: Alias, start: int, end: int) -> bool:
        written = text.raw[start:end]
        if alias.exact and written != alias.form and not written.isupper():
            return False
        if alias.exact and alias.kind in ("country", "adjective", "outlet", "organisation") and written != alias.form:
            return False
        if alias.capitalised and not (written[0].isupper() or written[0].isdigit()):
            return False
        if alias.kind != "place":
            return True
        place = self._gazetteer.places[alias.key]
        if not (place.requires or place.blocked):
            return True
        near = _neighbours(text.folded, start, end)
        return not near & set(place.blocked) and (not place.requires or bool(near & set(place.requires)))


def _model_end(folded: str, form: str, end: int) -> int:
    """The end of a weapon's name with the letters and digits of its model, of a drill's with its year: Tor-M2KM,
    Interaction-2024."""
    if folded[end : end + 1] != "-" and not any(c.isdigit() for c in form):
        return end
    at = end
    while at < len(folded) and (folded[at].isalnum() or (folded[at] == "-" and folded[at + 1 : at + 2].isalnum())):
        at += 1
    tail = folded[end:at]
    return end if tail.startswith("-") and tail[1:].isalpha() and len(tail) > _MODEL_MAX else at


def _neighbours(folded: str, start: int, end: int) -> set[str]:
    before = folded[max(0, start - 24) : start].split()
    after = folded[end : end + 24]
    near = {before[-1].strip(".,'\"-")} if before else set()
    words = after.replace("-", " ").split()
    if words:
        near.add(words[0].strip(".,'\""))
    if after.startswith("-"):
        near.add("-" + words[0] if words else "-")
    return near


def _wordy(character: str) -> bool:
    return character.isalnum() or character == "_"

"""The vocabulary: what each written word can be. Built once from data files; unknown words are judged by their
ending."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from services.ingest.extract.words.inflections import degrees, inflected, ing_form, plural_of
from services.ingest.extract.words.spellings import american
from services.ingest.extract.words.word_sets import word_set
from services.ingest.gazetteer.table import Table, many

_PACKAGE = "services.ingest.extract"
_BE = {"be": "base", "am": "s", "is": "s", "are": "base", "was": "past", "were": "past", "been": "pp", "being": "ing"}
_AUXILIARIES = {
    **{word: ("be", form) for word, form in _BE.items()},
    **{w: ("have", f) for w, f in {"have": "base", "has": "s", "had": "past", "having": "ing"}.items()},
    **{w: ("do", f) for w, f in {"do": "base", "does": "s", "did": "past", "done": "pp", "doing": "ing"}.items()},
    **{w: (w, "modal") for w in ("will", "would", "shall", "should", "can", "could", "may", "might", "must", "ought")},
    "cannot": ("can", "modal"),
}


@dataclass(frozen=True, slots=True)
class Word:
    """One written form. `tags` are the parts of speech it can be, likeliest first (see `tagging`); `verbs` its
    readings as (lemma, form) with form base, s, past, pp, ing or modal; `noun` its singular; `senses` what it names;
    `lemmas` and `forms` those of its readings."""

    tags: str
    verbs: tuple[tuple[str, str], ...] = ()
    noun: str = ""
    plural: bool = False
    senses: frozenset[str] = frozenset()
    lemmas: frozenset[str] = field(init=False)
    forms: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "lemmas", frozenset(lemma for lemma, _ in self.verbs))
        object.__setattr__(self, "forms", frozenset(form for _, form in self.verbs))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All known words by their folded form, details of nouns by their singular, and expressions of several words by
    their first two, longest first."""

    words: Mapping[str, Word]
    details: Mapping[str, str]
    fixed: Mapping[tuple[str, str], list[tuple[list[str], Word]]]

    def look_up(self, low: str, capital: bool) -> Word:
        """What `low` can be; an unknown word with a capital letter is a name."""
        known = self.words.get(low)
        if known is not None:
            return known
        if capital and "-" in low and all(part in self.words for part in low.split("-")):
            return _compound(low)
        return _guessed(low, capital)


@lru_cache(maxsize=4096)
def _guessed(low: str, capital: bool) -> Word:
    if low[0].isdigit():
        return _NUMBER if low.replace(",", "").replace(".", "").isdigit() else _ORDINAL
    if capital:
        return _ADJECTIVE if low.rpartition("-")[2] in _JOINED else _NAME
    if "-" in low:
        return _compound(low)
    if low.endswith("ly") and len(low) > 4:
        return _ADVERB
    if low.endswith("ing") and len(low) > 5:
        return Word("VN", tuple((lemma, "ing") for lemma in _stems(low[:-3])), low)
    if low.startswith("un") and low.endswith("ed") and len(low) > 6:
        return _ADJECTIVE
    if low.endswith("ed") and len(low) > 4:
        return Word("VA", tuple((lemma, form) for lemma in _stems(low[:-2]) for form in ("past", "pp")))
    if low.endswith(_ADJECTIVAL) or (low.endswith("est") and len(low) > 5):
        return _ADJECTIVE
    if low.endswith("s") and not low.endswith(("ss", "us", "is")) and len(low) > 3:
        return Word("N", (), low[:-1], plural=True)
    return Word("N", (), low)


def _stems(stem: str) -> tuple[str, ...]:
    """The verbs that a form without its ending can come from: walk, muse, initial."""
    doubled = (stem[:-1],) if stem[-1] == stem[-2] else ()
    return (stem, stem + "e", *doubled)


def _compound(low: str) -> Word:
    """Well-known, two-year, anti-drone: an adjective; pull-out, stand-off: a noun."""
    last = low.rpartition("-")[2]
    if last in ("out", "off", "down", "up", "over", "back", "in"):
        return Word("N", (), low)
    return Word("AN", (), low)


_JOINED = word_set("words.joined")
_NUMBER = Word("M")
_ORDINAL = Word("A")
_NAME = Word("P")
_ADVERB = Word("R")
_ADJECTIVE = Word("A")
_ADJECTIVAL = ("ous", "ful", "less", "able", "ible", "ive", "ical", "ish", "ian", "ese", "ary", "ional", "ial", "ant")


class _Builder:
    """Collects readings from several files, then freezes them."""

    def __init__(self) -> None:
        self.tags: dict[str, str] = {}
        self.verbs: dict[str, list[tuple[str, str]]] = {}
        self.nouns: dict[str, tuple[str, bool]] = {}
        self.senses: dict[str, frozenset[str]] = {}

    def add(self, word: str, tags: str) -> None:
        known = self.tags.get(word, "")
        self.tags[word] = known + "".join(t for t in tags if t not in known)

    def verb(self, word: str, lemma: str, form: str) -> None:
        self.verbs.setdefault(word, []).append((lemma, form))
        self.add(word, "X" if lemma in ("be", "have", "do") else "V")

    def noun(self, singular: str, plural: str, senses: frozenset[str] = frozenset()) -> None:
        for word, many_ in ((singular, False), (plural, True)):
            self.add(word, "N")
            self.nouns.setdefault(word, (singular, many_))
            if senses:
                self.senses[word] = senses

    def freeze(self) -> dict[str, Word]:
        return {
            word: Word(
                tags,
                tuple(self.verbs.get(word, ())),
                self.nouns.get(word, (word, False))[0],
                self.nouns.get(word, ("", False))[1],
                self.senses.get(word, frozenset()),
            )
            for word, tags in self.tags.items()
        }


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The vocabulary of this version. Raises DataFault, with file and row, where a data file is wrong."""
    built = _Builder()
    details: dict[str, str] = {}
    for _, row in Table(_PACKAGE, "closed.tsv", ("word", "tags")).rows():
        built.add(row["word"], row["tags"])
    for word, (lemma, form) in _AUXILIARIES.items():
        built.verb(word, lemma, form)
        built.tags[word] = "X" + built.tags[word].replace("X", "").replace("V", "")
    for number, row in (table := Table(_PACKAGE, "nouns.tsv", ("noun", "plural", "senses", "detail"))).rows():
        if not row["noun"]:
            raise table.fault(number, "the noun is missing")
        plural = row["plural"] or plural_of(row["noun"])
        built.noun(row["noun"], plural, frozenset(many(row["senses"])))
        if row["detail"]:
            details[row["noun"]] = row["detail"]
    for _, row in Table(_PACKAGE, "verbs.tsv", ("lemma", "past", "participle", "ing", "noun")).rows():
        lemma = row["lemma"]
        for word, form in inflected(lemma, row["past"], row["participle"], row["ing"]):
            built.verb(word, lemma, form)
        if row["noun"]:
            built.noun(lemma, plural_of(lemma))
        if " " not in lemma:
            built.add(ing_form(lemma) if not row["ing"] else many(row["ing"])[0], "N")
    for _, row in Table(_PACKAGE, "adjectives.tsv", ("word",)).rows():
        built.add(row["word"], "A")
        for word in degrees(row["word"]):
            built.tags.setdefault(word, "A")
    words = built.freeze()
    words |= {other: word for own, word in words.items() if (other := american(own)) is not None and other not in words}
    return Vocabulary(words, details, _expressions(words))


def _expressions(words: Mapping[str, Word]) -> dict[tuple[str, str], list[tuple[list[str], Word]]]:
    found: dict[tuple[str, str], list[tuple[list[str], Word]]] = {}
    for form, word in words.items():
        parts = form.split(" ")
        if len(parts) > 1:
            found.setdefault((parts[0], parts[1]), []).append((parts, word))
    for options in found.values():
        options.sort(key=lambda o: -len(o[0]))
    return found

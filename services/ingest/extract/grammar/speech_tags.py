"""Pass 6c. In: phrases and words. Out: the same without what only says who speaks (", he said"), and that apart."""

from dataclasses import dataclass

from services.ingest.extract.grammar.brackets import is_sign
from services.ingest.extract.grammar.items import HARD
from services.ingest.extract.grammar.phrase import VerbGroup
from services.ingest.extract.grammar.speech_cut import Cut, says_something
from services.ingest.extract.words.tokens import Token


@dataclass(slots=True)
class SpeechTag:
    """One tag: its items, subject first, and the token where it stood."""

    items: list[object]
    at: int


def cut_tags(tokens: list[Token], items: list[object]) -> tuple[list[object], list[SpeechTag]]:
    """The items without the tags among them, and the tags in order."""
    if not says_something(tokens, items):
        return items, []
    search = Cut(tokens, items)
    rest: list[object] = []
    tags: list[SpeechTag] = []
    k = 0
    while k < len(items):
        found = search.tag_at(k) if k else None
        if found is None:
            rest.append(items[k])
            k += 1
            continue
        end, inside = found
        item = items[k]
        at = item if isinstance(item, int) else item.start  # type: ignore[attr-defined]
        tags.append(SpeechTag(inside, at))
        k = end
        closed = k < len(items) and is_sign(tokens, items[k], ",")
        if rest and closed and is_sign(tokens, rest[-1], ",") and not _listed(tokens, rest):
            rest.pop()
            k += 1
    return rest, tags


def _listed(tokens: list[Token], rest: list[object]) -> bool:
    """The words before the tag are a clause of their own, so that one comma must stay: in May, he said, they left;
    unless rent is paid, he said, they leave."""
    first: object = None
    for item in reversed(rest[:-1]):
        if isinstance(item, int) and tokens[item].tag in HARD:
            break
        first = item
    if isinstance(first, int) and tokens[first].tag == "B":
        return True
    for item in reversed(rest[:-1]):
        if isinstance(item, VerbGroup):
            return False
        if isinstance(item, int) and tokens[item].tag in ("I", "B"):
            return True
    return False

"""The phrases and words of a sentence by number, for the searches among them."""

from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.words.tokens import Token
from services.ingest.extract.words.word_sets import word_set

HARD = frozenset({";", "—", "–", ":", "(", ")", ".", "?", "!", "…"})
"""Signs that part sentences."""
_SPEAKERS = word_set("items.speakers")
_BODIES = word_set("speakers.in_a_body") | {"paper", "study", "brief"}


def tags_of(tokens: list[Token], items: list[object]) -> list[str]:
    """The tag of the word at each item; empty for a phrase."""
    return [tokens[item].tag if isinstance(item, int) else "" for item in items]


class Items:
    """Phrases, verb groups and numbers of all other tokens, left to right."""

    def __init__(self, tokens: list[Token], items: list[object]) -> None:
        self.tokens, self.items, self._count = tokens, items, len(items)
        self._tags = tags_of(tokens, items)

    def speaks(self, phrase: NounPhrase) -> bool:
        """Whether it can be somebody who says something."""
        token = self.tokens[phrase.head]
        if token.date is not None:
            return False
        senses = token.word.senses
        body = token.word.noun in _BODIES
        return token.tag in "PO" or token.mention is not None or not senses or body or bool(senses & _SPEAKERS)

    def tag(self, k: int) -> str:
        """The tag of the word at item `k`; empty for a phrase."""
        return self._tags[k] if 0 <= k < self._count else ""

    def low(self, k: int) -> str:
        """The word at item `k`; empty for a phrase."""
        item = self.items[k] if 0 <= k < self._count else None
        return self.tokens[item].low if isinstance(item, int) else ""

    def dated(self, j: int) -> bool:
        """Whether a date stands at item `j`."""
        item = self.items[j] if j < len(self.items) else None
        return isinstance(item, NounPhrase) and self.tokens[item.head].date is not None

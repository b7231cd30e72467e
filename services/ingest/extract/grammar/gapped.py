"""Pass 7d. Clauses whose verb is not said again: leave Tegh by June 20 and Verishen by July 5."""

from services.ingest.extract.grammar.ahead import Ahead
from services.ingest.extract.grammar.phrase import NounPhrase
from services.ingest.extract.grammar.reduced import HARD, SUBJECT_PRONOUNS
from services.ingest.extract.words.word_sets import word_set

_COUNTED = word_set("clauses.counted")
_DOERS = frozenset({"country", "capital", "person"})


class Gapped(Ahead):
    """Phrases that take up the verb before."""

    def _gapped(self, k: int, phrase: NounPhrase) -> bool:
        """Leave Tegh by June 20 and Verishen by July 5: a verb left out, told by a date before and a link behind."""
        cur, last = self.cur, self.last
        if cur.verb is None or last is None or self.tokens[last.head].tag != "Z" or self.tokens[phrase.head].tag == "Z":
            return False
        if self._tag(k + 1) != "I" or self._verb_follows(k + 1):
            return False
        clause = self._open("and", phrase.start, cur, "and")
        clause.subject, clause.verb, clause.antecedent = cur.subject, cur.verb, cur.antecedent
        if cur.objects:
            clause.objects.append(phrase)
        else:
            clause.links.append(("", phrase))
        self.cur, self.last = clause, phrase
        return True

    def _fronted_object(self, k: int, phrase: NounPhrase, linked: str) -> bool:
        """But Tegh they have left: an object before its subject, a pronoun, and its verb."""
        after = self._item(k + 1)
        if self.cur.verb is None or not isinstance(after, NounPhrase) or after.start != phrase.end:
            return False
        if self.tokens[after.head].low not in SUBJECT_PRONOUNS or not self._verb_follows(k + 2):
            return False
        clause = self._open("and", phrase.start, self._finite_above(), linked)
        clause.objects.append(phrase)
        self.cur, self.last = clause, None
        return True

    def _gapped_subject(self, k: int, phrase: NounPhrase) -> bool:
        """Pashinyan dialled in from Yerevan, Putin from Sochi; his army shuns its drills and his treasury its bills."""
        if self._gapped_by_date(k, phrase):
            return True
        cur = self.cur
        if cur.verb is None or not isinstance(cur.subject, NounPhrase) or self._verb_follows(k + 1):
            return False
        first, head = self.tokens[cur.subject.head], self.tokens[phrase.head]
        item = self._item(k + 1)
        if isinstance(item, NounPhrase):
            alike = self.tokens[phrase.start].tag == "S" == self.tokens[cur.subject.start].tag
            alike = bool(cur.objects) and (alike or first.kind == head.kind in _DOERS)
            end = k + 2
        elif self._tag(k + 1) == "I" and isinstance(self._item(k + 2), NounPhrase):
            alike = first.kind == head.kind in ("person", "place") or head.low in ("one", "ones")
            alike = alike and any(p == self._low(k + 1) for p, _ in cur.links)
            end = self._list_end(k + 3)
        else:
            return False
        if not alike or (end < len(self.items) and self._tag(end) not in HARD):
            return False
        clause = self._open("and", phrase.start, cur, "and")
        clause.subject, clause.verb, clause.particles = phrase, cur.verb, list(cur.particles)
        if isinstance(item, NounPhrase):
            clause.links = list(cur.links)
        self.cur, self.last = clause, phrase if isinstance(item, NounPhrase) else None
        return True

    def _list_end(self, k: int) -> int:
        """Past what is coordinated with the phrase before item `k`, and adverbs: by Armenians and Russians together."""
        while self._tag(k) == "R" or (self._tag(k) == "C" and isinstance(self._item(k + 1), NounPhrase)):
            k += 1 if self._tag(k) == "R" else 2
        return k

    def _gapped_by_date(self, k: int, phrase: NounPhrase) -> bool:
        """Tegh is to be clear by May 31, Goris by June 30; the first post closes on Monday, the second on Friday."""
        last, behind = self.last, self._item(k + 2)
        top = self._finite_above()
        if (
            last is None
            or self.tokens[last.head].tag != "Z"
            or self._tag(k + 1) != "I"
            or not isinstance(behind, NounPhrase)
        ):
            return False
        if self.tokens[behind.head].tag != "Z" or not isinstance(top.subject, NounPhrase) or top.verb is None:
            return False
        first, head = self.tokens[top.subject.head], self.tokens[phrase.head]
        alike = bool(first.places and head.places) or bool(first.word.noun and first.word.noun == head.word.noun)
        named = any(t.places for t in self.tokens[phrase.start : phrase.head + 1])
        alike = alike or head.word.noun in _COUNTED or bool(first.places and named)
        if not alike or (
            self._item(k + 3) is not None and self._tag(k + 3) not in HARD and self._tag(k + 3) not in (",", "C")
        ):
            return False
        clause = self._open("and", phrase.start, top, "and")
        clause.subject, clause.verb, clause.particles = phrase, top.verb, list(top.particles)
        clause.adjective, clause.objects = top.adjective, list(top.objects)
        if (inner := next((c for c in top.inner if c.role == "comp" and c.verb is not None), None)) is not None:
            again = self._open("comp", phrase.start, clause)
            again.verb, again.adjective, again.objects = inner.verb, inner.adjective, list(inner.objects)
            clause = again
        self.cur, self.last = clause, phrase
        return True

"""Pass 7g. Infinitives, and what they hang on."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.finite import Finite
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup, is_ranked
from services.ingest.extract.words.word_sets import word_set

_FOR_TIME = word_set("clauses.for_time")
_TIMELY = frozenset({"time", "high time", "about time"})
OF_ACTS = frozenset({"op", "agreement", "hope", "notice", "plan"})
_OBJECT_CONTROL = word_set("clauses.object_control")
_BOUND_FOR = word_set("clauses.bound_for")


class Infinitives(Finite):
    """To leave: whose it is, and who does it."""

    def _infinitive(self, k: int, group: VerbGroup) -> int:
        self.comma = False
        cur = self.cur
        before = self.last
        linked, self.linked, self.prep = self.linked, "", ""
        if (
            before is not None
            and self._right_before(before, group)
            and (held := self._told_by(before)) is not before
            and self._noun_takes_infinitive(held, group)
        ):
            clause = self._open("comp", group.start, held)
            self._resume(clause)
            clause.verb, clause.end = group, group.end
            self.cur, self.last = clause, None
            return k + 1
        if cur.verb is None and cur.subject is not None:
            told = self._infinitive_of_subject(k, group, before)
            if told is None:
                cur.verb, cur.end, self.last = group, group.end, None
                return k + 1
            clause = told
        elif cur.verb is None and cur.marker == "whether":
            cur.verb, cur.end, self.last = group, group.end, None
            return k + 1
        elif cur.verb is None:
            clause = self._open("adv", group.start, cur, "to")
        elif (noun := self._called_for(before)) is not None:
            clause = self._open("comp", group.start, noun)
            clause.subject = self._start_of(before)  # type: ignore[arg-type]
            self._resume(clause)
        elif (taker := self._taker_of_infinitive(before, group)) is not None:
            clause = self._open("comp", group.start, taker)
            if self.whose_for is not None and self.whose_for[0] is taker:
                clause.subject = self._start_of(before)  # type: ignore[arg-type]
            self._resume(clause)
        else:
            parent = self._whom_asked(before) or cur
            if linked in ("and", "or", "but", ",", "nor") and cur.verb.form == "inf" and isinstance(cur.parent, Clause):
                parent = cur.parent
            clause = self._open("comp", group.start, parent, "nor" if linked == "nor" else "")
            bound = bool(set(cur.verb.lemmas) & _BOUND_FOR)
            if (
                self.whose_for is not None
                and before is not None
                and not bound
                and self._start_of(before) is self.whose_for[1]
            ) and self.tokens[self.whose_for[1].head].word.noun not in _FOR_TIME:
                clause.subject = self.whose_for[1]
            if cur.adjective >= 0 and cur.verb.copula:
                clause.marker = "adjective"
            if before is not None and before.end == group.start and ("with", before) in cur.links[-1:]:
                clause.subject = before
        clause.verb = group
        clause.end = group.end
        self.cur = clause
        self.last = None
        return k + 1

    def _whom_asked(self, before: NounPhrase | None) -> Clause | None:
        """Asked those who had been there since 1992 to leave: the clause that asks, past the one that tells of whom."""
        cur = self.cur
        outer = self._outer(cur) if cur.role == "rel" and before is not None else None
        if outer is None or outer.verb is None or not outer.objects or outer.objects[-1] is not cur.parent:
            return None
        asks = bool(set(outer.verb.lemmas) & _OBJECT_CONTROL) and not any(c.role == "comp" for c in outer.inner)
        return outer if asks else None

    def _infinitive_of_subject(self, k: int, group: VerbGroup, before: NounPhrase | None) -> Clause | None:
        """The time for Russia to go has come: a clause on the subject; None where it is the verb of the subject."""
        cur = self.cur
        holder = before
        if not self._noun_takes_infinitive(holder, group) and isinstance(cur.subject, NounPhrase):
            holder = cur.subject
        timely = isinstance(cur.subject, NounPhrase) and self.tokens[cur.subject.head].word.noun in _TIMELY
        if timely and self.whose_for is not None and self.whose_for[0] is cur.subject:
            clause = self._open("comp", group.start, cur.subject)  # type: ignore[arg-type]
            clause.subject = self.whose_for[1]
            return clause
        if isinstance(cur.subject, NounPhrase) and is_ranked(cur.subject, self.tokens) and self._finite_to_come(k + 1):
            clause = self._open("comp", group.start, cur.subject)
            clause.subject = cur.subject
            self._resume(clause)
            return clause
        if self._noun_takes_infinitive(holder, group) and self._finite_to_come(k + 1):
            clause = self._open("comp", group.start, holder)  # type: ignore[arg-type]
            if before is not None and self._called_for(before) is holder:
                clause.subject = self._start_of(before)
            self._resume(clause)
            return clause
        return None

    def _taker_of_infinitive(self, before: "NounPhrase | None", group: VerbGroup) -> NounPhrase | None:
        """The noun that an infinitive belongs to: the one before it, or one that this hangs on: pressure from the
        street to close it, a request on Monday to leave."""
        if before is None or not self._right_before(before, group):
            return None
        if self._noun_takes_infinitive(before, group):
            return before
        phrases = [q for _, q in self.cur.links if isinstance(q, NounPhrase)] + self.cur.objects
        for phrase in reversed(phrases):
            under = any(q is before for _, q in phrase.links) or (
                self.tokens[before.head].tag == "Z" and phrase in self.cur.objects
            )
            if under and phrase is not before and self._noun_takes_infinitive(phrase, group):
                return phrase
        return None

    def _right_before(self, phrase: NounPhrase, group: VerbGroup) -> bool:
        """No plans (yet) to leave: nothing but adverbs between."""
        return all(token.tag == "R" for token in self.tokens[phrase.end : group.start])

    def _called_for(self, before: "NounPhrase | None") -> NounPhrase | None:
        """Calls for the soldiers to go, an order for the units to leave: the noun that the infinitive belongs to."""
        if before is None or self.whose_for is None:
            return None
        noun, phrase = self.whose_for
        if noun is None or self._start_of(before) is not phrase:
            return None
        if self.tokens[noun.head].word.senses & OF_ACTS:
            return noun
        for one in (self.cur.subject, *self.cur.objects):
            if isinstance(one, NounPhrase) and any(q is noun for _, q in one.links):
                return one if self.tokens[one.head].word.senses & OF_ACTS else None
        return None

"""Pass 7h. Participles and gerunds, and whose they are."""

from services.ingest.extract.grammar.ahead import DEMANDING
from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.infinitives import OF_ACTS, Infinitives
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.words.word_sets import word_set

_MESSAGES = word_set("clauses.messages")
_WISHING = word_set("clauses.wishing")
_OBJECT_GERUND = word_set("clauses.object_gerund")
_ELLIPTICAL = word_set("clauses.elliptical")
_LYING = frozenset({"locate", "situate"})
"""Left the monastery, located in the hills: said of the place right before."""
_SPENDING = frozenset({"spend", "waste"})
_PERCEPTION = word_set("clauses.perception")
_TAKES_ING = word_set("clauses.takes_ing")


class Participles(Infinitives):
    """Leaving, left: what it describes or completes."""

    def _participle(self, k: int, group: VerbGroup) -> int:
        cur, before = self.cur, self.last
        prep, linked, comma = self.prep, self.linked, self.comma
        self.prep, self.linked, self.comma = "", "", False
        if cur.role == "adv" and cur.verb is None and cur.subject is None and cur.marker in _ELLIPTICAL:
            cur.verb, cur.end, self.last = group, group.end, None
            return k + 1
        if prep:
            return self._gerund(k, group, prep)
        adjacent = before is not None and before.end == group.start and self.tokens[before.head].tag != "Z"
        if adjacent and before is not None and group.form == "ing" and self.tokens[before.end - 1].tag == "G":
            return self._possessed_gerund(k, group, before)
        if comma and group.form == "ing" and self._describes(cur):
            cur = self._finite_above()
        elif comma and group.form == "ing" and self._speechlike(group):
            cur = self._said_above(cur)
        lies = comma and bool(set(group.lemmas) & _LYING)
        if adjacent and (told := self._of_object(k, group, before)) is not None:
            clause = told
        elif group.form == "ing" and (message := self._message(group)) is not None:
            clause = self._open("rel", group.start, message, group.form)
            clause.antecedent = clause.subject = message
            self._resume(clause)
        elif before is not None and (adjacent or lies or (comma and group.form == "pp" and cur.verb is None)):
            subject = cur.subject
            if not (adjacent or lies) and isinstance(subject, NounPhrase) and self.tokens[subject.head].tag != "Z":
                before = subject
            clause = self._open("rel", group.start, before, group.form)
            clause.antecedent = before
            clause.subject = before
            self._resume(clause)
        elif cur.verb is not None and self._speechlike(cur.verb) and group.form == "ing" and self._finite_directly(k):
            said = self._open("that", group.start, cur)
            clause = self._open("subject", group.start, said, "ing")
            said.subject = clause
            clause.back = said
        elif cur.verb is not None and not comma and self._takes_ing(cur) and group.form == "ing":
            clause = self._open("comp", group.start, cur)
        elif (
            linked in ("and", "or", "nor")
            and cur.verb is not None
            and (cur.verb.form == group.form or (cur.verb.progressive and group.form == "ing"))
        ):
            clause = self._open("and", group.start, cur, linked)
            clause.subject = cur.subject
            clause.antecedent = cur.antecedent
        elif cur.verb is None and cur.subject is None:
            clause = self._open("adv", group.start, cur, group.form)
            if self._finite_directly(k) and not group.perfect:
                clause.role = "subject"
                cur.subject = clause
            self._resume(clause)
        else:
            clause = self._open("adv", group.start, cur, group.form)
            clause.subject = cur.subject
        clause.verb = group
        clause.end = group.end
        self.cur = clause
        self.last = None
        return k + 1

    def _describes(self, clause: Clause) -> bool:
        """Near a road leading to the base: a participle on its noun, which ends at a comma."""
        return clause.role == "rel" and clause.verb is not None and clause.verb.form in ("ing", "pp")

    def _wished_beside(self, before: "NounPhrase | None") -> bool:
        """Wants the posts closed and the guards flown home: the second object with its participle."""
        cur = self.cur
        if (
            before is None
            or cur.role != "comp"
            or cur.verb is None
            or cur.verb.form != "pp"
            or before not in cur.objects
        ):
            return False
        return isinstance(cur.parent, Clause) and self.tokens[before.start - 1].low in ("and", ",", "or")

    def _of_object(self, k: int, group: VerbGroup, before: NounPhrase | None) -> Clause | None:
        """Saw them leaving, wants it closed: a clause whose subject is the object before it; spent the summer training:
        one without."""
        cur = self.cur
        subject = before
        if group.form == "ing" and cur.verb is not None and set(cur.verb.lemmas) & _PERCEPTION:
            clause = self._open("comp", group.start, cur)
        elif group.form == "ing" and cur.verb is not None and set(cur.verb.lemmas) & _SPENDING:
            clause, subject = self._open("comp", group.start, cur), None
        elif group.form == "pp" and self._wished_beside(before):
            cur.objects = [p for p in cur.objects if p is not before]
            clause = self._open("comp", group.start, cur.parent)  # type: ignore[arg-type]
        elif self._absolute(k, group, before):
            cur.objects = [p for p in cur.objects if p is not before]
            clause = self._open("adv", group.start, cur, "ing")
        elif group.form == "pp" and not self._is_left(group) and (subject := self._wished(before)) is not None:
            clause = self._open("comp", group.start, cur)
        else:
            return None
        clause.subject = subject
        return clause

    def _absolute(self, k: int, group: VerbGroup, before: "NounPhrase | None") -> bool:
        """Posts stand deserted, their crews having left: a clause of its own behind a comma."""
        opens = before is not None and before in self.cur.objects and self.tokens[before.start - 1].tag == ","
        return opens and group.form == "ing" and group.perfect

    def _is_left(self, group: VerbGroup) -> bool:
        """Has no guards left: what is left, not what somebody has done."""
        return "leave" in group.lemmas and self.cur.verb is not None and self.cur.verb.lemmas == ("have",)

    def _message(self, group: VerbGroup) -> NounPhrase | None:
        """Letters have gone to the FSB asking it to leave: what asks is the letter."""
        subject = self.cur.subject
        if not set(group.lemmas) & DEMANDING or not isinstance(subject, NounPhrase) or self.cur.verb is None:
            return None
        if self.tokens[subject.head].word.noun in _MESSAGES:
            return subject
        return next((p for p in self.cur.objects if self.tokens[p.head].word.noun in _MESSAGES), None)

    def _possessed_gerund(self, k: int, group: VerbGroup, owner: NounPhrase) -> int:
        """No talk of Armenia's coming back; Armenia's leaving the bloc would: a gerund with its subject before it."""
        cur = self.cur
        holder = next(
            (p for p in self.items[:k] if isinstance(p, NounPhrase) and any(q is owner for _, q in p.links)), None
        )
        if holder is not None:
            prep = next(p for p, q in holder.links if q is owner)
            clause = self._open("link", group.start, holder, prep)
            holder.links = [(p, clause if q is owner else q) for p, q in holder.links]
            cur.links = [(p, q) for p, q in cur.links if q is not owner]
        elif cur.subject is owner and cur.verb is None:
            clause = self._open("subject", group.start, cur, "ing")
            cur.subject = clause
        else:
            clause = self._open("comp", group.start, cur)
            cur.objects = [p for p in cur.objects if p is not owner]
        self._resume(clause)
        clause.subject, clause.verb, clause.end = owner, group, group.end
        self.cur, self.last = clause, None
        return k + 1

    def _wished(self, before: "NounPhrase | None") -> NounPhrase | None:
        """Would like the post above the village taken down: the object that the participle is said of."""
        verb, objects = self.cur.verb, self.cur.objects
        if verb is None or not objects or not set(verb.lemmas) & _WISHING:
            return None
        if before is not None and {"paper", "op", "notice", "report"} & self.tokens[before.head].word.senses:
            return None
        asked = bool(set(verb.lemmas) & {"want", "like", "prefer", "wish", "order"})
        planned = isinstance(self.cur.subject, NounPhrase) and self.tokens[self.cur.subject.head].word.senses & OF_ACTS
        asked = asked or (bool(planned) and "see" in verb.lemmas)
        if not asked and any(prep in ("in", "by", "with") and linked is before for prep, linked in self.cur.links):
            return None
        inside: list[object] = [objects[-1]]
        while inside:
            one = inside.pop()
            if one is before:
                return objects[-1]
            if isinstance(one, NounPhrase):
                inside += [q for _, q in one.links]
        return None

    def _takes_ing(self, clause: Clause) -> bool:
        """Begin, stop, keep doing; carry on, go on doing."""
        assert clause.verb is not None
        on = any(self.tokens[i].low == "on" for i in clause.particles)
        return bool(set(clause.verb.lemmas) & (_TAKES_ING | ({"carry", "go", "soldier"} if on else set())))

    def _gerund(self, k: int, group: VerbGroup, prep: str) -> int:
        """Agreed on vacating, instead of leaving, without asking: a clause behind a preposition."""
        before, cur = self.last, self.cur
        if self._tag(k - 2) == "C" and cur.role == "link" and cur.marker == prep and isinstance(cur.parent, Clause):
            self.cur = cur = cur.parent
            before = None
        if before is not None and prep == "of" and before.end == self.prep_at:
            before = self._told_by(before)
            if before is not self.last:
                self.prep_at = before.end
        named = before is not None and self.tokens[before.head].tag in "POZ" and prep != "of"
        if before is not None and before.end == self.prep_at and not (named and cur.verb is not None):
            clause = self._open("link", group.start, before, prep)
            self._resume(clause)
            before.links.append((prep, clause))
        else:
            clause = self._open("link", group.start, cur, prep)
            cur.links.append((prep, clause))
        subject = cur.subject if cur.subject is not before else None
        told = isinstance(subject, NounPhrase) and bool({"op", "agreement"} & self.tokens[subject.head].word.senses)
        clause.subject = None if told else subject
        if cur.verb is not None and set(cur.verb.lemmas) & _OBJECT_GERUND and cur.objects and not cur.verb.passive:
            clause.subject = cur.objects[0]
        clause.verb = group
        clause.end = group.end
        self.cur = clause
        self.last = None
        return k + 1

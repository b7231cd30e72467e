"""Pass 7e. Noun phrases that begin a clause of their own: subjects, relatives without a word, those who say so."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.listed import TIMES, Listed
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.words.word_sets import word_set

_GOING = word_set("clauses.going")
WISHED_DONE = word_set("clauses.wished_done")


class Subjects(Listed):
    """Clauses begun by their subject."""

    def _starts_clause(self, k: int, phrase: NounPhrase, linked: str, comma: bool) -> bool:
        """A phrase that is the subject of the next verb, where the clause in hand has its verb already."""
        cur = self.cur
        if not self._verb_follows(k + 1) or self._wished_done(k, linked):
            return False
        if not linked and not cur.objects and self._noun_said_of() is not None:
            return False
        if (
            cur.verb is not None
            and cur.verb.copula
            and cur.subject is None
            and any(self.tokens[i].tag == "E" for i in cur.adverbs)
        ):
            return False
        if (comma or linked == ",") and self._interposed(k):
            return self._attribution(k, phrase)
        if cur.verb is None and linked == "and" and self._begins_anew(phrase) and cur.subject is not None:
            return self._begin(phrase, "and", phrase.start, cur, linked)
        if cur.verb is None:
            if cur.subject is None and (self._signed_by(k, phrase) or [p for p, _ in cur.links] == ["of"]):
                return self._object_relative(k, phrase)
            if cur.subject is None or linked == ",":
                return bool(isinstance(cur.subject, NounPhrase) and self._object_relative(k, phrase))
            return self._object_relative(k, phrase)
        if comma or linked == ",":
            holder = self._waiting()
            if holder is not None and not (holder.subject is not None and self._speech_tag(k)):
                return self._of_waiting(holder, phrase)
            if self._speech_tag(k):
                return self._attribution(k, phrase)
            return self._begin(phrase, "and", phrase.start, self._finite_above(), ",")
        if linked in ("and", "or", "but", "yet", "nor"):
            above = (self._either() if linked == "or" else None) or self._finite_above()
            return self._begin(phrase, "and", phrase.start, above, linked)
        holder = self._waiting()
        if holder is not None and not set(cur.verb.lemmas) & self.clausal:
            dated = self.tokens[phrase.start - 1].tag == "Z"
            if holder.subject is None and (dated or self._finite_next(k) or self._has_its_object()):
                return self._of_waiting(holder, phrase)
            return False
        if holder is not None and holder.subject is not None and self._last_verb(k + 1):
            return False
        if self._behind_preposition() and self._object_relative(k, phrase):
            return True
        if self._fronted_link(phrase):
            clause = self._open("and", self.prep_at, self._finite_above(), ",")
            clause.links.append(cur.links.pop())
            clause.subject = phrase
            self.cur = clause
            return True
        if set(cur.verb.lemmas) & self.clausal and not (
            cur.objects and not set(cur.verb.lemmas) & {"tell", "inform", "assure", "warn"}
        ):
            return self._begin(phrase, "that", phrase.start, cur)
        if self.last is not None and self.last.end == phrase.start:
            return self._object_relative(k, phrase)
        follows = self._item(k + 1)
        if isinstance(follows, VerbGroup) and follows.form == "past|pp" and not cur.objects and self._wants_object(k):
            return False
        return self._begin(phrase, "that", phrase.start, cur)

    def _before_verb(self, k: int, phrase: NounPhrase, linked: str, comma: bool) -> None:
        """A phrase of a clause that has no verb yet: its subject, or another word for that."""
        cur, first = self.cur, self.cur.subject
        if not isinstance(first, NounPhrase):
            cur.subject = phrase
            if cur.role == "rel" and cur.antecedent is not None and ("of", cur.antecedent) in cur.links:
                phrase.links.append(("of", cur.antecedent))
            return
        named = comma or linked == "," or self.last in first.named
        if self.tokens[first.head].word.noun in TIMES or not named:
            cur.links.append(("", first))
            cur.subject = phrase
        elif self._told_before(k, first, phrase):
            cur.links = [link for link in cur.links if link not in first.links]
            phrase.named.append(first)
            cur.subject = phrase
        else:
            first.named.append(phrase)

    def _noun_said_of(self) -> NounPhrase | None:
        """Says the request to leave Zvartnots came from Yerevan: the noun whose infinitive is read, where the verb of
        saying has taken it for its object and what is said of it is still to come."""
        cur, noun = self.cur, self.cur.parent
        above = self._outer(cur)
        if cur.role != "comp" or cur.verb is None or not isinstance(noun, NounPhrase):
            return None
        if above is None or above.verb is None:
            return None
        says = noun in above.objects and bool(set(above.verb.lemmas) & self.clausal)
        return noun if says and cur.verb.form == "inf" and not set(cur.verb.lemmas) & self.clausal else None

    def _begin(
        self, phrase: NounPhrase, role: str, start: int, parent: "Clause | NounPhrase", marker: str = ""
    ) -> bool:
        """A clause whose subject the phrase is."""
        clause = self._open(role, start, parent, marker)
        clause.subject = phrase
        self.cur = clause
        return True

    def _goes_nowhere(self, clause: Clause) -> bool:
        """Left on Friday, the last to go; was in Kyiv on Friday, the last leg of his tour: what stands behind the comma
        is neither object nor predicate."""
        assert clause.verb is not None
        placed = clause.verb.copula and clause.predicate is None and clause.adjective < 0
        behind = any(isinstance(q, NounPhrase) and q.start > clause.verb.head for _, q in clause.links)
        return set(clause.verb.lemmas) <= _GOING or (placed and behind)

    def _go_on_with_subject(self, start: int, linked: str) -> None:
        """A clause beside the finite one, of the same subject, whose verb is still to come."""
        above = self._finite_above()
        clause = self._open("and", start, above, linked)
        clause.subject, clause.antecedent = above.subject, above.antecedent
        self.cur, self.last = clause, None

    def _has_its_object(self) -> bool:
        """Of the posts they had in A, the Russians closed two: a relative clause whose object is what it hangs on."""
        cur = self.cur
        return cur.role == "rel" and cur.subject is not None and cur.subject is not cur.antecedent and not cur.objects

    def _finite_next(self, k: int) -> bool:
        """When the snow melts the guards will leave: the phrase before a finite verb is what acts, comma or not."""
        follows = self._item(k + 1)
        return isinstance(follows, VerbGroup) and follows.form == "finite"

    def _of_waiting(self, holder: Clause, phrase: NounPhrase) -> bool:
        """The subject of a clause that waits for its verb."""
        self.cur = holder
        holder.subject = phrase
        return True

    def _wished_done(self, k: int, linked: str) -> bool:
        """Wants the posts closed: the phrase is the object of the wish, the form behind it a participle."""
        verb = self.cur.verb
        if verb is None or self.cur.objects or linked or not set(verb.lemmas) & WISHED_DONE:
            return False
        j = self._past_links(k + 1)
        group = self._item(j)
        return (
            isinstance(group, VerbGroup) and group.form == "past|pp" and not isinstance(self._item(j + 1), NounPhrase)
        )

    def _object_relative(self, k: int, phrase: NounPhrase) -> bool:
        """The protocol both sides signed: a clause on the phrase before, without a pronoun."""
        before = self.last
        if before is None or before.end != phrase.start or self.tokens[before.head].tag == "Z":
            return False
        clause = self._open("rel", phrase.start, before, "")
        clause.subject = phrase
        clause.antecedent = before
        self._resume(clause)
        self.cur = clause
        return True

    def _attribution(self, k: int, phrase: NounPhrase) -> bool:
        root = self._current_root()
        clause = Clause("say", phrase.start)
        clause.subject = phrase
        self.roots[self.roots.index(root)] = clause
        root.role, root.parent = "that", clause
        clause.inner.append(root)
        clause.back = root
        self.cur = clause
        return True

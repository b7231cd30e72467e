"""Pass 7j. Clauses without a verb: headlines, absolutes, what is said of a place in passing."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.listed import MEN_OR_POSTS
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup, nested_links
from services.ingest.extract.grammar.subordinate import Subordinate
from services.ingest.extract.operators.operator_table import rows
from services.ingest.extract.words.word_sets import word_set

_AWAY = frozenset({"out of", "off", "away from"})
_THERE = word_set("clauses.there")
_FROM_THEN = word_set("clauses.from_then")
_CONTROL = frozenset({"control", "control?"})
_OCCASIONS = frozenset({"talks", "visit", "summit", "meeting", "drill"})
_GONE = frozenset({"out", "gone", "home", "away", "off"})
_ERRANDS = frozenset({"for", "on"})


class Verbless(Subordinate):
    """Phrases read as clauses."""

    def _verbless(self, root: Clause) -> None:
        """Guards out of Agarak by New Year: a title without a verb, where "be" is understood."""
        if root.verb is not None or not isinstance(root.subject, NounPhrase):
            return
        if self._nobody_there(root, root.subject) or self._predicated(root, root.subject) or self._on_a_visit(root):
            return
        if self._called(root, root.subject):
            return
        if (told_of := self._with_participle(root.subject)) is not None:
            self._told_by_participle(root, told_of)
            return
        told = [(p, q) for p, q in root.links if isinstance(q, NounPhrase) and (p in _AWAY or self._held(p, q))]
        at = next((self._before_phrase(q) for _, q in told), -1)
        at = next((i for i in (*root.particles, *root.adverbs) if self.tokens[i].low in _GONE), at)
        if at < 0:
            return
        root.subject.links = [link for link in root.subject.links if link not in told]
        root.verb = VerbGroup(at, at, at)
        root.verb.lemmas = ("be",)

    def _echo(self, root: Clause) -> None:
        """Leaving is out of the question, as is a freeze: "be" alone before its subject says of it what the clause
        before says."""
        for clause in root.walk():
            verb, said = clause.verb, clause.parent
            if clause.role != "and" or not clause.inverted or verb is None or not verb.copula:
                continue
            if not isinstance(said, Clause) or said.verb is None or not said.verb.copula or not self._echoes(verb):
                continue
            if clause.predicate is None and clause.adjective < 0:
                clause.predicate, clause.adjective = said.predicate, said.adjective
                clause.links += [
                    (p, q) for p, q in said.links if isinstance(q, NounPhrase) and q.start > said.verb.head
                ]
                clause.adverbs += [i for i in said.adverbs if i > said.verb.head]

    def _held(self, prep: str, phrase: NounPhrase) -> bool:
        """Crossing now under Armenian control, back in Armenian hands."""
        return prep in ("under", "in") and bool(self.tokens[phrase.head].word.senses & _CONTROL)

    def _with_absolute(self, root: Clause) -> None:
        """With the last of them out of A, with its chair empty, others now check: "being" is understood."""
        first = next((q for p, q in root.links if p == "with" and isinstance(q, NounPhrase)), None)
        if first is None or root.verb is None or first.start > root.verb.start:
            return
        whole = [first, *(q for _, q in nested_links(first))]
        last = max(q.end for q in whole)
        if self.tokens[last].tag == "A":
            clause = self._open("adv", first.start, root, "with")
            clause.subject, clause.adjective = first, last
            clause.verb = VerbGroup(last, last, last)
            clause.verb.lemmas = ("be",)
            root.links = [(p, q) for p, q in root.links if not any(q is one for one in whole)]
            return
        inside = [first, *(q for p, q in first.links if p == "of" and isinstance(q, NounPhrase))]
        away = [(p, q) for one in inside for p, q in one.links if p in _AWAY and isinstance(q, NounPhrase)]
        if not away:
            return
        for one in inside:
            one.links = [link for link in one.links if link not in away]
        clause = self._open("adv", first.start, root, "with")
        clause.subject, clause.links = first, list(away)
        at = self._before_phrase(away[0][1])
        clause.verb = VerbGroup(at, at, at)
        clause.verb.lemmas = ("be",)
        root.links = [(p, q) for p, q in root.links if q is not first and (p, q) not in away]

    def _predicated(self, root: Clause, subject: NounPhrase) -> bool:
        """No talks under way on it; closure not on the agenda: a title without its "is"."""
        tokens = self.tokens
        known = rows()
        at = next((i for i in (*root.adverbs, *root.particles) if (tokens[i].low, "p") in known), -1)
        for prep, q in root.links if at < 0 else ():
            if isinstance(q, NounPhrase) and (f"{prep} {tokens[q.head].low}", "p") in known:
                at = self._before_phrase(q)
                subject.links = [(p, one) for p, one in subject.links if one is not q]
                break
        if at <= subject.head or (not tokens[subject.head].word.senses & {"op", "talks"} and not self._acts(subject)):
            return False
        no = next((i for i in root.adverbs if tokens[i].low == "not" and i < at), -1)
        root.verb = VerbGroup(at, at, at)
        root.verb.lemmas, root.verb.negated = ("be",), no >= 0
        return True

    def _called(self, root: Clause, subject: NounPhrase) -> bool:
        """Peacekeepers absent from the corridor, guards present at A, the base here for good: men and an adjective or a
        place behind them, "are" understood."""
        tokens, head = self.tokens, self.tokens[subject.head]
        at = next((i for i in root.adverbs if tokens[i].tag == "A" or tokens[i].low in ("here", "there")), -1)
        if at < 0 or any(t.tag != "R" for t in tokens[subject.end : at]):
            return False
        if not head.word.senses & MEN_OR_POSTS and head.kind not in ("adjective", "place", "force"):
            return False
        root.verb = VerbGroup(at, at, at)
        root.adjective = at if tokens[at].tag == "A" else root.adjective
        root.verb.lemmas, root.verb.tense = ("be",), "pres"
        return True

    def _on_a_visit(self, root: Clause) -> bool:
        """Minister in Paris for talks: a title of somebody and where he is, "is" understood."""
        tokens, subject = self.tokens, root.subject
        assert isinstance(subject, NounPhrase)
        where = next((q for p, q in root.links if p == "in" and isinstance(q, NounPhrase)), None)
        errands = [tokens[q.head] for p, q in root.links if p in _ERRANDS and isinstance(q, NounPhrase)]
        somebody = tokens[subject.head].kind == "person" or "human" in tokens[subject.head].word.senses
        if where is None or not somebody or not any(_OCCASIONS & t.word.senses for t in errands):
            return False
        subject.links = [(p, q) for p, q in subject.links if q is not where]
        root.verb = VerbGroup(subject.end, subject.end, subject.end)
        root.verb.lemmas, root.verb.tense = ("be",), "pres"
        return True

    def _nobody_there(self, root: Clause, subject: NounPhrase) -> bool:
        """No Russian soldier in Goris after 15 September: "there will be" is understood."""
        tokens = self.tokens
        men = tokens[subject.head].word.senses & MEN_OR_POSTS or tokens[subject.head].kind == "adjective"
        if tokens[subject.start].low not in ("no", "not a", "not one", "not a single", "no more") or not men:
            return False
        at = next(
            (p for p, q in root.links if p in _THERE and isinstance(q, NounPhrase) and tokens[q.head].tag != "Z"), ""
        )
        if not at:
            return False
        later = any(p in _FROM_THEN and isinstance(q, NounPhrase) and tokens[q.head].tag == "Z" for p, q in root.links)
        subject.links = [(p, q) for p, q in subject.links if p != at]
        root.verb = VerbGroup(subject.end, subject.end, subject.end)
        root.verb.lemmas, root.verb.tense = ("be",), "future" if later else "pres"
        return True

    def _predicate_again(self, k: int) -> bool:
        """Is under way in A, half done in B and yet to start in C: a predicate after a list, of the same subject."""
        cur = self.cur
        if cur.verb is None or not cur.verb.copula or not isinstance(cur.subject, NounPhrase):
            return False
        said = (
            cur.adjective >= 0
            or cur.predicate is not None
            or any((self.tokens[a].low, "p") in rows() for a in cur.adverbs)
        )
        after = self._item(k + 1)
        return said and bool(cur.links) and (self._tag(k + 1) in ("I", ",", "C", "") or isinstance(after, VerbGroup))

    def _and_is(self, i: int) -> None:
        cur = self.cur
        clause = self._open("and", i, cur if cur.role != "and" else cur.parent, self.linked)  # type: ignore[arg-type]
        clause.subject, clause.verb = cur.subject, cur.verb
        self.cur, self.linked = clause, ""

    def _left_there(self, k: int, group: VerbGroup) -> bool:
        """No guards left in Goris, hardly any left there: "are" is understood; who left Goris did so himself."""
        if group.form != "finite" or "leave" not in group.lemmas or self.cur.verb is not None:
            return False
        there = self._item(k + 2)
        named = isinstance(there, NounPhrase) and bool(self.tokens[there.head].places)
        return self._low(k + 1) in ("there", "here") or (self._low(k + 1) in _THERE and named)

    def _left_to_be(self, k: int, group: VerbGroup) -> bool:
        """Not one left to be seen: "left" says no more than that there is none to be seen."""
        after = self._item(k + 1)
        if "leave" not in group.lemmas or not (self.cur.verb is None or self.cur.verb.copula):
            return False
        return isinstance(after, VerbGroup) and after.form == "inf" and after.passive

    def _with_participle(self, subject: NounPhrase) -> NounPhrase | None:
        """The phrase behind which a participle stands: the subject, or the name of the place that it is at."""
        if subject.clauses:
            return subject
        named = (q for _, q in nested_links(subject) if self.tokens[q.head].tag == "P")
        return next((q for q in named if q.clauses), None)

    def _told_by_participle(self, root: Clause, held: NounPhrase) -> None:
        """Guards gone from A, post near B dismantled, guards at A leaving: a participle, behind the subject or its
        place, stands for the verb of a title."""
        last = held.clauses[-1]
        if (
            not isinstance(last, Clause)
            or last.role != "rel"
            or last.verb is None
            or last.verb.form not in ("pp", "ing")
        ):
            return
        if any(r.verb is not None for r in self.roots if r is not root and r.marker == root.marker):
            return
        held.clauses.pop()
        verb = root.verb = last.verb
        verb.passive = verb.form == "pp" and self.tokens[verb.head].low != "gone"
        verb.progressive, verb.perfect = verb.form == "ing", verb.form == "pp"
        verb.form = "finite"
        root.objects, root.inner = last.objects, [*root.inner, *last.inner]
        root.links, root.particles = [*root.links, *last.links], last.particles
        root.adverbs = [*root.adverbs, *last.adverbs]

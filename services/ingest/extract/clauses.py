"""Pass 7. In: phrases and words of a sentence. Out: its clauses as a tree.

One walk from left to right with the clause in hand. Each verb group opens or completes a clause; noun phrases become
its subject, objects or links (preposition, phrase); clauses hang on verbs (what is agreed, said, begun), on noun
phrases (who left, stationed in, the order to quit) or beside other clauses (if, when, and).
"""

from collections.abc import Iterator
from functools import lru_cache

from services.ingest.extract.operator_table import rows
from services.ingest.extract.brackets import cut_asides
from services.ingest.extract.phrases import NounPhrase, VerbGroup
from services.ingest.extract.speech_tags import cut_tags
from services.ingest.extract.tokens import Token
from services.ingest.extract.word_sets import word_set

_NEVER = word_set("axes.never")

class Clause:
    """One verb with what belongs to it. `role` says how it hangs on `parent` (a clause or noun phrase): main, that,
    comp (infinitive or participle complement), rel, adv, and, link. `marker` is the word that opens it (if, that, who);
    `subject`, `objects`, `links` (preposition, phrase or clause), `inner` clauses that hang on it, `adjective` the
    token of a predicate adjective, `particles` and `adverbs` tokens."""

    __slots__ = (
        "adjective",
        "adverbs",
        "antecedent",
        "end",
        "inner",
        "inverted",
        "links",
        "marker",
        "objects",
        "parent",
        "particles",
        "predicate",
        "question",
        "role",
        "start",
        "subject",
        "verb",
    )

    def __init__(self, role: str, start: int, parent: "Clause | NounPhrase | None" = None, marker: str = "") -> None:
        self.role = role
        self.start = self.end = start
        self.parent = parent
        self.marker = marker
        self.subject: NounPhrase | Clause | None = None
        self.verb: VerbGroup | None = None
        self.objects: list[NounPhrase] = []
        self.links: list[tuple[str, object]] = []
        self.inner: list[Clause] = []
        self.particles: list[int] = []
        self.adverbs: list[int] = []
        self.adjective = -1
        self.predicate: NounPhrase | None = None
        self.antecedent: NounPhrase | None = None
        self.question = self.inverted = False

    def __repr__(self) -> str:
        return f"<{self.role} {self.marker} {self.subject} {self.verb} {self.objects} {self.links}>"

    def above(self) -> "Clause | None":
        """The clause that this one hangs on, through a noun phrase if need be."""
        return self.parent if isinstance(self.parent, Clause) else None

    def walk(self) -> Iterator["Clause"]:
        """This clause and all that hang on it."""
        yield self
        for inner in self.inner:
            yield from inner.walk()


_MODAL_TENSES = frozenset({"future", "would", "may", "can", "must"})
_GROUNDS = frozenset({"area", "area?", "site", "border", "land"})
_FOR_TIME = frozenset({"time", "delay", "postponement", "extension", "deferral", "permission", "help", "chance", "way"})
_TIMELY = frozenset({"time", "high time", "about time"})
_CONTENTS = frozenset({"op", "report", "agreement", "hope", "paper", "notice"})
_MESSAGES = frozenset(["letter", "note", "message", "statement", "telegram", "memo", "resolution", "text", "document", "petition",
                       "cable", "email", "decree", "declaration", "communique", "appeal", "signal"])  # fmt: skip
_WISHING = frozenset({"imagine", "picture", "envisage", "want", "like", "need", "prefer", "see", "have", "get", "order", "demand", "wish", "keep"})
_AWAY = frozenset({"out of", "off", "away from"})
_THERE = frozenset({"in", "at", "on", "along", "near", "around", "above", "inside"})
_FROM_THEN = frozenset({"after", "from", "as of", "by", "past", "beyond", "come"})
_GONE = frozenset({"out", "gone", "home", "away", "off"})
_COUNTED = frozenset({"second", "third", "fourth", "last", "other", "rest", "latter", "one", "remainder", "next"})
_LIKELY = frozenset({"likely", "likelier", "unlikely", "possible", "probable", "conceivable", "imaginable", "thinkable"})
_ONE_MORE = frozenset({"one more", "one more such", "another such", "another", "one", "any more", "a single", "one single"})
_SUBJECT_PRONOUNS = frozenset({"they", "we", "he", "she", "i"})
_OBJECT_GERUND = frozenset(["commit", "oblige", "bind", "prevent", "stop", "keep", "accuse", "talk", "pressure", "dissuade", "bar",
                            "deter", "discourage", "force", "push", "bully", "coax", "limit", "suspect", "block"])  # fmt: skip
_ASKED_FOR = frozenset({"when", "where", "why", "how"})
_OF_VERBS = frozenset(["rid", "clear", "empty", "strip", "free", "relieve", "cleanse", "deprive", "drain", "purge", "denude",
                       "notify", "inform", "warn", "assure", "accuse", "remind"])  # fmt: skip
_HARD = frozenset({";", "—", "–", ":", "(", ")", ".", "?", "!", "…"})
_SPEECH_END = frozenset({",", '"'})


def clauses(
    tokens: list[Token],
    items: list[object],
    speech: frozenset[str],
    clausal: frozenset[str],
    telling: frozenset[str] = frozenset(),
) -> list[Clause]:
    """The clauses of a sentence that hang on no other, in order. `speech` are lemmas of saying, `clausal` those that
    take a clause without "that", `telling` those that say something only in a tag: , he joked."""
    outside, asides = cut_asides(tokens, items)
    rest, tags = cut_tags(tokens, outside, speech | telling)
    roots = _Walk(tokens, rest, speech, clausal, telling).run()
    for tag in tags:
        told = _Walk(tokens, tag.items, speech, clausal).run()
        if told:
            _say(roots, told[0], tag.at)
    for aside in asides:
        if any(isinstance(item, VerbGroup) for item in aside):
            roots += _Walk(tokens, aside, speech, clausal).run()
    return roots


def _say(roots: list[Clause], clause: Clause, at: int) -> None:
    """Hang what is said on the clause that says it."""
    clause.role = "say"
    k = max((n for n, root in enumerate(roots) if root.start <= at), default=-1)
    if k < 0:
        roots.insert(0, clause)
        return
    root = roots[k]
    clause.marker, clause.start = root.marker, min(root.start, clause.start)
    roots[k] = clause
    root.role, root.parent = "that", clause
    clause.inner.append(root)


@lru_cache(maxsize=1)
def _take_that() -> frozenset[str]:
    found = {lemma for (lemma, pos), known in rows().items() if pos == "v" for r in known if not r.literal and "that" in r.via}
    return frozenset(found)


def _takes_infinitive(noun: str) -> bool:
    return any(not row.literal and (not row.via or "comp" in row.via) for row in rows().get((noun, "n"), ()))


_MEN_OR_POSTS = frozenset({"force", "force?", "post", "people", "site"})


class _Walk:
    """The walk's state: the clause in hand, the phrase last seen, what was read but not yet used."""

    def __init__(
        self,
        tokens: list[Token],
        items: list[object],
        speech: frozenset[str],
        clausal: frozenset[str],
        telling: frozenset[str] = frozenset(),
    ) -> None:
        self.tokens, self.items, self.speech, self.clausal, self.telling = tokens, items, speech, clausal, telling
        self.roots: list[Clause] = []
        self.cur = self._root(0)
        self.last: NounPhrase | None = None
        self.prep = ""
        self.prep_at = -1
        self.linked = ""
        self.at = 0
        self.comma = False
        self.past_date: tuple[int, NounPhrase | None] = (-1, None)
        self.whose_for: tuple[NounPhrase | None, NounPhrase] | None = None

    # -- helpers ---------------------------------------------------------------------------------------------------

    def _root(self, start: int) -> Clause:
        clause = Clause("main", start)
        self.roots.append(clause)
        return clause

    def _open(self, role: str, start: int, parent: "Clause | NounPhrase", marker: str = "") -> Clause:
        clause = Clause(role, start, parent, marker)
        if isinstance(parent, Clause):
            parent.inner.append(clause)
        else:
            parent.clauses.append(clause)
        return clause

    def _item(self, k: int) -> object:
        return self.items[k] if 0 <= k < len(self.items) else None

    def _tag(self, k: int) -> str:
        item = self._item(k)
        return self.tokens[item].tag if isinstance(item, int) else ""

    def _low(self, k: int) -> str:
        item = self._item(k)
        return self.tokens[item].low if isinstance(item, int) else ""

    # -- the walk --------------------------------------------------------------------------------------------------

    def run(self) -> list[Clause]:
        k = 0
        while k < len(self.items):
            item = self.items[k]
            if isinstance(item, NounPhrase):
                k = self._noun_phrase(k, item)
            elif isinstance(item, VerbGroup):
                k = self._verb_group(k, item)
            else:
                k = self._word(k, int(item))  # type: ignore[call-overload]
        for root in self.roots:
            self._verbless(root)
        return [root for root in self.roots if root.verb or root.subject or root.inner or root.links]

    def _verbless(self, root: Clause) -> None:
        """Guards out of Agarak by New Year: a title without a verb, where "be" is understood."""
        if root.verb is not None or not isinstance(root.subject, NounPhrase):
            return
        if self._nobody_there(root, root.subject):
            return
        if root.subject.clauses:
            self._told_by_participle(root, root.subject)
            return
        at = next((self._before_phrase(q) for p, q in root.links if p in _AWAY and isinstance(q, NounPhrase)), -1)
        at = next((i for i in (*root.particles, *root.adverbs) if self.tokens[i].low in _GONE), at)
        if at < 0:
            return
        root.subject.links = [(p, q) for p, q in root.subject.links if p not in _AWAY]
        root.verb = VerbGroup(at, at, at)
        root.verb.lemmas = ("be",)

    def _nobody_there(self, root: Clause, subject: NounPhrase) -> bool:
        """No Russian soldier in Goris after 15 September: "there will be" is understood."""
        tokens = self.tokens
        men = set(tokens[subject.head].word.senses) & _MEN_OR_POSTS or tokens[subject.head].kind == "adjective"
        if tokens[subject.start].low not in ("no", "not a", "not one", "not a single", "no more") or not men:
            return False
        at = next((p for p, q in root.links if p in _THERE and isinstance(q, NounPhrase) and tokens[q.head].tag != "Z"), "")
        if not at:
            return False
        later = any(p in _FROM_THEN and isinstance(q, NounPhrase) and tokens[q.head].tag == "Z" for p, q in root.links)
        subject.links = [(p, q) for p, q in subject.links if p != at]
        root.verb = VerbGroup(subject.end, subject.end, subject.end)
        root.verb.lemmas, root.verb.tense = ("be",), "future" if later else "pres"
        return True

    def _told_by_participle(self, root: Clause, subject: NounPhrase) -> None:
        """Guards gone from A, post near B dismantled: a participle stands for the verb of a title."""
        last = subject.clauses[-1]
        if not isinstance(last, Clause) or last.role != "rel" or last.verb is None or last.verb.form not in ("pp", "ing"):
            return
        if any(r.verb is not None for r in self.roots if r is not root and r.marker == root.marker):
            return
        subject.clauses.pop()
        verb = root.verb = last.verb
        verb.passive = verb.form == "pp" and self.tokens[verb.head].low != "gone"
        verb.progressive, verb.perfect = verb.form == "ing", verb.form == "pp"
        verb.form = "finite"
        root.objects, root.inner = last.objects, [*root.inner, *last.inner]
        root.links, root.particles = [*root.links, *last.links], last.particles
        root.adverbs = [*root.adverbs, *last.adverbs]

    def _before_phrase(self, phrase: NounPhrase) -> int:
        """The token of the preposition before a phrase."""
        return max(phrase.start - 1, 0)

    def _word(self, k: int, i: int) -> int:
        token = self.tokens[i]
        tag = token.tag
        if tag == "I":
            self.prep, self.prep_at = token.low, i
        elif tag == "K":
            if self.cur.verb is not None and not self.prep:
                self.cur.particles.append(i)
            else:
                self.prep, self.prep_at = token.low, i
        elif tag == "C":
            self.linked = token.low
        elif tag == ",":
            self.prep = ""
            self.comma = True
            self.linked = self.linked or ","
            return k + 1
        elif tag in _HARD and not (tag == "." and i + 1 < len(self.tokens) and self.tokens[i + 1].low[0].isdigit()):
            if not (token.low == "!" and self._within(i)):
                self._hard(tag, i)
        elif tag == "B":
            self._subordinate(k, i, token.low)
        elif tag == "W":
            self._relative(k, i, token.low)
        elif tag == "A":
            if self.linked and self._predicate_again(k):
                self._and_is(i)
            if self.cur.verb is not None and self.cur.adjective < 0:
                self.cur.adjective = i
            self.cur.adverbs.append(i)
        elif tag in "RE":
            if self.linked and (token.low == "yet" or (token.low, "p") in rows()) and self._predicate_again(k):
                self._and_is(i)
            self.cur.adverbs.append(i)
            if self.prep and token.low in ("there", "here", "abroad", "home"):
                self.prep = ""
        elif tag == '"':
            return k + 1
        self.comma = False
        return k + 1

    def _within(self, i: int) -> bool:
        """A cry in quotation marks within a sentence: chanting "Out!" and demanding."""
        after = self.tokens[i + 1 : i + 3]
        return len(after) == 2 and after[0].tag == '"' and after[1].tag in "CIB"

    def _predicate_again(self, k: int) -> bool:
        """Is under way in A, half done in B and yet to start in C: a predicate after a list, of the same subject."""
        cur = self.cur
        if cur.verb is None or not cur.verb.copula or not isinstance(cur.subject, NounPhrase):
            return False
        said = cur.adjective >= 0 or cur.predicate is not None or any((self.tokens[a].low, "p") in rows() for a in cur.adverbs)
        after = self._item(k + 1)
        return said and bool(cur.links) and (self._tag(k + 1) in ("I", ",", "C", "") or isinstance(after, VerbGroup))

    def _and_is(self, i: int) -> None:
        cur = self.cur
        clause = self._open("and", i, cur if cur.role != "and" else cur.parent, self.linked)  # type: ignore[arg-type]
        clause.subject, clause.verb = cur.subject, cur.verb
        self.cur, self.linked = clause, ""

    def _hard(self, tag: str, i: int) -> None:
        if tag in ("(", ")", ":") and self.cur.verb is None and self.cur.subject is None:
            return
        if self.tokens[i].low == "?":
            for clause in self._current_root().walk():
                clause.question = True
        if tag == "(":
            return
        self.cur = self._root(i + 1)
        self.cur.marker = {":": "colon", ";": "semicolon", "–": "dash", "—": "dash"}.get(tag, "")
        self.last, self.prep, self.linked = None, "", ""

    def _current_root(self) -> Clause:
        clause = self.cur
        while isinstance(clause.parent, Clause):
            clause = clause.parent
        return clause if clause in self.roots else self.roots[-1]

    # -- noun phrases ----------------------------------------------------------------------------------------------

    def _noun_phrase(self, k: int, phrase: NounPhrase) -> int:
        tokens = self.tokens
        if tokens[phrase.start].low == "whose" and self.last is not None and not self.prep:
            return self._whose(k, phrase)
        linked, comma, prep = self.linked, self.comma, self.prep
        self.linked, self.comma, self.prep = "", False, ""
        if tokens[phrase.head].tag == "Z" and not prep:
            self.cur.links.append(("", phrase))
            self.linked = linked if linked not in (",", "") else ""
            return k + 1
        if prep and self._contrasted(phrase, prep):
            return k + 1
        if prep:
            if linked in ("and", "but", "or", "yet") and self._clause_to_come(k):
                clause = self._open("and", self.prep_at, self._finite_above(), linked)
                self.cur, self.last = clause, None
            self._hang(prep, phrase, linked)
            if tokens[phrase.head].tag == "Z" and self.last is not None and not linked and self._tag(k + 1) in ("I", "B"):
                self.past_date = (phrase.end, self.last)
            self.last = phrase
            return k + 1
        if linked in ("and", "but", ",") and self._contrasted(phrase, prep):
            return k + 1
        if linked == "and" and not self.cur.objects and self._gapped_by_date(k, phrase):
            return k + 1
        if linked == "and" and self._gapped(k, phrase):
            return k + 1
        if linked == "," and (main := self._fronted()) is not None and self._verb_before_comma(k + 1):
            self.cur, main.subject, self.last = main, phrase, phrase
            return k + 1
        if linked in (",", "and") and self._gapped_subject(k, phrase):
            return k + 1
        if linked and self.last is not None and self._joins(k, phrase, linked):
            self._join(phrase, linked)
            return k + 1
        if self._starts_clause(k, phrase, linked, comma):
            self.last = phrase
            return k + 1
        if comma and self._apposed(k, phrase):
            self.last.named.append(phrase)  # type: ignore[union-attr]
            return k + 1
        cur = self.cur
        after = self._item(k + 1)
        if linked == "," and cur.verb is not None and cur.verb.form == "finite" and isinstance(after, VerbGroup) and after.form == "inf":
            self.cur = cur = self._root(phrase.start)
            cur.marker, cur.subject, self.last = "colon", phrase, phrase
            return k + 1
        if cur.verb is None:
            if isinstance(cur.subject, NounPhrase) and self.tokens[cur.subject.head].word.noun in _TIMES:
                cur.links.append(("", cur.subject))
                cur.subject = phrase
            elif isinstance(cur.subject, NounPhrase):
                if comma or linked == ",":
                    cur.subject.named.append(phrase)
                else:
                    cur.links.append(("", cur.subject))
                    cur.subject = phrase
            else:
                cur.subject = phrase
                if cur.role == "rel" and cur.antecedent is not None and ("of", cur.antecedent) in cur.links:
                    phrase.links.append(("of", cur.antecedent))
        elif linked == "," and self.last is not None and tokens[self.last.head].tag != "Z":
            self.last.named.append(phrase)
        elif linked == "," and self.last is not None and self._waiting() is not None:
            self.cur = self._waiting()  # type: ignore[assignment]
            self.cur.subject = self.cur.subject or phrase
        elif (cur.verb.copula or set(cur.verb.lemmas) & _EXISTING) and cur.subject is None and self._existential(cur):
            cur.subject = phrase
        elif cur.verb.copula and cur.predicate is None:
            cur.predicate = phrase
        elif (holder := self._naming(phrase)) is not None:
            holder.objects.append(phrase)
            self.cur = holder
        else:
            cur.objects.append(phrase)
        self.last = phrase
        says = self._item(k + 1)
        if tokens[phrase.head].low == "whoever" and cur.subject is phrase and isinstance(says, VerbGroup) and self._speechlike(says):
            clause = self._open("rel", phrase.start, phrase, "who")
            clause.antecedent = clause.subject = phrase
            self._resume(clause)
            self.cur, self.last = clause, None
        return k + 1

    def _naming(self, phrase: NounPhrase) -> Clause | None:
        """Called reports that they had left a lie: what the outer verb calls them, behind a clause of their own."""
        before = self.last
        if before is None or before.end != phrase.start or self.cur.role not in ("comp", "that", "rel"):
            return None
        clause = self._outer(self.cur)
        while clause is not None:
            if clause.verb is not None and clause.objects and set(clause.verb.lemmas) & _NAMING:
                return clause
            clause = self._outer(clause)
        return None

    def _whose(self, k: int, phrase: NounPhrase) -> int:
        """Uzbekistan, whose membership was suspended: a clause on the phrase before, with what is its as subject."""
        before = self.last
        assert before is not None
        clause = self._open("rel", phrase.start, before, "whose")
        clause.antecedent, clause.subject = before, phrase
        phrase.possessor = before
        self._resume(clause)
        self.cur, self.last = clause, phrase
        self.linked, self.comma = "", False
        return k + 1

    def _contrasted(self, phrase: NounPhrase, prep: str) -> bool:
        """Left A but not B, from A, not from B: what is not meant."""
        at = (self.prep_at if prep else phrase.start) - 1
        if at < 1 or self.tokens[at].low != "not" or self.tokens[at - 1].low not in ("but", "and", ","):
            return False
        if self.cur.verb is None or at < self.cur.verb.end:
            return False
        self.cur.adverbs = [i for i in self.cur.adverbs if i != at]
        self.cur.links.append(("not", phrase))
        return True

    def _fronted(self) -> Clause | None:
        """The main clause in hand while nothing but what stands in front of its subject was read: under the deal, …"""
        clause = self.cur if self.cur.verb is None else self._waiting()
        if clause is None or clause.subject is not None or clause.verb is not None or clause.role != "main":
            return None
        return clause if clause.links or clause.inner else None

    def _verb_before_comma(self, k: int) -> bool:
        """Whether a finite verb comes before the next comma."""
        for j in range(k, len(self.items)):
            item = self.items[j]
            if isinstance(item, VerbGroup):
                if item.form in ("finite", "past|pp"):
                    return True
            elif self._tag(j) in _HARD or self._tag(j) in (",", "B", "W"):
                return False
        return False

    def _clause_to_come(self, k: int) -> bool:
        """And for now they stay: behind "and" an adjunct, then a subject with its verb."""
        if self.cur.verb is None:
            return False
        j = k + 1
        while self._tag(j) == "I" and isinstance(self._item(j + 1), NounPhrase):
            j += 2
        if self._tag(j) == ",":
            j += 1
        phrase = self._item(j)
        return isinstance(phrase, NounPhrase) and self.tokens[phrase.head].tag != "Z" and self._verb_follows(j + 1)

    def _existential(self, clause: Clause) -> bool:
        """There is, there seem to be: the subject comes after its verb."""
        if clause.role == "comp" and clause.verb is not None and clause.verb.form == "inf":
            above = clause.parent
            return isinstance(above, Clause) and any(self.tokens[i].tag == "E" for i in above.adverbs)
        return any(self.tokens[i].tag == "E" for i in clause.adverbs)

    def _apposed(self, k: int, phrase: NounPhrase) -> bool:
        """In A and B, provinces of C, they stay: a phrase between commas beside what a preposition brought."""
        before = self.last
        if before is None or self.cur.verb is not None or self.cur.subject is not None or not self.cur.links:
            return False
        j = k + 1
        while self._tag(j) == "I" and isinstance(self._item(j + 1), NounPhrase):
            j += 2
        after = self._item(j + 1)
        return self._tag(j) == "," and isinstance(after, NounPhrase) and self._verb_follows(j + 2)

    def _hang(self, prep: str, phrase: NounPhrase, linked: str) -> None:
        """A preposition with its phrase: hung on the clause, and on the phrase right before it."""
        before = self.last
        self.whose_for = (before if before is not None and before.end == self.prep_at else None, phrase) if prep == "for" else None
        if self.past_date[0] == self.prep_at and self.past_date[1] is not None:
            before = self.past_date[1]
            before.links.append((prep, phrase))
        elif before is not None and before.end == self.prep_at:
            verb = self.cur.verb
            rids = verb is not None and bool(set(verb.lemmas) & _OF_VERBS)
            country = prep == "to" and self.tokens[before.head].kind in ("country", "capital", "person")
            if country and (outer := self._outer_phrase(before)) is not None:
                by = any(p == "by" and q is before for p, q in outer.links)
                before = outer if by or self.cur.verb is None else before
            if prep == "of" and self.tokens[before.head].kind == "place" and not rids and (outer := self._outer_phrase(before)) is not None:
                outer.links.append((prep, phrase))
                return
            before.links.append((prep, phrase))
            if prep == "of":
                verb = self.cur.verb
                if verb is None or not set(verb.lemmas) & _OF_VERBS or not self.cur.objects or before in self.cur.objects:
                    if not (verb is not None and set(verb.lemmas) & _OF_VERBS and before in self.cur.objects):
                        return
                before.links.pop()
        self.cur.links.append((prep, phrase))

    def _outer_phrase(self, phrase: NounPhrase) -> NounPhrase | None:
        """The common noun that a name hangs on: the withdrawal from Karabakh of the peacekeepers."""
        cur = self.cur
        for one in (cur.subject, cur.predicate, *cur.objects, *(q for _, q in cur.links)):
            if isinstance(one, NounPhrase) and self.tokens[one.head].tag == "N" and any(q is phrase for _, q in one.links):
                return one
        return None
    def _over_date(self, phrase: NounPhrase) -> NounPhrase:
        """A conversation on Thursday between them: what follows a date belongs to what the date stands by."""
        if self.tokens[phrase.head].tag != "Z":
            return phrase
        for item in reversed(self.items):
            if isinstance(item, NounPhrase) and any(linked is phrase for _, linked in item.links):
                return item
        return phrase

    def _joins(self, k: int, phrase: NounPhrase, linked: str) -> bool:
        """Whether the phrase goes on a list rather than begins a clause."""
        if self.cur.verb is not None and (self._verb_follows(k + 1) or self._acts_after(k, linked)):
            return self._list_subject(k)
        if (self.tokens[self.last.head].tag == "Z") != (self.tokens[phrase.head].tag == "Z"):  # type: ignore[union-attr]
            return False
        if linked == ",":
            owner = self._first_of(self.last)  # type: ignore[arg-type]
            return self._list_goes_on(k) and (self._alike(phrase) or self._like_it(owner, phrase) is not owner)
        if linked == "and" and self.cur.verb is None and self._begins_anew(phrase):
            return not self._verb_follows(k + 1)
        if linked in ("and", "or", "&", "as well as", "but", "nor"):
            return True
        return False

    def _begins_anew(self, phrase: NounPhrase) -> bool:
        """No list: he and she are subjects; one more raid and the guards leave."""
        if self.tokens[phrase.head].low in _SUBJECT_PRONOUNS:
            return True
        first = self.cur.subject
        if not isinstance(first, NounPhrase) or self.tokens[first.start].low not in _ONE_MORE:
            return False
        return not set(self.tokens[first.head].word.senses) & {"force", "envoy", "post"}

    def _acts_after(self, k: int, linked: str) -> bool:
        """Behind a comma and "and", a phrase with a past form that has an object: , and two officials named Armenia."""
        if linked not in ("and", "but") or self._tag(k - 2) != ",":
            return False
        j = k + 1
        while self._tag(j) == "I" and isinstance(self._item(j + 1), NounPhrase):
            j += 2
        verb, after = self._item(j), self._item(j + 1)
        return (
            isinstance(verb, VerbGroup) and verb.form == "past|pp" and isinstance(after, NounPhrase)
            and self.tokens[after.head].tag != "Z"
        )  # fmt: skip

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
            alike = bool(cur.objects) and self.tokens[phrase.start].tag == "S" == self.tokens[cur.subject.start].tag
            end = k + 2
        elif self._tag(k + 1) == "I" and isinstance(self._item(k + 2), NounPhrase):
            alike = first.kind == head.kind == "person" and any(p == self._low(k + 1) for p, _ in cur.links)
            end = k + 3
        else:
            return False
        if not alike or (end < len(self.items) and self._tag(end) not in _HARD):
            return False
        clause = self._open("and", phrase.start, cur, "and")
        clause.subject, clause.verb, clause.particles = phrase, cur.verb, list(cur.particles)
        self.cur, self.last = clause, phrase
        return True

    def _gapped_by_date(self, k: int, phrase: NounPhrase) -> bool:
        """Tegh is to be clear by May 31, Goris by June 30; the first post closes on Monday, the second on Friday."""
        last, behind = self.last, self._item(k + 2)
        top = self._finite_above()
        if last is None or self.tokens[last.head].tag != "Z" or self._tag(k + 1) != "I" or not isinstance(behind, NounPhrase):
            return False
        if self.tokens[behind.head].tag != "Z" or not isinstance(top.subject, NounPhrase) or top.verb is None:
            return False
        first, head = self.tokens[top.subject.head], self.tokens[phrase.head]
        alike = bool(first.places and head.places) or bool(first.word.noun and first.word.noun == head.word.noun)
        named = any(t.places for t in self.tokens[phrase.start : phrase.head + 1])
        alike = alike or head.word.noun in _COUNTED or bool(first.places and named)
        if not alike or self._item(k + 3) is not None and self._tag(k + 3) not in _HARD and self._tag(k + 3) not in (",", "C"):
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

    def _list_subject(self, k: int) -> bool:
        """A list whose end is the subject of a clause still without verb never comes here with a verb: no join."""
        return False

    def _alike(self, phrase: NounPhrase) -> bool:
        one, other = self.tokens[self.last.head], self.tokens[phrase.head]  # type: ignore[union-attr]
        if one.tag == "P" and one.places and other.tag == "N" and not set(other.word.senses) & _GROUNDS:
            return False
        if one.places or other.places or one.kind == "place" or other.kind == "place":
            return (one.kind == "place") == (other.kind == "place") or bool(one.places) == bool(other.places)
        return True

    def _list_goes_on(self, k: int) -> bool:
        """After this phrase: a comma or "and" with a further phrase of the list."""
        j = k + 1
        while self._tag(j) == "I" and isinstance(self._item(j + 1), NounPhrase):
            j += 2
        if self._tag(j) == "C":
            return True
        if self._tag(j) == "," and isinstance(self._item(j + 1), NounPhrase):
            return self._list_goes_on(j + 1)
        return self._tag(j) == "," and self._tag(j + 1) == "C"

    def _join(self, phrase: NounPhrase, linked: str) -> None:
        first = self.last
        assert first is not None
        head = getattr(first, "also", None)
        owner = self._first_of(first)
        if linked == "nor" and isinstance(self.cur.subject, NounPhrase) and self.cur.verb is None:
            if self.tokens[self.cur.subject.start].low == "neither":
                owner = self.cur.subject
                phrase.negated = True
        owner = self._like_it(owner, phrase)
        owner.also.append(phrase)
        del head
        self.last = phrase
        self._firsts[id(phrase)] = owner

    def _like_it(self, owner: NounPhrase, phrase: NounPhrase) -> NounPhrase:
        """Troops in Gyumri and guards at the border: men beside men, where the name of a town stands between."""
        men = set(self.tokens[phrase.head].word.senses) & _MEN_OR_POSTS
        if self.tokens[owner.head].kind != "place" or self.tokens[phrase.head].tag != "N" or not men:
            return owner
        around = [*self.cur.objects, self.cur.subject, self.cur.predicate]
        for held in (q for p in around if isinstance(p, NounPhrase) for q in p.all()):
            like = set(self.tokens[held.head].word.senses) & _MEN_OR_POSTS
            if like and any(linked is owner for _, linked in held.links):
                return self._first_of(held)
        return owner

    _firsts: dict[int, NounPhrase]

    def _first_of(self, phrase: NounPhrase) -> NounPhrase:
        if not hasattr(self, "_firsts"):
            self._firsts = {}
        return self._firsts.get(id(phrase), phrase)

    def _verb_follows(self, k: int) -> bool:
        """Whether a finite verb group follows the phrase just before item `k`, over its links and adverbs."""
        j = k
        while j < len(self.items):
            item = self.items[j]
            if isinstance(item, VerbGroup) and item.form == "ing" and self._tag(j - 1) == "I":
                j += 2 if isinstance(self._item(j + 1), NounPhrase) else 1
                continue
            if isinstance(item, VerbGroup):
                if item.form == "finite" and self._inversion(j, item):
                    return False
                if item.form == "past|pp" and self._tag(k - 2) == "," and self._speechlike(item) and self._ends(j + 1):
                    return True
                if item.form == "ing" and j == k and isinstance(self._item(j + 1), NounPhrase):
                    return self._verb_follows(j + 2)
                return item.form == "finite" or (item.form == "past|pp" and not self._reduced_at(j, item))
            if isinstance(item, NounPhrase):
                if self._tag(j - 1) != "I" and self.tokens[item.head].tag != "Z":
                    return False
            elif self.tokens[item].tag not in ("I", "R", "K", '"'):  # type: ignore[index]
                if self.tokens[item].tag == "W":  # type: ignore[index]
                    return self._verb_after_relative(j)
                return False
            j += 1
        return False

    def _ends(self, k: int) -> bool:
        """Whether nothing follows but a date, a listener, or how it was said."""
        return not any(isinstance(item, VerbGroup) and item.form == "finite" for item in self.items[k : k + 6])

    def _verb_after_relative(self, k: int) -> bool:
        seen = 0
        aside = self._tag(k - 1) == ","
        for j in range(k + 1, min(len(self.items), k + 14)):
            item = self.items[j]
            if not aside and self._tag(j) == "," and isinstance(self._item(j + 1), NounPhrase):
                return False
            if isinstance(item, VerbGroup) and item.form in ("finite", "past|pp"):
                seen += 1
                if seen == 2:
                    return True
            elif self._tag(j) in _HARD or self._tag(j) in ("C", "B"):
                return False
        return False

    def _starts_clause(self, k: int, phrase: NounPhrase, linked: str, comma: bool) -> bool:
        """A phrase that is the subject of the next verb, where the clause in hand has its verb already."""
        cur = self.cur
        if not self._verb_follows(k + 1):
            return False
        if cur.verb is not None and cur.verb.copula and cur.subject is None and any(self.tokens[i].tag == "E" for i in cur.adverbs):
            return False
        if (comma or linked == ",") and self._interposed(k):
            return self._attribution(k, phrase)
        if cur.verb is None and linked == "and" and self._begins_anew(phrase) and cur.subject is not None:
            clause = self._open("and", phrase.start, cur, linked)
            clause.subject = phrase
            self.cur = clause
            return True
        if cur.verb is None:
            if cur.subject is None and (self._signed_by(k, phrase) or [p for p, _ in cur.links] == ["of"]):
                return self._object_relative(k, phrase)
            if cur.subject is None or linked == ",":
                if isinstance(cur.subject, NounPhrase) and self._object_relative(k, phrase):
                    return True
                return False
            return self._object_relative(k, phrase)
        if comma or linked == ",":
            holder = self._waiting()
            if holder is not None and not (holder.subject is not None and self._speech_tag(k)):
                self.cur = holder
                holder.subject = phrase
                return True
            if self._speech_tag(k):
                return self._attribution(k, phrase)
            clause = self._open("and", phrase.start, self._finite_above(), ",")
            clause.subject = phrase
            self.cur = clause
            return True
        if linked in ("and", "or", "but", "yet", "nor"):
            clause = self._open("and", phrase.start, self._finite_above(), linked)
            clause.subject = phrase
            self.cur = clause
            return True
        holder = self._waiting()
        if holder is not None and not set(cur.verb.lemmas) & self.clausal:
            if holder.subject is None and self.tokens[phrase.start - 1].tag == "Z":
                self.cur = holder
                holder.subject = phrase
                return True
            return False
        if holder is not None and holder.subject is not None and self._last_verb(k + 1):
            return False
        if self._behind_preposition() and self._object_relative(k, phrase):
            return True
        if set(cur.verb.lemmas) & self.clausal and not (
            cur.objects and not set(cur.verb.lemmas) & {"tell", "inform", "assure", "warn"}
        ):
            clause = self._open("that", phrase.start, cur)
            clause.subject = phrase
            self.cur = clause
            return True
        if self.last is not None and self.last.end == phrase.start:
            return self._object_relative(k, phrase)
        follows = self._item(k + 1)
        if isinstance(follows, VerbGroup) and follows.form == "past|pp" and not cur.objects and self._wants_object(k):
            return False
        clause = self._open("that", phrase.start, cur)
        clause.subject = phrase
        self.cur = clause
        return True

    def _behind_preposition(self) -> bool:
        """Spoke of the fighters Armenia ordered: the phrase last seen hangs on a preposition of the clause in hand."""
        return any(linked is self.last and prep in ("of", "about", "on", "over") for prep, linked in self.cur.links)

    def _last_verb(self, k: int) -> bool:
        """Whoever says he announced it is wrong: the verb that follows is owed to the outer subject."""
        for j in range(k, len(self.items)):
            item = self.items[j]
            if isinstance(item, VerbGroup) and item.form == "finite":
                return not self._finite_to_come(j + 1)
            if isinstance(item, VerbGroup) or self._tag(j) in _HARD or self._tag(j) in ("B", ","):
                return False
        return False

    def _wants_object(self, k: int) -> bool:
        """Sign the declaration adopted there: a verb that tells nothing takes what stands right behind it."""
        verb = self.cur.verb
        return verb is not None and not verb.passive and isinstance(self._item(k - 1), VerbGroup) and not self._has_object(k + 2)

    def _signed_by(self, k: int, phrase: NounPhrase) -> bool:
        """Under the protocol both sides signed, …: a verb without object, then a comma."""
        before = self.last
        if before is None or before.end != phrase.start or self.tokens[before.head].tag != "N":
            return False
        after = self._item(k + 3)
        return (
            isinstance(self._item(k + 1), VerbGroup)
            and self._tag(k + 2) == ","
            and isinstance(after, NounPhrase)
            and self._verb_follows(k + 4)
            and not self._speech_tag(k + 3)
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

    def _resume(self, clause: Clause) -> None:
        self._back[id(clause)] = self.cur

    @property
    def _back(self) -> dict[int, Clause]:
        if not hasattr(self, "_backs"):
            self._backs: dict[int, Clause] = {}
        return self._backs

    def _outer(self, clause: Clause) -> Clause | None:
        """The clause that goes on when this one ends."""
        known = self._back.get(id(clause))
        if known is not None:
            return known
        outer = clause.parent if isinstance(clause.parent, Clause) else None
        return None if outer is not None and outer.role == "say" else outer

    def _waiting(self) -> Clause | None:
        """The nearest clause around the one in hand that still has no verb."""
        clause = self._outer(self.cur)
        while clause is not None:
            if clause.verb is None:
                return clause
            clause = self._outer(clause)
        return None

    def _finite_above(self) -> Clause:
        """The clause beside which a further finite clause stands: relative clauses and infinitives end."""
        clause = self.cur
        while clause.verb is None or clause.verb.form not in ("finite", "past|pp") or clause.role == "rel":
            outer = self._outer(clause)
            if outer is None:
                return clause
            clause = outer
        return clause

    # -- speech at the end or in the middle ------------------------------------------------------------------------

    def _speech_tag(self, k: int) -> bool:
        """Whether the phrase at `k` with the verb after it only says who spoke: , the ministry said."""
        j = k + 1
        while j < len(self.items) and not isinstance(self.items[j], VerbGroup):
            j += 1
        group = self._item(j)
        phrase = self.items[k]
        assert isinstance(phrase, NounPhrase)
        if not isinstance(group, VerbGroup) or not set(group.lemmas) & self.speech or not self._speaks(phrase):
            return False
        if set(group.lemmas) & _DEMANDING and self._low(j + 1) == "for":
            return False
        for n in range(j + 1, len(self.items)):
            item = self.items[n]
            if isinstance(item, VerbGroup):
                if group.passive and item.form == "inf" and set(item.lemmas) & self.speech:
                    return True
                return item.form not in ("finite", "inf")
            if self._low(n) == "as" and isinstance(after := self._item(n + 1), VerbGroup) and after.form == "ing":
                return True
            if self._tag(n) in ("B",) or self._low(n) == "that":
                return False
            if self._tag(n) in _HARD or self._tag(n) == ",":
                return True
        return True

    def _interposed(self, k: int) -> bool:
        """Whether the phrase at `k` with its verb only says who speaks, in the middle: guards, he said, will leave."""
        phrase, group = self.items[k], self._item(k + 1)
        assert isinstance(phrase, NounPhrase)
        if not isinstance(group, VerbGroup) or not set(group.lemmas) & (self.speech | _DEMANDING):
            return False
        if not self._speaks(phrase):
            return False
        for n in range(k + 2, len(self.items)):
            item = self.items[n]
            if self._tag(n) == ",":
                return any(
                    isinstance(i, VerbGroup) and i.form in ("finite", "past|pp") for i in self.items[n + 1 : n + 12]
                )
            if isinstance(item, VerbGroup) or self._tag(n) in _HARD or self._tag(n) in ("B", "W", "C"):
                return False
        return False

    def _speaks(self, phrase: NounPhrase) -> bool:
        """Whether it can be somebody who says something."""
        token = self.tokens[phrase.head]
        return (
            token.tag in "PO"
            or token.mention is not None
            or not set(token.word.senses)
            or bool(set(token.word.senses) & _SPEAKERS)
        )

    def _attribution(self, k: int, phrase: NounPhrase) -> bool:
        root = self._current_root()
        clause = Clause("say", phrase.start)
        clause.subject = phrase
        self.roots[self.roots.index(root)] = clause
        root.role, root.parent = "that", clause
        clause.inner.append(root)
        self._back[id(clause)] = root
        self.cur = clause
        return True

    # -- verb groups -----------------------------------------------------------------------------------------------

    def _verb_group(self, k: int, group: VerbGroup) -> int:
        if group.form == "finite" and self._inverted(k, group):
            return self._finite(k, group, inverted=True)
        form = group.form
        verb = self.cur.verb
        if form == "past|pp" and self.linked in ("and", "or") and verb is not None and verb.form == "ing" and verb.perfect:
            form = group.form = "ing"
            group.perfect = True
        if form == "past|pp":
            found = verb is not None and verb.passive and verb.end == group.start
            form = "pp" if found or self._reduced_at(k, group) else "finite"
            group.form = form
        if form == "finite":
            return self._finite(k, group)
        if form == "inf":
            return self._infinitive(k, group)
        return self._participle(k, group)

    def _inverted(self, k: int, group: VerbGroup) -> bool:
        """An auxiliary with its subject behind it: had Moscow kept, nor will it pay, have the soldiers gone."""
        head = self.tokens[group.head]
        if head.tag != "X" or group.lemmas == ("be",) and group.tense not in ("past", "pres"):
            return False
        if self.cur.verb is None and isinstance(self.cur.subject, NounPhrase) and self.linked not in (",", "nor"):
            return False
        return self._inversion(k, group)

    def _inversion(self, k: int, group: VerbGroup) -> bool:
        head = self.tokens[group.head]
        if head.tag != "X" or self._tag(k - 1) == "E":
            return False
        j = k + 1
        if not isinstance(self._item(j), NounPhrase):
            return False
        j += 1
        while self._tag(j) in ("R", "I") or (self._tag(j - 1) == "I" and isinstance(self._item(j), NounPhrase)):
            j += 1
        verb = self._item(j)
        if self._tag(j - 1) == "I":
            return False
        if isinstance(verb, VerbGroup) and verb.form == "inf" and head.low == "were":
            return True
        if (
            not isinstance(verb, VerbGroup)
            or verb.start != verb.head
            and self.tokens[verb.start].tag in "XT"
            and self.tokens[verb.start].low not in ("be", "been", "have")
        ):
            return False
        forms = {form for _, form in self.tokens[verb.head].word.verbs}
        modal = head.word.verbs[0][1] == "modal" or head.word.verbs[0][0] == "do"
        return bool(forms & ({"base"} if modal else {"pp", "ing"})) or self.tokens[verb.start].low in ("be", "been")

    def _completes(self, group: VerbGroup) -> bool:
        """Will, after last year's quarrel, drill again: the verb of a modal that stands before an aside."""
        verb = self.cur.verb
        if verb is None or self.tokens[verb.head].tag != "X" or verb.tense not in _MODAL or group.start != group.head:
            return False
        if self.cur.objects or self.tokens[verb.head].word.verbs[0][1] != "modal":
            return False
        return any(form == "base" for _, form in self.tokens[group.head].word.verbs)

    def _finite(self, k: int, group: VerbGroup, inverted: bool = False) -> int:
        if self.comma and self._completes(group):
            verb = self.cur.verb
            assert verb is not None
            verb.lemmas, verb.head, verb.end = group.lemmas, group.head, group.end
            self.linked, self.comma, self.prep, self.last = "", False, "", None
            return k + 1
        linked, comma = self.linked, self.comma
        self.linked, self.comma, self.prep = "", False, ""
        subject: NounPhrase | None = None
        nxt = k + 1
        if inverted:
            subject, group, nxt = self._uninvert(k, group)
        cur = self.cur
        if cur.verb is not None or (inverted and cur.subject is not None):
            cur = self._clause_for(k, group, linked, comma, subject)
        if subject is not None:
            cur.subject = subject
            cur.inverted = True
            if (
                cur.marker in ("", ",")
                and group.tense in ("past", "must", "would")
                and linked not in ("nor", "and")
                and (group.perfect or group.tense in ("must", "would"))
                and self.tokens[group.start].low in ("had", "should", "were")
                and not any(self.tokens[i].low in _NEVER for i in cur.adverbs)
            ):
                cur.marker = "if"
                if cur.role == "and":
                    cur.role = "adv"
                if cur.role == "main":
                    self._conditional(cur)
                elif cur.role == "and":
                    cur.role = "adv"
        if isinstance(cur.parent, Clause) and self._like_now(group, cur, cur.parent):
            group.tense = "pres"
        if cur.role == "and" and self._passive_too(cur, group, nxt):
            before = cur.parent.verb  # type: ignore[union-attr]
            group.passive = True
            if not set(group.lemmas) & self.speech:
                group.tense, group.modal = before.tense, before.modal
                group.perfect, group.progressive = before.perfect, before.progressive
        if self._lets(cur, group):
            cur.role, group.form = "comp", "inf"
        cur.verb = group
        cur.end = group.end
        self.cur = cur
        self.last = None
        return nxt

    def _passive_too(self, clause: Clause, group: VerbGroup, nxt: int) -> bool:
        """Talks have been concluded and the contract signed: the auxiliaries are left out the second time."""
        before = clause.parent if isinstance(clause.parent, Clause) else None
        return (
            before is not None and before.verb is not None and before.verb.passive and group.start == group.head
            and {"past", "pp"} <= {form for _, form in self.tokens[group.head].word.verbs}
            and not isinstance(self._item(nxt), NounPhrase)
        )  # fmt: skip

    def _conditional(self, clause: Clause) -> None:
        """A main clause that turns out to be a condition hangs on a main clause of its own."""
        main = Clause("main", clause.start)
        self.roots[self.roots.index(clause)] = main
        clause.role, clause.parent = "adv", main
        main.inner.append(clause)

    def _uninvert(self, k: int, group: VerbGroup) -> tuple[NounPhrase, VerbGroup, int]:
        subject = self.items[k + 1]
        assert isinstance(subject, NounPhrase)
        j = k + 2
        while not isinstance(self.items[j], VerbGroup):
            item = self.items[j]
            if isinstance(item, NounPhrase):
                subject.links.append((self._low(j - 1), item))
            elif self.tokens[item].tag == "R":  # type: ignore[index]
                group.adverbs.append(int(item))  # type: ignore[call-overload]
            j += 1
        verb = self.items[j]
        assert isinstance(verb, VerbGroup)
        tokens = self.tokens
        whole = VerbGroup(group.start, verb.head, verb.end)
        form = tokens[group.head].word.verbs[0]
        whole.negated = group.negated or verb.negated
        whole.adverbs = group.adverbs + verb.adverbs
        whole.tense, whole.modal = group.tense, group.modal
        whole.perfect = form[0] == "have" or verb.perfect
        whole.passive = verb.passive or (form[0] == "be" and any(f == "pp" for _, f in tokens[verb.head].word.verbs))
        if verb.form == "inf" and form[0] == "be":
            whole.tense, whole.passive = "would", verb.passive
            whole.lemmas = verb.lemmas
            return subject, whole, j + 1
        wanted = "pp" if form[0] in ("have", "be") else "base"
        whole.lemmas = tuple(dict.fromkeys(le for le, f in tokens[verb.head].word.verbs if f == wanted)) or verb.lemmas
        return subject, whole, j + 1

    def _clause_for(self, k: int, group: VerbGroup, linked: str, comma: bool, subject: NounPhrase | None) -> Clause:
        """The clause of a finite verb where the one in hand has its verb."""
        if subject is None and linked in ("and", "or", "then", ",") and (inf := self._infinitive_before(group)) is not None:
            group.form = "inf"
            clause = self._open("and", group.start, inf, linked)
            clause.subject = inf.subject
            return clause
        if subject is None and linked in ("", ",") and self.cur.role == "free" and (outer := self._waiting()) is not None:
            if outer.subject is None:
                outer.subject = self.cur
                return outer
        blocked = linked not in ("", ",")
        if subject is None and not blocked and set(group.lemmas) & self.speech and self._said_by_after(k):
            return self._says(group)
        holder = self._waiting()
        if subject is None and holder is not None and linked not in ("and", "or", "but"):
            return holder
        if subject is not None and holder is not None and holder.subject is None and self.cur.role == "adv":
            return holder
        if linked in ("and", "or", "but", "nor", "yet", ",", "then") or comma or subject is not None:
            beside = self._beside(group) if subject is not None else self._sharing(group, linked)
            if subject is None:
                self._inherit(group, beside)
            clause = self._open("and", group.start, beside, linked)
            clause.subject = beside.subject if subject is None else subject
            clause.antecedent = beside.antecedent
            if beside.role == "rel" or beside.marker in ("if", "unless"):
                clause.marker = beside.marker
            return clause
        if holder is not None:
            return holder
        clause = self._open("that", group.start, self.cur)
        clause.subject = self.cur.objects[-1] if self.cur.objects else self.last
        return clause

    def _like_now(self, group: VerbGroup, clause: Clause, beside: Clause) -> bool:
        """Either it pays up or the guards quit; it is likelier that we quit: a form of present and past in a present."""
        likely = beside.adjective >= 0 and self.tokens[beside.adjective].low in _LIKELY
        if not (clause.role == "and" and clause.marker in ("or", "and")) and not (clause.role == "that" and likely):
            return False
        forms = {form for _, form in self.tokens[group.head].word.verbs}
        verb = beside.verb
        if group.start != group.head or not {"base", "past"} <= forms or verb is None:
            return False
        return verb.form == "finite" and verb.tense == "pres" and not verb.perfect and not verb.progressive

    def _lets(self, clause: Clause, group: VerbGroup) -> bool:
        """Will help Armenia leave: a bare verb of what somebody is let or made to do."""
        above = clause.parent
        if clause.role != "that" or clause.marker or not isinstance(above, Clause) or above.verb is None:
            return False
        base = any(form == "base" for _, form in self.tokens[group.head].word.verbs)
        return base and group.start == group.head and bool(set(above.verb.lemmas) & _LETTING)

    def _sharing(self, group: VerbGroup, linked: str) -> Clause:
        """The clause that a verb without subject stands beside, whose auxiliary it may share: will pack and leave; to
        close the post and leave; has packed and gone."""
        token = self.tokens[group.head]
        forms = {form for lemma, form in token.word.verbs if lemma in group.lemmas}
        alone = all(self.tokens[i].tag in "VR" for i in range(group.start, group.end))
        if not alone or linked not in ("and", "or", "but", ","):
            return self._beside(group)
        clause = self.cur
        while (
            clause.verb is None
            or clause.verb.form not in ("finite", "past|pp", "inf")
            or self._past_condition(clause, group)
        ):
            outer = self._outer(clause)
            if outer is None:
                return clause
            clause = outer
        verb = clause.verb
        if "base" in forms and verb.form == "inf":
            group.form, group.perfect = "inf", False
            return clause
        if "base" in forms and verb.modal:
            group.tense, group.modal = verb.tense, verb.modal
            group.negated = group.negated or (verb.negated and linked == "or")
        elif "pp" in forms and verb.perfect and verb.form == "finite" and not verb.passive:
            group.perfect, group.tense, group.modal, group.form = True, verb.tense, verb.modal, "finite"
        return clause if verb.form != "inf" else self._beside(group)

    def _infinitive_before(self, group: VerbGroup) -> Clause | None:
        """To stop checking passports and go home: a bare verb after "and" goes on the infinitive before it."""
        if group.start != group.head or group.tense != "pres" or group.negated:
            return None
        forms = {form for _, form in self.tokens[group.head].word.verbs}
        if "base" not in forms or forms & {"past", "s"}:
            return None
        clause: Clause | None = self.cur
        while clause is not None:
            if clause.verb is not None and clause.verb.form == "inf":
                return clause
            if clause.verb is not None and clause.verb.form == "finite" and clause.verb.tense in _MODAL_TENSES:
                return None
            clause = self._outer(clause)
        return None

    def _inherit(self, group: VerbGroup, beside: Clause) -> None:
        """Should think and leave, will stop and withdraw: the second verb stands under the modal of the first."""
        first = beside.verb
        if first is None or first.tense not in _MODAL or first.perfect:
            return
        if any(self.tokens[i].tag != "R" for i in range(group.start, group.head)):
            return
        forms = {form for _, form in self.tokens[group.head].word.verbs}
        if "base" in forms and "past" not in forms and self.tokens[group.head].tag == "V":
            group.tense, group.modal = first.tense, first.modal

    def _beside(self, group: VerbGroup) -> Clause:
        """The clause that a coordinated verb stands beside: the nearest finite one, relative ones included."""
        clause = self.cur
        while clause.verb is None or clause.verb.form not in ("finite", "past|pp") or self._past_condition(clause, group):
            outer = self._outer(clause)
            if outer is None:
                return clause
            clause = outer
        return clause

    def _past_condition(self, clause: Clause, group: VerbGroup) -> bool:
        """Would pay if the alliance spelled out its duties, and may quit: no "may" within the condition."""
        return (
            clause.marker in ("if", "unless", "only if", "provided", "as long as")
            and clause.verb is not None
            and clause.verb.tense not in _MODAL
            and group.tense in ("future", "would", "may")
        )

    def _said_by_after(self, k: int) -> bool:
        """Said X, says X: the speaker stands after the verb of speech."""
        if not (k == 0 or self._tag(k - 1) in (",", '"', ";", ":")):
            return False
        j = k + 1
        if self._low(j) == "to" and isinstance(self._item(j + 1), NounPhrase):
            j += 2
        return isinstance(self._item(j), NounPhrase) and not self._verb_follows(j + 1)

    def _says(self, group: VerbGroup) -> Clause:
        root = self._current_root()
        clause = Clause("say", group.start)
        self.roots[self.roots.index(root)] = clause
        root.role, root.parent = "that", clause
        clause.inner.append(root)
        clause.inverted = True
        return clause

    def _infinitive(self, k: int, group: VerbGroup) -> int:
        self.comma = False
        cur = self.cur
        before = self.last
        linked, self.linked, self.prep = self.linked, "", ""
        if before is not None and before.end == group.start and (held := self._told_by(before)) is not before:
            if self._noun_takes_infinitive(held, group):
                clause = self._open("comp", group.start, held)
                self._resume(clause)
                clause.verb, clause.end = group, group.end
                self.cur, self.last = clause, None
                return k + 1
        if cur.verb is None and cur.subject is not None:
            holder = before
            if not self._noun_takes_infinitive(holder, group) and isinstance(cur.subject, NounPhrase):
                holder = cur.subject
            timely = isinstance(cur.subject, NounPhrase) and self.tokens[cur.subject.head].word.noun in _TIMELY
            if timely and self.whose_for is not None and self.whose_for[0] is cur.subject:
                clause = self._open("comp", group.start, cur.subject)  # type: ignore[arg-type]
                clause.subject = self.whose_for[1]
            elif self._noun_takes_infinitive(holder, group) and self._finite_to_come(k + 1):
                clause = self._open("comp", group.start, holder)  # type: ignore[arg-type]
                if self._called_for(before) is holder:
                    clause.subject = before
                self._resume(clause)
            else:
                cur.verb = group
                cur.end = group.end
                self.last = None
                return k + 1
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
            parent = cur
            if linked in ("and", "or", "but", ",", "nor") and cur.verb.form == "inf" and isinstance(cur.parent, Clause):
                parent = cur.parent
            clause = self._open("comp", group.start, parent, "nor" if linked == "nor" else "")
            bound = bool(set(cur.verb.lemmas) & _BOUND_FOR)
            if self.whose_for is not None and before is not None and not bound and self._start_of(before) is self.whose_for[1]:
                if self.tokens[self.whose_for[1].head].word.noun not in _FOR_TIME:
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

    def _taker_of_infinitive(self, before: "NounPhrase | None", group: VerbGroup) -> NounPhrase | None:
        """The noun that an infinitive belongs to: the one before it, or one that this hangs on: pressure from the street
        to close it, a request on Monday to leave."""
        if before is None or before.end != group.start:
            return None
        if self._noun_takes_infinitive(before, group):
            return before
        phrases = [q for _, q in self.cur.links if isinstance(q, NounPhrase)] + self.cur.objects
        for phrase in reversed(phrases):
            under = any(q is before for _, q in phrase.links) or (self.tokens[before.head].tag == "Z" and phrase in self.cur.objects)
            if under and phrase is not before and self._noun_takes_infinitive(phrase, group):
                return phrase
        return None

    def _called_for(self, before: "NounPhrase | None") -> NounPhrase | None:
        """Calls for the soldiers to go, an order for the units to leave: the noun that the infinitive belongs to."""
        if before is None or self.whose_for is None:
            return None
        noun, phrase = self.whose_for
        if noun is None or self._start_of(before) is not phrase:
            return None
        if set(self.tokens[noun.head].word.senses) & _OF_ACTS:
            return noun
        for one in (self.cur.subject, *self.cur.objects):
            if isinstance(one, NounPhrase) and any(q is noun for _, q in one.links):
                return one if set(self.tokens[one.head].word.senses) & _OF_ACTS else None
        return None

    def _start_of(self, phrase: NounPhrase) -> NounPhrase:
        """The phrase that this one hangs on by prepositions: the units (in Kazakhstan) to leave."""
        if self.whose_for is None:
            return phrase
        first = self.whose_for[1]
        inside: list[object] = [first]
        while inside:
            one = inside.pop()
            if one is phrase:
                return first
            if isinstance(one, NounPhrase):
                inside += [q for _, q in one.links] + list(one.also)
        return phrase

    def _noun_takes_infinitive(self, phrase: "NounPhrase | None", group: VerbGroup) -> bool:
        """Order, plan, decision, request, call to …"""
        if phrase is None:
            return False
        token = self.tokens[phrase.head]
        senses = token.word.senses
        if set(senses) & {"op", "agreement", "hope", "notice", "report"} or _takes_infinitive(token.word.noun):
            lemmas = set(self.cur.verb.lemmas) if self.cur.verb is not None else set()
            return not (lemmas & _OBJECT_CONTROL)
        return False

    def _finite_to_come(self, k: int) -> bool:
        for j in range(k, len(self.items)):
            item = self.items[j]
            if isinstance(item, VerbGroup) and item.form in ("finite", "past|pp"):
                if item.form == "finite" or not self._reduced_at(j, item):
                    return True
            if self._tag(j) in _HARD or self._tag(j) in ("B",):
                return False
        return False

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
        if adjacent and group.form == "ing" and cur.verb is not None and set(cur.verb.lemmas) & _PERCEPTION:
            clause = self._open("comp", group.start, cur)
            clause.subject = before
        elif adjacent and self._absolute(k, group, before):
            cur.objects = [p for p in cur.objects if p is not before]
            clause = self._open("adv", group.start, cur, "ing")
            clause.subject = before
        elif adjacent and group.form == "pp" and not self._is_left(group) and (wished := self._wished(before)) is not None:
            clause = self._open("comp", group.start, cur)
            clause.subject = wished
        elif group.form == "ing" and (message := self._message(group)) is not None:
            clause = self._open("rel", group.start, message, group.form)
            clause.antecedent = clause.subject = message
            self._resume(clause)
        elif before is not None and (adjacent or (comma and group.form == "pp" and cur.verb is None)):
            if not adjacent and isinstance(cur.subject, NounPhrase) and self.tokens[cur.subject.head].tag != "Z":
                before = cur.subject
            clause = self._open("rel", group.start, before, group.form)
            clause.antecedent = before
            clause.subject = before
            self._resume(clause)
        elif cur.verb is not None and not comma and self._takes_ing(cur) and group.form == "ing":
            clause = self._open("comp", group.start, cur)
        elif linked in ("and", "or", "nor") and cur.verb is not None and (
            cur.verb.form == group.form or (cur.verb.progressive and group.form == "ing")
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
        if not set(group.lemmas) & _DEMANDING or not isinstance(subject, NounPhrase) or self.cur.verb is None:
            return None
        return subject if self.tokens[subject.head].word.noun in _MESSAGES else None

    def _possessed_gerund(self, k: int, group: VerbGroup, owner: NounPhrase) -> int:
        """No talk of Armenia's coming back; Armenia's leaving the bloc would: a gerund with its subject before it."""
        cur = self.cur
        holder = next((p for p in self.items[:k] if isinstance(p, NounPhrase) and any(q is owner for _, q in p.links)), None)
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

    def _finite_directly(self, k: int) -> bool:
        """A gerund as subject: no comma before the finite verb."""
        for j in range(k + 1, len(self.items)):
            item = self.items[j]
            if isinstance(item, VerbGroup) and item.form in ("finite", "past|pp") and self._tag(j - 1) != "C":
                return True
            if self._tag(j) in _HARD or self._tag(j) in (",", "B"):
                return False
        return False

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
            doer = None if cur.subject is before else cur.subject
        else:
            clause = self._open("link", group.start, cur, prep)
            cur.links.append((prep, clause))
            subject = cur.subject if cur.subject is not before else None
            told = isinstance(subject, NounPhrase) and bool({"op", "agreement"} & set(self.tokens[subject.head].word.senses))
            doer = None if told else subject
        clause.subject = doer
        if cur.verb is not None and set(cur.verb.lemmas) & _OBJECT_GERUND and cur.objects and not cur.verb.passive:
            clause.subject = cur.objects[0]
        clause.verb = group
        clause.end = group.end
        self.cur = clause
        self.last = None
        return k + 1

    # -- openers ---------------------------------------------------------------------------------------------------

    def _subordinate(self, k: int, i: int, low: str) -> None:
        linked, comma = self.linked, self.comma
        self.prep, self.linked = "", ""
        following = self._item(k + 1)
        if low == "that":
            self._that(i)
            return
        cur = self.cur
        if low in ("whether", "if") and cur.verb is None and cur.role in ("adv", "that") and cur.marker in _ASKED_FOR:
            cur.role, cur.marker = "that", "whether"
            clause = cur
        elif low == "whether" and self.cur.verb is None and self.cur.subject is None and not self._verb_before_comma(k + 1):
            return
        elif low in ("whether", "if") and self._asks():
            clause = self._open("that", i, self.cur, "whether")
        elif low in _ASKED_FOR and self._asks() and self.last is None and not cur.links:
            clause = self._open("that", i, cur, "whether")
        elif isinstance(following, VerbGroup) and following.form in ("ing", "past|pp", "pp") and low != "that":
            clause = self._open("adv", i, self.cur, low)
            self._resume(clause)
        else:
            parent = self.cur
            if comma and linked == "," and parent.role in ("comp", "rel", "link"):
                parent = self._finite_above()
            clause = self._open("adv", i, parent, low)
            self._resume(clause) if parent is not self.cur else None
        self.cur = clause
        self.last = None

    def _asks(self) -> bool:
        verb = self.cur.verb
        if verb is None:
            return False
        word = self.tokens[self.cur.adjective].low if self.cur.adjective >= 0 else ""
        return bool(set(verb.lemmas) & _ASKING) or word in ("unclear", "unknown", "uncertain", "unsure")

    def _that(self, i: int) -> None:
        """The content of a verb or noun: said that, the request that."""
        if self.past_date[0] == i and self.past_date[1] is not None:
            dated = self.past_date[1]
            if set(self.tokens[dated.head].word.senses) & {"op", "report", "agreement", "hope", "notice", "paper"}:
                self.last = dated
        behind = self.past_date[0] if self.last is self.past_date[1] and self.last is not None else -1
        if (
            self.last is not None
            and (self.last.end == i or behind == i)
            and self.tokens[self.last.head].tag not in "ZO"
            and (self.cur.verb is None or not self._takes_that(self.last) or self._wish(self.last))
        ):
            clause = self._open("comp", i, self._told_by(self.last), "that")
            self._resume(clause)
        else:
            clause = self._open("that", i, self._taker_of_that(), "that")
        self.cur = clause
        self.last = None

    def _takes_that(self, phrase: NounPhrase) -> bool:
        """Whether the verb in hand, not the noun right before, takes "that": denied on Monday that; not: denied a report
        that."""
        assert self.cur.verb is not None
        lemmas, token = set(self.cur.verb.lemmas), self.tokens[phrase.head]
        if lemmas & self.clausal:
            return True
        told = set(token.word.senses) & _CONTENTS or any((token.word.noun, pos) in rows() for pos in "np")
        return bool(lemmas & self._taking()) and not told

    def _taking(self) -> frozenset[str]:
        """Verbs that take "that": those of saying, also those that say only in a tag, and operators."""
        return self.clausal | self.telling | _take_that()

    def _told_by(self, last: NounPhrase) -> NounPhrase:
        """Word in Ankara that …: over a name of a place the noun that it hangs on."""
        if self.tokens[last.head].kind in ("country", "capital", "place"):
            for item in reversed(self.items):
                if isinstance(item, NounPhrase) and any(q is last for _, q in item.links):
                    return item
        return last

    def _wish(self, phrase: NounPhrase) -> bool:
        """Said no to the wish that they leave: the content of a wish or demand behind a verb that has its object."""
        senses = set(self.tokens[phrase.head].word.senses)
        return bool(self.cur.objects) and self.cur.objects[-1] is not phrase and bool(senses & {"op", "hope"})

    def _taker_of_that(self) -> Clause:
        """The clause that "that" belongs to: the nearest whose verb takes one, over what is interposed; it is untrue that."""
        clause: Clause | None = self.cur
        subject = self.cur.subject
        if isinstance(subject, NounPhrase) and self.tokens[subject.head].low == "it" and self.cur.verb is not None:
            if self.cur.verb.copula and (self.cur.adjective >= 0 or self.cur.predicate is not None):
                return self.cur
        while clause is not None:
            if clause.verb is not None and set(clause.verb.lemmas) & self._taking():
                return clause
            clause = self._outer(clause)
        parent = self.cur
        while parent.verb is None and (outer := self._outer(parent)) is not None:
            parent = outer
        return parent

    def _relative(self, k: int, i: int, low: str) -> None:
        """Who, which, where: a clause on the phrase before; without one a question or what is meant (what people saw)."""
        prep = self.prep
        self.prep, self.linked = "", ""
        if low == "what" or self.last is None:
            clause = self._open("free" if low == "what" else "that", i, self.cur, low)
            clause.question = low.startswith("why")
        else:
            before = self._antecedent(k, low)
            clause = self._open("rel", i, before, low)
            clause.antecedent = before
            if low in ("who", "which", "that"):
                if prep:
                    clause.links.append((prep, before))
                else:
                    clause.subject = before
            elif low in ("where", "when"):
                clause.links.append(("in" if low == "where" else "", self.last))
        self._resume(clause)
        self.cur = clause
        self.last = None

    def _antecedent(self, k: int, low: str) -> NounPhrase:
        """The phrase a pronoun points to: for "who" one of people, for ", which" the one the place belongs to."""
        last = self.last
        assert last is not None
        if low in ("that", "which") and (outer := self._over_date(last)) is not last:
            return self._first_of(outer)
        if low not in ("who", "which") or (low == "which" and self._tag(k - 1) != ","):
            return last
        place = self.tokens[last.head].kind in ("place", "country", "capital") or self.tokens[last.head].tag == "Z"
        if not place and low == "which":
            return last
        if low == "who" and self._speaks(last) and not place:
            return last
        for item in reversed(self.items[:k]):
            if isinstance(item, NounPhrase) and item is not last and any(q is last for _, q in item.links):
                return self._first_of(item)
        return last

    # -- past or participle ----------------------------------------------------------------------------------------

    def _by_somebody(self, k: int) -> bool:
        """Took over the posts held by Russians: whoever does it stands behind "by"."""
        doer = self._item(k + 1)
        if self._low(k) != "by" or not isinstance(doer, NounPhrase):
            return False
        head = self.tokens[doer.head]
        return bool(set(head.word.senses) & {"force", "force?", "human", "state"}) or head.kind in ("country", "force", "person")

    def _reduced_at(self, k: int, group: VerbGroup) -> bool:
        """Whether a form like "located" is a participle beside its noun rather than a verb in the past."""
        before = self._item(k - 1)
        after_comma = self._tag(k - 1) == ","
        if "leave" in group.lemmas and isinstance(before, NounPhrase) and before in self.cur.objects and self.cur.verb is not None:
            if self.cur.verb.lemmas == ("have",) and not isinstance(self._item(k + 1), NounPhrase):
                return True
        if set(group.lemmas) & _NEVER_REDUCED and not self._tag(k + 1) == "I":
            return False
        if "say" in group.lemmas and isinstance(before, NounPhrase) and self.tokens[before.head].tag == "P":
            return False
        if self._object_told(before):
            return False
        if self.tokens[group.start].low == "not" and group.start != group.head and isinstance(before, NounPhrase):
            return True
        if isinstance(before, NounPhrase) and self.cur.verb is not None and self._by_somebody(k + 1):
            return True
        if self._has_object(k + 1) and not set(group.lemmas) & _TWO_OBJECTS and self._may_be_subject(k):
            return False
        cur = self.cur
        if isinstance(before, NounPhrase) and self.tokens[before.head].low in _SUBJECT_PRONOUNS and self._tag(k - 2) != "I":
            return False
        if isinstance(before, NounPhrase) and cur.verb is not None and cur.role == "adv" and cur.verb.form != "finite":
            outer = self._waiting()
            if outer is not None and outer.subject is None and self._comma_before(before, k) and not self._finite_to_come(k + 1):
                return False
        waiting = self._waiting() if cur.verb is not None else None
        if waiting is not None and waiting.subject is not None and isinstance(before, NounPhrase):
            if before is not waiting.subject and not self._finite_to_come(k + 1) and cur.verb.form == "inf":  # type: ignore[union-attr]
                return False
        if self._tag(k - 1) in ("C", "B", "W", "O") or self._low(k - 1) in ("that", "who"):
            return (
                self._low(k - 1) in ("if", "as", "when", "although", "though", "once", "unless")
                and self._tag(k + 1) != ""
                and not isinstance(self._item(k + 1), NounPhrase)
            )
        if isinstance(before, NounPhrase):
            if self.tokens[before.head].low in _NOMINATIVE or self._low(k - 2) in ("that", "which", "whom"):
                return False
            if cur.role == "rel" and cur.marker in ("that", "which", "whom") and self._subject_of(cur, before):
                return False
            if self._contact(k):
                return False
            if self._tag(k - 2) == "I":
                holder = cur if cur.verb is None else self._waiting()
                if holder is None or holder.subject is None:
                    return not (isinstance(self._item(k + 1), NounPhrase) and cur.verb is None and holder is None)
                return self._finite_after(k)
            if cur.verb is None:
                return self._finite_after(k)
            if before in cur.objects or before is cur.predicate or (before is cur.subject and cur.verb is not None):
                if self._waiting() is not None:
                    return self._finite_after(k)
                return self.tokens[before.head].tag != "O"
            return self._finite_after(k)
        holder = cur if cur.verb is None else self._waiting()
        if after_comma and holder is not None and isinstance(holder.subject, NounPhrase):
            return self._finite_to_come(k + 1)
        if k == 0:
            return True
        if after_comma and cur.verb is not None:
            return (
                not self._speechlike(group)
                and (self._tag(k + 1) in ("I", "K") or self._low(k + 1) == "by")
                and (self._waiting() is None)
            )
        return False

    def _object_told(self, before: object) -> bool:
        """The summit that Pashinyan graced: the pronoun is the object, so the phrase before is the subject."""
        cur = self.cur
        return (
            cur.role == "rel"
            and cur.verb is None
            and cur.marker in ("that", "which", "who", "whom")
            and cur.subject is before
            and before is not cur.antecedent
        )

    def _has_object(self, k: int) -> bool:
        """Whether a noun phrase that is no date follows at once: what has an object is no participle in the passive."""
        item = self._item(k)
        if not isinstance(item, NounPhrase) or self.tokens[item.head].tag == "Z":
            return False
        return self._tag(k + 1) not in ("K", "R") or self._low(k + 1) not in ("away", "ago", "earlier", "later", "north")

    def _may_be_subject(self, k: int) -> bool:
        """Whether the phrase before item `k` still waits for a verb."""
        before = self._item(k - 1)
        if not isinstance(before, NounPhrase):
            return False
        holder = self.cur if self.cur.verb is None else self._waiting()
        return holder is not None

    def _comma_before(self, phrase: NounPhrase, k: int) -> bool:
        """Whether a comma stands before the phrase that ends at item `k`, over what hangs on it."""
        j = k - 1
        while j > 0 and (isinstance(self._item(j), NounPhrase) or self._tag(j) == "I"):
            j -= 1
        return self._tag(j) == ","


    def _contact(self, k: int) -> bool:
        """The missiles Armenia bought have arrived: a name right behind a noun, then what it did."""
        noun, name = self._item(k - 2), self._item(k - 1)
        if not isinstance(noun, NounPhrase) or not isinstance(name, NounPhrase) or noun.end != name.start:
            return False
        return self.tokens[noun.head].tag == "N" and self.tokens[name.head].kind in _ACTORS

    def _subject_of(self, clause: Clause, phrase: NounPhrase) -> bool:
        """Whether a phrase ends the subject, still without verb, that opens a relative clause: that Delhi and Yerevan signed."""
        subject = clause.subject
        if clause.verb is not None or not isinstance(subject, NounPhrase) or subject is clause.antecedent:
            return False
        return phrase is subject or phrase in subject.also

    def _speechlike(self, group: VerbGroup) -> bool:
        return bool(set(group.lemmas) & self.speech)

    def _finite_after(self, k: int) -> bool:
        """Whether a further verb follows that has the same subject: posts located in A will close."""
        comma = -1
        for j in range(k + 1, len(self.items)):
            item = self.items[j]
            comma = j if self._tag(j) == "," else comma
            if isinstance(item, VerbGroup):
                if item.form not in ("finite", "past|pp"):
                    if item.form == "inf":
                        return False
                    continue
                before = self._item(j - 1)
                if comma > 0 and self._own_subject(comma + 1, j):
                    return False
                if isinstance(before, NounPhrase):
                    return (
                        self._tag(j - 2) == "I"
                        or self.tokens[before.head].tag == "Z"
                        or (self._tag(j - 2) == "C" and self._in_list(j - 2))
                    )
                if self._tag(j - 1) == "," and self._between_commas(k):
                    return True
                return self._tag(j - 1) not in ("C", ",", "B", "W") and not (self._low(j - 1) == "that")
            if self._tag(j) in _HARD or self._tag(j) in ("B", "W"):
                return False
        return False

    def _own_subject(self, k: int, verb: int) -> bool:
        """Whether a phrase right behind a comma, with its links, is the subject of the verb at `verb`."""
        if self._tag(k - 2) == "Z" or not isinstance(self._item(k), NounPhrase):
            return False
        j = k + 1
        while self._tag(j) == "I" and isinstance(self._item(j + 1), NounPhrase):
            j += 2
        return j == verb and self.cur.marker in ("when", "where", "after", "before", "while", "as", "since", "once", "if")

    def _between_commas(self, k: int) -> bool:
        """Whether item `k` stands in an aside: PACE, in a text adopted on Monday, invited …"""
        subject = self.cur.subject if self.cur.verb is None else None
        if not isinstance(subject, NounPhrase):
            return False
        for j in range(k - 1, -1, -1):
            if self._tag(j) == ",":
                return True
            if self.items[j] is subject:
                return False
        return False

    def _in_list(self, k: int) -> bool:
        """An "and" between phrases behind a preposition: in A, B and C."""
        j = k - 1
        while isinstance(self._item(j), NounPhrase) and self._tag(j - 1) == ",":
            j -= 2
        return isinstance(self._item(j), NounPhrase) and self._tag(j - 1) == "I"


_EXISTING = frozenset({"remain", "stay", "exist", "stand", "linger", "live", "serve", "sit"})
_TELLING_OF = frozenset({"notify", "inform", "warn", "accuse", "remind", "assure", "rid", "strip", "deprive", "apprise"})
_NAMING = frozenset({"call", "brand", "label", "deem", "term", "dub", "consider", "declare", "pronounce"})
_ELLIPTICAL = frozenset({"if", "unless", "when", "while", "once", "although", "though", "until", "as"})
_MODAL = frozenset({"future", "would", "may", "must", "can"})
_ACTORS = frozenset({"country", "capital", "person", "organisation", "firm", "metonym"})
_NOMINATIVE = frozenset({"we", "they", "he", "she", "i", "it", "who"})
_DEMANDING = frozenset({"demand", "warn", "threaten", "promise", "vow", "order", "suggest", "propose", "ask", "urge"})
_TIMES = frozenset({"day", "week", "month", "year", "hour", "time", "moment", "night", "morning", "evening", "decade"})
_ACTING = frozenset({"person", "capital", "country", "metonym", "outlet", "organisation"})
_SPEAKERS = frozenset(
    {
        "human",
        "state",
        "state?",
        "parliament",
        "party",
        "force",
        "force?",
        "civilian",
        "report",
        "envoy",
        "attache",
        "firm",
        "member",
        "fellow",
        "post",
        "bloc",
        "bloc?",
        "mission",
    }
)
_OF_ACTS = frozenset({"op", "agreement", "hope", "notice", "plan"})
_OBJECT_CONTROL = frozenset({"ask", "order", "urge", "tell", "force", "allow", "invite", "instruct", "want", "press"})
_PERCEPTION = frozenset({"see", "show", "find", "watch", "spot", "film", "keep", "leave", "catch"})
_TAKES_ING = frozenset(
    {
        "begin",
        "start",
        "stop",
        "finish",
        "continue",
        "keep",
        "consider",
        "avoid",
        "resume",
        "cease",
        "suggest",
        "propose",
        "recommend",
        "oppose",
        "discuss",
        "deny",
        "quit",
        "end",
        "mull",
        "favour",
        "mean",
        "involve",
        "delay",
        "postpone",
        "risk",
        "admit",
        "exclude",
        "contemplate",
        "envisage",
        "rule",
        "reject",
        "refuse",
        "dismiss",
        "plan",
        "justify",
        "face",
        "debate",
        "advocate",
        "support",
        "back",
        "resist",
        "weigh",
    }
)
_ASKING = frozenset(
    {
        "ask",
        "wonder",
        "decide",
        "know",
        "say",
        "see",
        "doubt",
        "discuss",
        "consider",
        "clarify",
        "specify",
        "confirm",
        "tell",
        "check",
        "learn",
        "reveal",
        "disclose",
        "determine",
        "depend",
    }
)
_TWO_OBJECTS = frozenset(
    [
        "give", "send", "offer", "pay", "hand", "grant", "award", "owe", "tell", "show", "teach", "call", "name", "dub",
        "deem", "consider", "codename", "title", "label", "appoint", "elect", "ask", "leave", "allow", "deny", "promise",
        "cost", "charge", "allocate", "lend", "serve", "label", "make", "keep", "term", "declare", "code-name",
    ]
)  # fmt: skip
_BOUND_FOR = frozenset({"leave", "depart", "head", "set", "embark", "sail", "fly", "travel", "bind", "make"})
_LETTING = frozenset({"let", "make", "help", "watch"})
_NEVER_REDUCED = frozenset({"leave", "say", "tell", "begin", "go", "come", "become", "remain", "get", "let"})

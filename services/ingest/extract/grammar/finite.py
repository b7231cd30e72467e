"""Pass 7f. Finite verbs, inversions, conditions without "if": the clause each belongs to."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.grammar.shared_auxiliaries import SharedAuxiliaries
from services.ingest.extract.words.bare_verbs import LETTING
from services.ingest.extract.words.word_sets import word_set

_NEVER = word_set("axes.never")
_LIKELY = word_set("clauses.likely")
_ECHOING = frozenset({"so", "neither", "nor", "as"})


class Finite(SharedAuxiliaries):
    """Verbs that a clause stands on."""

    def _inverted(self, k: int, group: VerbGroup) -> bool:
        """An auxiliary with its subject behind it: had Moscow kept, nor will it pay, have the soldiers gone."""
        head = self.tokens[group.head]
        if head.tag != "X" or (group.lemmas == ("be",) and group.tense not in ("past", "pres")):
            return False
        if self.cur.verb is None and isinstance(self.cur.subject, NounPhrase) and self.linked not in (",", "nor"):
            return False
        return self._inversion(k, group)

    def _echoes(self, verb: VerbGroup) -> bool:
        """So did Tokayev, nor will Pashinyan, as have the others: an auxiliary alone before its subject."""
        token = self.tokens[verb.head]
        alone = token.tag == "X" and verb.start == verb.head and verb.head > 0
        return alone and self.tokens[verb.head - 1].low in _ECHOING

    def _completes(self, group: VerbGroup) -> bool:
        """Will, after last year's quarrel, drill again; has since May turned: the verb of an auxiliary that stands
        before an aside."""
        cur, verb = self.cur, self.cur.verb
        if verb is None or self.tokens[verb.head].tag != "X" or cur.objects or cur.predicate is not None:
            return False
        if not (self.comma or cur.links) or self.linked not in ("", ","):
            return False
        forms = self.tokens[group.start].word.forms
        if verb.lemmas == ("have",) and not verb.modal:
            return "pp" in forms
        return self.tokens[verb.head].word.verbs[0][1] == "modal" and group.start == group.head and "base" in forms

    def _complete(self, k: int, group: VerbGroup) -> int:
        """Give the auxiliary in hand its verb."""
        verb = self.cur.verb
        assert verb is not None
        verb.perfect = verb.perfect or verb.lemmas == ("have",)
        verb.lemmas, verb.head, verb.end, verb.passive = group.lemmas, group.head, group.end, group.passive
        verb.negated, verb.adverbs = verb.negated or group.negated, verb.adverbs + group.adverbs
        self.linked, self.comma, self.prep, self.last = "", False, "", None
        return k + 1

    def _finite(self, k: int, group: VerbGroup, inverted: bool = False) -> int:
        linked, comma = self.linked, self.comma
        self.linked, self.comma, self.prep = "", False, ""
        subject: NounPhrase | None = None
        nxt = k + 1
        if inverted:
            subject, group, nxt = self._uninvert(k, group)
        elif (supposed := self._supposed(k, group)) is not None:
            subject, nxt = supposed, k + 2
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
                and (group.perfect or group.tense in ("must", "would") or self._would_follow(nxt))
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
            assert before is not None
            group.passive = True
            group.tense, group.modal = before.tense, before.modal
            group.perfect, group.progressive = before.perfect, before.progressive
        elif cur.role == "and" and self._wished_too(cur, group, nxt):
            cur.role, group.form = "comp", "pp"
        elif cur.role == "and" and self._to_be_too(cur, group, nxt):
            cur.role, group.form, group.tense, group.passive = "comp", "inf", "pres", True
        if self._lets(cur, group):
            cur.role, group.form = "comp", "inf"
        cur.verb = group
        cur.end = group.end
        self.cur = cur
        self.last = None
        return nxt

    def _supposed(self, k: int, group: VerbGroup) -> NounPhrase | None:
        """The subject of a condition told by inversion: were the guards still there, it would be safe."""
        subject, cur = self._item(k + 1), self.cur
        opens = cur.verb is None and cur.subject is None and not cur.links
        if not opens or self.tokens[group.start].low != "were" or not isinstance(subject, NounPhrase):
            return None
        return subject if group.copula and self._would_follow(k + 2) else None

    def _would_follow(self, k: int) -> bool:
        """Whether what would be then is told from item `k` on; a question tells nothing."""
        follows = any(isinstance(item, VerbGroup) and item.tense == "would" for item in self.items[k:])
        return follows and self.tokens[-1].low != "?"

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
            elif isinstance(item, int) and self.tokens[item].tag == "R":
                group.adverbs.append(item)
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
        whole.passive = verb.passive or (form[0] == "be" and "pp" in tokens[verb.head].word.forms)
        if verb.form == "inf" and form[0] == "be":
            whole.tense, whole.passive = "would", verb.passive
            whole.lemmas = verb.lemmas
            return subject, whole, j + 1
        wanted = "pp" if form[0] in ("have", "be") else "base"
        whole.lemmas = tuple(dict.fromkeys(le for le, f in tokens[verb.head].word.verbs if f == wanted)) or verb.lemmas
        return subject, whole, j + 1

    def _clause_for(self, k: int, group: VerbGroup, linked: str, comma: bool, subject: NounPhrase | None) -> Clause:
        """The clause of a finite verb where the one in hand has its verb."""
        if (
            subject is None
            and linked in ("and", "or", "then", ",")
            and (inf := self._infinitive_before(group)) is not None
        ):
            group.form = "inf"
            clause = self._open("and", group.start, inf, linked)
            clause.subject = inf.subject
            return clause
        if (
            subject is None
            and linked in ("", ",")
            and self.cur.role == "free"
            and (outer := self._waiting()) is not None
        ) and outer.subject is None:
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
            if subject is None and set(group.lemmas) & self.speech and self._low(k + 1) == "that":
                beside = self._said_above(beside)
            if subject is None:
                self._inherit(group, beside)
                above = beside.verb
                group.negated = group.negated or (above is not None and above.negated and linked in ("or", "nor"))
                group.negated = group.negated or self._neither(group)
            clause = self._open("and", group.start, beside, linked)
            clause.subject = beside.subject if subject is None else subject
            clause.antecedent = beside.antecedent
            if beside.role == "rel" or beside.marker in ("if", "unless"):
                clause.marker = beside.marker
            return clause
        if holder is not None:
            return holder
        saying = self._outer(self.cur)
        if saying is not None and (noun := self._noun_said_of()) is not None:
            saying.objects.remove(noun)
            clause = self._open("that", noun.start, saying)
            clause.subject = noun
            return clause
        clause = self._open("that", group.start, self.cur)
        clause.subject = self.cur.objects[-1] if self.cur.objects else self.last
        return clause

    def _neither(self, group: VerbGroup) -> bool:
        """Staying is not planned, and neither is leaving it: what stands behind the auxiliary is not planned too."""
        return group.start > 0 and self.tokens[group.start - 1].low == "neither"

    def _said_above(self, clause: Clause) -> Clause:
        """Confirmed that they would go but stressed that: the second verb of saying stands beside the first."""
        outer = clause
        while outer.role in ("that", "comp", "and") and isinstance(outer.parent, Clause):
            outer = outer.parent
            if outer.verb is not None and set(outer.verb.lemmas) & self.speech:
                return outer
        return clause

    def _like_now(self, group: VerbGroup, clause: Clause, beside: Clause) -> bool:
        """Either it pays up or the guards quit; it is likelier that we quit: a form of present and past in a
        present."""
        likely = beside.adjective >= 0 and self.tokens[beside.adjective].low in _LIKELY
        if not (clause.role == "and" and clause.marker in ("or", "and")) and not (clause.role == "that" and likely):
            return False
        forms = self.tokens[group.head].word.forms
        verb = beside.verb
        if group.start != group.head or not {"base", "past"} <= forms or verb is None:
            return False
        return verb.form == "finite" and verb.tense == "pres" and not verb.perfect and not verb.progressive

    def _lets(self, clause: Clause, group: VerbGroup) -> bool:
        """Will help Armenia leave: a bare verb of what somebody is let or made to do."""
        above = clause.parent
        if clause.role != "that" or clause.marker or not isinstance(above, Clause) or above.verb is None:
            return False
        base = "base" in self.tokens[group.head].word.forms
        return base and group.start == group.head and bool(set(above.verb.lemmas) & LETTING)

    def _said_by_after(self, k: int) -> bool:
        """Said X, says X: the speaker stands after the verb of speech."""
        if not (k == 0 or self._tag(k - 1) in (",", '"', ";", ":")):
            return False
        j = k + 1
        if self._low(j) == "to" and isinstance(self._item(j + 1), NounPhrase):
            j += 2
        return isinstance(self._item(j), NounPhrase) and not self._verb_follows(j + 1)

"""Pass 7f. Verbs that share the auxiliaries of the one before them."""

from services.ingest.extract.grammar.clause import Clause
from services.ingest.extract.grammar.phrase import NounPhrase, VerbGroup
from services.ingest.extract.grammar.subjects import WISHED_DONE, Subjects
from services.ingest.extract.grammar.walk import MODAL


class SharedAuxiliaries(Subjects):
    """A second verb: under the auxiliary, the infinitive, the wish of the first."""

    def _passive_too(self, clause: Clause, group: VerbGroup, nxt: int) -> bool:
        """Talks have been concluded and the contract signed: the auxiliaries are left out the second time."""
        before = clause.above()
        if before is None or before.verb is None or not before.verb.passive or self._speechlike(group):
            return False
        return self._bare_participle(group, nxt)

    def _to_be_too(self, clause: Clause, group: VerbGroup, nxt: int) -> bool:
        """Posts are to be closed and the men sent home: the second participle stands under the same infinitive."""
        verb = self._comp_before(clause)
        return verb is not None and verb.form == "inf" and verb.passive and self._bare_participle(group, nxt)

    def _perfect_again(self, group: VerbGroup) -> bool:
        """Has neither sold nor given: a second participle under the same auxiliary."""
        verb = self.cur.verb
        if verb is None or self.prep or group.start != group.head or self.linked not in ("and", "or", "nor"):
            return False
        return verb.form == "finite" and verb.perfect and not verb.passive

    def _wished_too(self, clause: Clause, group: VerbGroup, nxt: int) -> bool:
        """Wants the lease ended and its troops sent home: a second participle that is wished."""
        verb = self._comp_before(clause)
        if verb is None:
            return False
        asked = verb.form == "inf" and bool(set(verb.lemmas) & WISHED_DONE)
        return (asked or verb.form == "pp") and self._bare_participle(group, nxt)

    def _comp_before(self, clause: Clause) -> VerbGroup | None:
        """The verb of the complement that stands before `clause` under the same verb."""
        above = clause.above()
        before = next((c for c in reversed(above.inner) if c is not clause), None) if above is not None else None
        return before.verb if before is not None and before.role == "comp" else None

    def _bare_participle(self, group: VerbGroup, nxt: int) -> bool:
        """A word alone that can be a past form or a participle, with no object behind it at item `nxt`."""
        both = {"past", "pp"} <= self.tokens[group.head].word.forms
        return both and group.start == group.head and not isinstance(self._item(nxt), NounPhrase)

    def _sharing(self, group: VerbGroup, linked: str) -> Clause:
        """The clause that a verb without subject stands beside, whose auxiliary it may share: will pack and leave; to
        close the post and be gone; has packed and gone."""
        token = self.tokens[group.head]
        forms = {form for lemma, form in token.word.verbs if lemma in group.lemmas}
        alone = all(self.tokens[i].tag in "VR" for i in range(group.start, group.end))
        if self.tokens[group.start].low == "be":
            forms, alone = {"base"}, True
        if not alone or linked not in ("and", "or", "but", "nor", ","):
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
            group.form, group.perfect, group.tense, group.modal = "inf", False, verb.tense, verb.modal
            return clause
        if "base" in forms and verb.modal:
            group.tense, group.modal = verb.tense, verb.modal
        elif "pp" in forms and verb.perfect and verb.form == "finite" and not verb.passive:
            group.perfect, group.tense, group.modal, group.form = True, verb.tense, verb.modal, "finite"
        return clause if verb.form != "inf" else self._beside(group)

    def _inherit(self, group: VerbGroup, beside: Clause) -> None:
        """Should think and leave, will stop and withdraw: the second verb stands under the modal of the first."""
        first = beside.verb
        if first is None or first.tense not in MODAL or first.perfect:
            return
        if any(self.tokens[i].tag != "R" for i in range(group.start, group.head)):
            return
        forms = self.tokens[group.head].word.forms
        if "base" in forms and "past" not in forms and self.tokens[group.head].tag == "V":
            group.tense, group.modal = first.tense, first.modal

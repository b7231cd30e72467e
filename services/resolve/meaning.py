"""What a claim means for presence: one table from event type to what it asserts."""

from dataclasses import dataclass
from typing import Literal

from events.claims import Claim
from services.resolve.conclusions import Plan, Stage, Status

Presupposes = Literal["always", "unless done", "unless told", "never"]
Denial = Literal["observes present", "disputes presence", "denies the plan"]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the type of a claim means, before its axes are looked at.

    `becomes`: the state an actual one sets. `observes`: that the force is there. `plan`: what a planned one plans.
    `presupposes`: when it takes for granted that the force is there: "always", "unless done" (not when the thing
    has happened, or may have), "unless told" (not when presence itself is what it asserts or denies), "never".
    """

    becomes: Status | None = None
    observes: bool = False
    plan: tuple[Plan, Stage] | None = None
    presupposes: Presupposes = "never"
    denied: Denial | None = None


def _planned(plan: Plan, stage: Stage, *, deniable: bool = True) -> Meaning:
    return Meaning(plan=(plan, stage), presupposes="always", denied="denies the plan" if deniable else None)


MEANING: dict[str, Meaning] = {
    "PresenceReported": Meaning(observes=True, denied="disputes presence"),
    "PresenceToContinue": Meaning(observes=True, presupposes="unless told", denied="disputes presence"),
    "DeploymentAnnounced": Meaning(plan=("deployment", "announced"), denied="denies the plan"),
    "DeploymentCompleted": Meaning(becomes="present", plan=("deployment", "announced"), denied="disputes presence"),
    "ForceReinforced": Meaning(presupposes="always"),
    "ForceReduced": Meaning(presupposes="always"),
    "RotationReported": Meaning(presupposes="always"),
    "WithdrawalProposed": Meaning(presupposes="always"),
    "WithdrawalThreatened": Meaning(presupposes="always"),
    "WithdrawalRequested": _planned("withdrawal", "requested"),
    "WithdrawalAgreed": _planned("withdrawal", "agreed"),
    "WithdrawalAnnounced": _planned("withdrawal", "announced"),
    "WithdrawalOrdered": _planned("withdrawal", "ordered"),
    "WithdrawalRefused": _planned("withdrawal", "refused", deniable=False),
    "WithdrawalPostponed": _planned("withdrawal", "postponed", deniable=False),
    "WithdrawalCancelled": _planned("withdrawal", "cancelled", deniable=False),
    "WithdrawalBegun": Meaning(becomes="withdrawing", plan=("withdrawal", "announced"), presupposes="always"),
    "WithdrawalCompleted": Meaning(
        becomes="withdrawn",
        plan=("withdrawal", "announced"),
        presupposes="unless done",
        denied="observes present",
    ),
    "ControlHandoverAgreed": _planned("handover", "agreed"),
    "ControlHandoverCompleted": Meaning(
        becomes="handed_over", plan=("handover", "announced"), presupposes="unless done"
    ),
    "JointDeploymentAgreed": _planned("joint_guarding", "agreed"),
    "JointDeploymentBegun": Meaning(
        becomes="present_joint", plan=("joint_guarding", "announced"), presupposes="always"
    ),
}
"""Types that are not here (BasingTermsChanged, engagements, arms, speech …) are listed and decide nothing."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What one claim asserts, its axes looked at. All empty: the claim is listed only, `why` says for what reason."""

    becomes: Status | None = None
    observes: bool = False
    disputes: bool = False
    presupposes: bool = False
    plan: tuple[Plan, Stage] | None = None
    plan_denied: bool = False
    why: str = ""

    @property
    def acts(self) -> bool:
        return bool(self.becomes or self.observes or self.disputes or self.presupposes or self.plan)


def sense_of(claim: Claim) -> Sense:
    """What `claim` asserts about the presence of its force.

    Only an actual claim that is certain or probable sets, observes or disputes a state; only a planned or actual one
    of that certainty sets or denies a plan; a presupposition asks only that the claim is not counterfactual.
    """
    meaning = MEANING.get(claim.type)
    if meaning is None:
        return Sense(why=f"listed: {claim.type} decides nothing on presence")
    if claim.realis == "counterfactual":
        return Sense(why="listed: counterfactual")
    sure = claim.certainty in ("certain", "probable")
    actual, affirmed = claim.realis == "actual", claim.polarity == "affirmed"
    told = sure and actual
    states = meaning.becomes is not None or meaning.observes
    return Sense(
        becomes=meaning.becomes if told and affirmed else None,
        observes=told and (meaning.observes if affirmed else meaning.denied == "observes present"),
        disputes=told and not affirmed and meaning.denied == "disputes presence",
        presupposes=_presupposed(meaning, claim, sure=sure),
        plan=meaning.plan if _plans(claim, meaning, sure=sure, states=states) else None,
        plan_denied=not affirmed,
        why=_why_listed(claim, sure=sure),
    )


def _plans(claim: Claim, meaning: Meaning, *, sure: bool, states: bool) -> bool:
    """A type that states something done plans only where `planned`; a denial of it denies no plan."""
    if not sure or claim.realis not in ("planned", "actual"):
        return False
    if states:
        return claim.realis == "planned" and claim.polarity == "affirmed"
    return claim.polarity == "affirmed" or meaning.denied == "denies the plan"


def _presupposed(meaning: Meaning, claim: Claim, *, sure: bool) -> bool:
    if meaning.presupposes == "unless told":
        return claim.realis != "actual"
    if meaning.presupposes == "unless done":
        return claim.realis != "actual" or (claim.polarity == "denied" and sure)
    return meaning.presupposes == "always"


def _why_listed(claim: Claim, *, sure: bool) -> str:
    axes: list[str] = [claim.realis] if claim.realis != "actual" else []
    axes += [claim.certainty] if not sure else []
    axes += ["denied"] if claim.polarity == "denied" else []
    return f"listed: {' and '.join(axes)} only" if axes else f"listed: {claim.type} decides nothing on presence"

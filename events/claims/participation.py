"""What a member does in an organisation, short of leaving it."""

from typing import Literal

from events.claims.base import Claim


class ParticipationFrozen(Claim):
    """A member suspends its part in the organisation. It stays a member."""

    stored_as = "participation-frozen.v1"
    effect = "facet"
    type: Literal["ParticipationFrozen"] = "ParticipationFrozen"


class ParticipationLimited(Claim):
    """A member does less: a post, a council, a document, "activities"."""

    stored_as = "participation-limited.v1"
    effect = "facet"
    type: Literal["ParticipationLimited"] = "ParticipationLimited"


class ParticipationResumed(Claim):
    """A member takes part again."""

    stored_as = "participation-resumed.v1"
    effect = "facet"
    type: Literal["ParticipationResumed"] = "ParticipationResumed"


class FundingStopped(Claim):
    """A member pays no dues."""

    stored_as = "funding-stopped.v1"
    effect = "facet"
    type: Literal["FundingStopped"] = "FundingStopped"


class FundingResumed(Claim):
    """A member pays dues again."""

    stored_as = "funding-resumed.v1"
    effect = "facet"
    type: Literal["FundingResumed"] = "FundingResumed"


class SummitSkipped(Claim):
    """A member stays away from a summit."""

    stored_as = "summit-skipped.v1"
    effect = "facet"
    type: Literal["SummitSkipped"] = "SummitSkipped"


class SummitAttended(Claim):
    """A member attends a summit."""

    stored_as = "summit-attended.v1"
    effect = "facet"
    type: Literal["SummitAttended"] = "SummitAttended"


class ExerciseSkipped(Claim):
    """A member stays away from an exercise, or refuses to host it."""

    stored_as = "exercise-skipped.v1"
    effect = "facet"
    type: Literal["ExerciseSkipped"] = "ExerciseSkipped"


class ExerciseJoined(Claim):
    """A member joins or hosts an exercise."""

    stored_as = "exercise-joined.v1"
    effect = "facet"
    type: Literal["ExerciseJoined"] = "ExerciseJoined"


class MembershipAffirmed(Claim):
    """Member or organisation says that membership holds."""

    stored_as = "membership-affirmed.v1"
    effect = "facet"
    type: Literal["MembershipAffirmed"] = "MembershipAffirmed"

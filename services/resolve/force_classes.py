"""Force classes: which kinds of men are one subject."""

from events.record import Force, ForceType

GENERIC = "unspecified"
"""The class of "troops", "forces", "units" and of those whose kind nobody told."""

CLASS_OF: dict[ForceType, str] = {
    "border_guards": "border_guards",
    "peacekeepers": "peacekeepers",
    "base_garrison": "military",
    "air_force": "military",
    "military_police": "military",
    "troops": GENERIC,
    "unspecified": GENERIC,
    "fsb_other": "fsb_other",
    "observers": "observers",
    "advisers": "advisers",
    "civilian_mission": "civilian_mission",
    "private_military": "private_military",
}


def owner_and_class(force: Force) -> tuple[str | None, str]:
    """Owner and class of a force; owner None and class GENERIC are what a claim leaves open."""
    return force.owner, CLASS_OF[force.type]


def compatible(one: tuple[str | None, str], other: tuple[str | None, str]) -> bool:
    """Whether two (owner, class) may be the same men, what is left open fitting all."""
    return (one[0] is None or other[0] is None or one[0] == other[0]) and (
        one[1] == other[1] or GENERIC in (one[1], other[1])
    )


def fits(one: Force, other: Force) -> bool:
    """Whether two forces as told may be the same men."""
    return compatible(owner_and_class(one), owner_and_class(other))

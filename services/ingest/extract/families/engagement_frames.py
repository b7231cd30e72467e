"""The frames of engagements: kind, and how each is told."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shape:
    """How a frame is read: the kind of engagement, whether it is less of it, whether its object is where it happens,
    and whether it happens where somebody goes "to"."""

    kind: str
    less: bool = False
    at_object: bool = False
    towards: bool = False


FRAMES = {
    "E-VISIT": Shape("visit", at_object=True, towards=True),
    "E-RETURN": Shape("visit"),
    "E-TRIP": Shape("visit", towards=True),
    "E-HOST": Shape("visit"),
    "E-VISITN": Shape("visit", towards=True),
    "E-MEET": Shape("talks"),
    "E-MEETN": Shape("talks"),
    "E-SEE": Shape("talks"),
    "E-DISCUSS": Shape("talks"),
    "E-CALL": Shape("talks"),
    "E-DRILL": Shape("drill"),
    "E-DRILLIN": Shape("drill", towards=True),
    "E-DRILLN": Shape("drill"),
    "E-DRILLOUT": Shape("drill", less=True),
    "E-LESS": Shape("", less=True),
    "E-POST": Shape("attache", towards=True),
    "E-UNPOST": Shape("attache", less=True, towards=True),
    "E-ACCORD": Shape("agreement"),
    "E-ACCORDN": Shape("agreement"),
    "E-TRAIN": Shape("training"),
    "E-STUDY": Shape("training", towards=True),
    "E-SENDOFF": Shape("training", towards=True),
    "E-UNTRAIN": Shape("training", less=True),
    "E-COURSE": Shape("training"),
    "E-TRAINN": Shape("training"),
    "E-ADVISE": Shape("mission"),
    "E-MISSION": Shape("mission", towards=True),
    "E-AID": Shape("aid"),
    "E-AIDIN": Shape("aid"),
    "E-AIDN": Shape("aid"),
    "E-AIDCOME": Shape("aid"),
    "E-FUND": Shape("aid"),
    "E-UNAID": Shape("aid", less=True),
    "E-UNCOOP": Shape("", less=True),
    "E-CUT": Shape("", less=True),
    "E-AGENDA": Shape(""),
    "E-DRAFT": Shape("agreement"),
    "E-GRANT": Shape("aid"),
    "E-PROMISE": Shape("aid"),
    "E-ATTEND": Shape("visit"),
    "E-BEIN": Shape("visit"),
    "E-AWAIT": Shape("visit", towards=True),
    "E-FEWER": Shape("training", less=True),
}

"""Query parameters, taken strictly: none that the address does not have, none twice that has one value."""

from typing import Any, get_origin

from fastapi import Request
from pydantic import BaseModel

from services.api.problems import Fault, ProblemError, did_you_mean, near


async def only_known_parameters(request: Request) -> None:
    """Refuse a misspelt or repeated parameter: an answer to another question is worse than none.

    No coroutine for what it waits for: anything else FastAPI would hand to a thread and back.
    """
    takes = _taken(request)
    given = [name for name, _ in request.query_params.multi_items()]
    faults = [_no_such(name, takes) for name in dict.fromkeys(given) if name not in takes]
    for name in dict.fromkeys(given):
        if given.count(name) > 1 and takes.get(name) is False:
            faults.append(Fault(f"{name}: given {given.count(name)} times, takes one value", parameter=name))
    if faults:
        raise ProblemError("invalid-parameter", "; ".join(fault.detail for fault in faults), *faults)


def _no_such(name: str, takes: dict[str, bool]) -> Fault:
    guess = did_you_mean(near(name, {parameter: parameter for parameter in takes}))
    rest = f"It takes {', '.join(takes)}." if takes else "It takes none."
    return Fault(f"{name}: there is no such parameter here.{guess} {rest}", parameter=name)


def _taken(request: Request) -> dict[str, bool]:
    """Names of the parameters that the addressed route takes, each with whether it may be repeated."""
    dependant = getattr(request.scope.get("route"), "dependant", None)
    taken: dict[str, bool] = {}
    for field in dependant.query_params if dependant is not None else ():
        annotation: Any = field.field_info.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            for name, parameter in annotation.model_fields.items():
                taken[parameter.alias or name] = get_origin(parameter.annotation) is list
        else:
            taken[field.alias] = get_origin(annotation) is list
    return taken

"""Answers made ready to send in the thread that found them."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from fastapi import Response
from pydantic import BaseModel

from services.api.revalidation import JSON

P = ParamSpec("P")


def written(answer: Callable[P, BaseModel]) -> Callable[P, Response]:
    """The same endpoint, documented as the same, with its answer as JSON already.

    Left to FastAPI an answer goes to another thread to be checked once more, and is written on the one thread that
    takes all requests.
    """

    @wraps(answer)
    def write(*args: P.args, **kwargs: P.kwargs) -> Response:
        return Response(answer(*args, **kwargs).model_dump_json(by_alias=True), media_type=JSON)

    return write

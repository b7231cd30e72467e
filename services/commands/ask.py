"""The API as the command line asks it."""

import json
import time
from collections.abc import Iterator
from typing import Any, Self

import httpx

from services.stack.errors import FAILED, NOT_FOUND, UNAVAILABLE, USAGE, StackError

POLL_SECONDS = 0.02
PAGE = 500


class Answers:
    """A connection to the API. Problems become StackError with the exit code that fits."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._client = httpx.Client(base_url=address, timeout=60, trust_env=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def get(self, path: str, parameters: dict[str, Any] | None = None) -> dict[str, Any]:
        """One document. `parameters` that are None are left out."""
        wanted = {name: value for name, value in (parameters or {}).items() if value is not None}
        try:
            answer = self._client.get(path, params=wanted)
        except httpx.HTTPError as error:
            raise StackError(f"the API at {self._address} does not answer: {error}", UNAVAILABLE) from error
        if answer.is_success:
            return dict(answer.json())
        raise _failure(answer)

    def whole(self, path: str, parameters: dict[str, Any], limit: int | None = PAGE) -> dict[str, Any]:
        """A list with the rows of all its pages, each of at most `limit` rows where the list takes one.

        All pages are of one position, unless positions are what is compared.
        """
        answer = self.get(path, {**parameters, "limit": limit})
        pinned = {} if path == "/v1/diff" else {"position": answer["position"], "min_position": None, "wait": None}
        while answer["next"]:
            page = self.get(path, {**parameters, **pinned, "limit": limit, "after": answer["next"]})
            answer = {**answer, "data": answer["data"] + page["data"], "next": page["next"]}
        return answer

    def stream(self, path: str, after: str) -> Iterator[dict[str, Any]]:
        """Server-sent events from a place in the feed on, until the connection ends."""
        try:
            with self._client.stream("GET", path, params={"after": after}, timeout=None) as answer:
                for line in answer.iter_lines():
                    if line.startswith("data:") and (event := json.loads(line.removeprefix("data:"))).get("subject"):
                        yield event
        except httpx.HTTPError as error:
            raise StackError(f"the API at {self._address} ended the stream: {error}", UNAVAILABLE) from error

    def wait(self, rows: list[dict[str, Any]], timeout: float) -> list[dict[str, Any]]:
        """What came of published records, once the answers rest on them. Raises StackError (69) after `timeout` s."""
        deadline = time.monotonic() + timeout
        return [self._settled(row, deadline) for row in rows]

    def _settled(self, row: dict[str, Any], deadline: float) -> dict[str, Any]:
        while True:
            answer = self.get(f"/v1/ingest/{row['partition']}/{row['offset']}")
            if answer["visible"] or answer["outcome"] == "dead letter" or answer.get("reason"):
                return {name: answer.get(name) for name in ("outcome", "visible", "reason", "position")}
            if time.monotonic() > deadline:
                raise StackError(
                    f"{row['id']} is {answer['outcome']} and not visible yet: see `drawdown status` for the lag",
                    UNAVAILABLE,
                )
            time.sleep(POLL_SECONDS)


def _failure(answer: httpx.Response) -> StackError:
    code = {404: NOT_FOUND, 503: UNAVAILABLE}.get(answer.status_code, USAGE if answer.is_client_error else FAILED)
    try:
        problem = answer.json()
    except ValueError:
        return StackError(f"the API answered {answer.status_code}", code)
    if problem.get("suggestions") and code == USAGE:
        code = NOT_FOUND
    details = [fault["detail"] for fault in problem.get("errors", []) if fault.get("detail")]
    text = "; ".join(details) or problem.get("detail") or problem.get("title") or str(answer.status_code)
    return StackError(text, code)

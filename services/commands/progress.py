"""Progress of long work: a bar on a terminal, a line each five seconds elsewhere. Always on standard error."""

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

LINE_EACH_SECONDS = 5.0


@contextmanager
def counted(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """Progress of `total` items. Yields the function to call with the number done since."""
    console = Console(stderr=True)
    if console.is_terminal:
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, transient=True) as bar:
            task = bar.add_task(what, total=total)
            yield lambda count: bar.advance(task, count)
        return
    state = {"done": 0, "told": time.monotonic()}

    def advance(count: int) -> None:
        state["done"] += count
        if time.monotonic() - state["told"] >= LINE_EACH_SECONDS:
            state["told"] = time.monotonic()
            console.print(f"{what}: {state['done']:.0f} of {total}")

    yield advance


@contextmanager
def measured(what: str) -> Iterator[Callable[[int, int], None]]:
    """Progress of work whose size is known only as it goes. Yields the function to call with (done, total)."""
    with ExitStack() as stack:
        state: dict[str, Any] = {"done": 0, "advance": None}

        def report(done: int, total: int) -> None:
            if state["advance"] is None:
                state["advance"] = stack.enter_context(counted(what, total))
            state["advance"](done - state["done"])
            state["done"] = done

        yield report


@contextmanager
def stages(what: str) -> Iterator[tuple[Callable[[int, int], None], Callable[[str], None]]]:
    """Progress of work in several stages: (done, total) of the stage in hand, and the word for the next one."""
    with ExitStack() as stack:
        report = stack.enter_context(measured(what))
        state: dict[str, Any] = {"report": report}

        def progress(done: int, total: int) -> None:
            state["report"](done, total)

        def step(name: str) -> None:
            stack.pop_all().close()
            Console(stderr=True).print(name, style="dim", highlight=False)
            state["report"] = stack.enter_context(measured(name))

        yield progress, step

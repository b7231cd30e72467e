"""How a service writes its log: one line a record on standard error, JSON where nobody watches a terminal."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def log_lines(service: str, as_json: bool, level: int = logging.INFO) -> Iterator[None]:
    """Set up logging for the life of a service."""
    import structlog

    terminal = sys.stderr.isatty() and not as_json
    renderer = structlog.dev.ConsoleRenderer() if terminal else structlog.processors.JSONRenderer(ensure_ascii=False)
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            lambda _logger, _name, event: {**event, "service": service},
        ],
        processor=renderer,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    root = logging.getLogger()
    before = root.handlers, root.level
    root.handlers, root.level = [handler], level
    for talkative in ("kafka", "aiokafka", "httpx", "faust"):
        logging.getLogger(talkative).setLevel(logging.WARNING)
    try:
        yield
    finally:
        root.handlers, root.level = before

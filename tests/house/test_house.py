"""The house keeps its shape: sizes, light front doors, documented commands, nothing of one machine."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from trend_lib import flow
from trend_lib.cli import app

ROOT = Path(__file__).parents[2]
MODULES = sorted((ROOT / "trend_lib").rglob("*.py"))
HEAVY = {
    "airflow",
    "altair",
    "duckdb",
    "numpy",
    "pandas",
    "pyarrow",
    "scipy",
    "sklearn",
    "slack_sdk",
}


def name(path):
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_module_is_no_longer_than_a_room_should_be(module):
    assert len(module.read_text("utf-8").splitlines()) <= 250


def lines_of_code(function):
    """From the first statement to the last; what a docstring says is no code."""
    first = function.body[1 if ast.get_docstring(function) and len(function.body) > 1 else 0]
    return function.end_lineno - first.lineno + 1


@pytest.mark.parametrize("module", MODULES, ids=name)
def test_a_function_does_one_thing(module):
    functions = [
        node
        for node in ast.walk(ast.parse(module.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert [one.name for one in functions if lines_of_code(one) > 40] == []


def test_the_front_doors_are_light():
    doors = ["trend_lib.cli", *(f"trend_lib.{room.name}" for room in flow.ROOMS)]
    code = (
        f"import sys, importlib; [importlib.import_module(d) for d in {doors}]; print(*sys.modules)"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout.split()
    assert HEAVY & set(loaded) == set()


def test_every_room_has_its_verb_and_its_tables():
    schema = (ROOT / "sql" / "schema.sql").read_text("utf-8")
    for room in flow.ROOMS:
        door = (ROOT / "trend_lib" / room.name / "__init__.py").read_text("utf-8")
        assert f"def {room.verb}(" in door
        assert f"CREATE SCHEMA IF NOT EXISTS {room.name};" in schema


def test_every_command_is_documented():
    written = (ROOT / "README.md").read_text("utf-8") + (ROOT / "docs/operations.md").read_text(
        "utf-8"
    )
    commands = [command.name or command.callback.__name__ for command in app.registered_commands]
    assert [command for command in commands if f"trends {command}" not in written] == []


def test_every_make_target_is_explained():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    shown = subprocess.run(
        ["make", "-s", "help"], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout
    assert [target for target in targets if target not in shown] == []


def test_constraints_hold_versions_only():
    lines = (ROOT / "constraints.txt").read_text("utf-8").splitlines()
    assert len(lines) > 100
    assert [line for line in lines if not re.fullmatch(r"[a-z0-9._-]+==[0-9][\w.!+-]*", line)] == []


def test_no_file_names_a_registry_or_a_machine():
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        check=False,
        capture_output=True,
        text=True,
        cwd=ROOT,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    shameful = re.compile(rf"(?<!emit-)index-url|https?://[^ \"]*/simple\b|{re.escape(str(ROOT))}")
    texts = {
        ".py",
        ".sql",
        ".toml",
        ".txt",
        ".md",
        ".cfg",
        ".sh",
        ".yaml",
        ".j2",
        ".csv",
        ".json",
        "",
    }
    others = [ROOT / path for path in listed.stdout.splitlines() if path != name(Path(__file__))]
    files = [file for file in others if file.suffix in texts and file.is_file()]
    found = [name(file) for file in files if shameful.search(file.read_text("utf-8", "replace"))]
    assert found == []

"""The wheel, installed elsewhere, does what the checkout does: from nothing to a bulletin."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
UV = Path(sys.executable).with_name("uv")


def run(*command, **options):
    done = subprocess.run(command, capture_output=True, text=True, check=False, **options)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    run(UV, "build", "--quiet", "--wheel", "--out-dir", folder, ROOT)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """A new virtual environment, away from the checkout, with the wheel and its needs alone."""
    venv = tmp_path_factory.mktemp("elsewhere") / "venv"
    run(UV, "venv", "--quiet", "--python", sys.executable, venv)
    python = venv / "bin" / "python"
    pins = ROOT / "constraints.txt"
    run(UV, "pip", "install", "--quiet", "--python", python, "-c", pins, wheel)
    return venv / "bin"


@pytest.fixture
def elsewhere(installed, tmp_path):
    """An environment in which nothing of the checkout can be found."""
    kept = {name: os.environ[name] for name in ("HOME", "LANG", "TMPDIR") if name in os.environ}
    return {"cwd": tmp_path, "env": kept | {"PATH": f"{installed}:/usr/bin:/bin"}}


def test_the_wheel_holds_the_files_that_are_not_python(wheel):
    inside = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("sql", "reports", "config"):
        for file in (ROOT / folder).rglob("*"):
            if file.is_file():
                name = f"trend_lib/_resources/{folder}/{file.relative_to(ROOT / folder).as_posix()}"
                assert name in inside, name


def test_the_wheel_holds_nothing_but_the_library_and_the_desk(wheel):
    tops = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    tops = {top for top in tops if not top.endswith(".dist-info")}
    assert tops == {"trend_lib", "trend_desk"}


def test_the_installed_library_stands_on_its_own_feet(installed, elsewhere):
    where = run(
        installed / "python", "-c", "import trend_lib; print(trend_lib.__file__)", **elsewhere
    )
    assert Path(where.strip()).is_relative_to(installed.parent)


def test_the_installed_command_goes_from_nothing_to_a_bulletin(installed, elsewhere, tmp_path):
    home = tmp_path / "home"
    size = ("--weeks", "12", "--contacts-per-week", "200")
    run(installed / "trends", "sample", home, *size, **elsewhere)
    run(installed / "trends", "run", "latest", "--home", home, **elsewhere)
    pages = list(home.glob("bulletins/*/w*/*/index.html"))
    assert {page.parent.name for page in pages} == {"en", "uk", "ru"}
    assert all("<h1" in page.read_text("utf-8") for page in pages)
    (ukrainian,) = (page.read_text("utf-8") for page in pages if page.parent.name == "uk")
    assert "звернень" in ukrainian  # the wheel carries the catalogues


def test_an_airflow_beside_the_installed_wheel_finds_the_desk(installed, elsewhere, tmp_path):
    told = """
from airflow import plugins_manager
plugins, errors = plugins_manager._get_plugins()
assert not errors, errors
print(sorted(app["url_prefix"] for plugin in plugins for app in plugin.fastapi_apps))
"""
    elsewhere["env"] |= {"AIRFLOW_HOME": str(tmp_path / "airflow")}
    found = run(installed / "python", "-c", told, **elsewhere)
    assert "['/bulletins', '/desk']" in found


def test_without_a_home_the_command_says_what_to_do(installed, elsewhere):
    done = subprocess.run(
        [installed / "trends", "doctor"], capture_output=True, text=True, check=False, **elsewhere
    )
    assert done.returncode == 1
    assert "TRENDS_HOME" in done.stdout + done.stderr

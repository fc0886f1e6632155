"""A whole home, the same for the same arguments, and nothing of anybody's overwritten."""

import hashlib
import json

import pytest

from tests.sample.reading import form_rows
from trend_lib import sample
from trend_lib.base.errors import MisuseError
from trend_lib.base.home import open_home
from trend_lib.base.registers import REGISTERS, load_registers
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.quality.listening.forms import load_forms
from trend_lib.sample import making

TINY = {"weeks": 4, "contacts_per_week": 60}


def bytes_below(home):
    return {
        str(path.relative_to(home)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(home.rglob("*"))
        if path.is_file()
    }


def test_the_same_arguments_make_the_same_bytes(tmp_path):
    first, second = tmp_path / "first", tmp_path / "elsewhere" / "second"
    sample.make(first, **TINY)
    sample.make(second, **TINY)
    assert bytes_below(first) == bytes_below(second)


@pytest.mark.parametrize(
    "other", [{"seed": 8}, {"weeks": 5}, {"contacts_per_week": 61}, {"languages": ("uk",)}]
)
def test_other_arguments_make_another_provider(tmp_path, other):
    sample.make(tmp_path / "first", **TINY)
    sample.make(tmp_path / "second", **{**TINY, **other})
    first, second = bytes_below(tmp_path / "first"), bytes_below(tmp_path / "second")
    assert first["truth_contacts.csv.gz"] != second["truth_contacts.csv.gz"]


def test_the_clock_has_no_say_in_the_last_week(small):
    assert small.facts.last_week == "2026-W46"
    assert max(contact.opened for contact in small.contacts).date().isoformat() <= "2026-11-15"


def test_another_last_week_can_be_asked_for(tmp_path):
    facts = sample.make(tmp_path / "home", last_week=Week.parse("2026-W53"), **TINY)
    assert (facts.first_week, facts.last_week) == ("2026-W50", "2026-W53")


def test_settings_and_registers_are_those_of_a_real_home(small):
    home = open_home(small.home)
    assert home.config.home.provider == "Sample Telecom (invented)"
    assert [source.name for source in home.config.sources] == [
        "desk", "zendesk", "calls", "exchange", "ivr", "web", "evaluations", "callbacks", "connect",
    ]  # fmt: skip
    with open_warehouse(home) as con:
        load_registers(home, con)
        filled = {
            name: con.execute(f"SELECT count(*) FROM registers.{name}").fetchone()[0]
            for name in REGISTERS
        }
    (small.home / "warehouse.duckdb").unlink()
    for of_people in ("topic_names", "topic_edits", "kind_labels", "level_shifts"):
        assert filled.pop(of_people) == 0  # topics have no ids yet, and nobody has looked at them
    assert min(filled.values()) > 0
    assert filled["operators"] == 24


def test_the_supervisors_form_has_the_questions_that_they_answer(small):
    (form,) = load_forms(small.home / "forms").values()
    values = open_home(small.home).config.source("evaluations").values
    assert {question.name for question in form.questions} == set(values["question"].values())
    filled_in = {(row["Form"], row["Version"]) for row in form_rows(small.home)}
    assert filled_in == {(form.name, form.version)}


def test_regions_add_up_to_all_subscribers(small):
    home = open_home(small.home)
    with open_warehouse(home) as con:
        load_registers(home, con)
        wrong = con.execute(
            "SELECT week_start FROM registers.exposures WHERE slice_dim <> 'product' GROUP BY week_start "
            "HAVING sum(exposure) FILTER (slice_dim = 'all') <> sum(exposure) FILTER (slice_dim = 'region')"
        ).fetchall()
    (small.home / "warehouse.duckdb").unlink()
    assert wrong == []


def test_the_languages_asked_for_stand_in_the_settings(tmp_path):
    facts = sample.make(tmp_path / "home", languages=("en", "uk"), **TINY)
    assert open_home(facts.home).config.home.languages == ("en", "uk")


def test_a_sample_that_stands_is_left_alone(tmp_path):
    made = sample.make(tmp_path / "home", **TINY)
    (tmp_path / "home" / "warehouse.duckdb").write_text("somebody worked with it")
    before = bytes_below(tmp_path / "home")
    again = sample.make(tmp_path / "home", **TINY)
    assert (made.made, again.made) == (True, False)
    assert again.contacts == made.contacts
    assert bytes_below(tmp_path / "home") == before


def test_a_sample_of_other_arguments_is_not_overwritten(tmp_path):
    sample.make(tmp_path / "home", **TINY)
    before = bytes_below(tmp_path / "home")
    with pytest.raises(MisuseError, match=r"other arguments: delete the folder, or name another"):
        sample.make(tmp_path / "home", **{**TINY, "seed": 9})
    assert bytes_below(tmp_path / "home") == before


@pytest.mark.parametrize("name", ["thesis.txt", "sample.json", ".hidden"])
def test_a_folder_with_anything_else_in_it_is_refused(tmp_path, name):
    (tmp_path / name).write_text("mine")
    with pytest.raises(MisuseError, match="name a folder that is new or empty"):
        sample.make(tmp_path, **TINY)
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "home").write_text("mine")
    with pytest.raises(MisuseError, match="is a file"):
        sample.make(tmp_path / "home", **TINY)


def test_an_empty_folder_is_taken_even_with_the_remains_of_a_stopped_run(tmp_path):
    (tmp_path / making.UNFINISHED / "drop").mkdir(parents=True)
    sample.make(tmp_path, **TINY)
    assert not (tmp_path / making.UNFINISHED).exists()


def test_a_making_that_fails_leaves_no_half_home(tmp_path):
    def stop_halfway(now):
        if "afterwards" in now:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sample.make(tmp_path / "home", step=stop_halfway, **TINY)
    assert list((tmp_path / "home").iterdir()) == []


def test_progress_takes_four_steps(tmp_path):
    steps = []
    sample.make(tmp_path / "home", step=steps.append, **TINY)
    assert len(steps) == 4


def test_the_marker_tells_arguments_and_facts(small):
    marker = json.loads((small.home / "sample.json").read_text())
    assert marker["arguments"]["seed"] == 7
    assert marker["facts"]["contacts"] == len(small.contacts) == small.facts.contacts


@pytest.mark.parametrize(
    "senseless",
    [
        {"weeks": 3},
        {"weeks": -1},
        {"contacts_per_week": 0},
        {"seed": -1},
        {"languages": ()},
        {"languages": ("uk", "uk")},
        {"languages": ("de",)},
    ],
)
def test_senseless_arguments_are_refused_before_anything_is_written(tmp_path, senseless):
    with pytest.raises(MisuseError):
        sample.make(tmp_path / "home", **{**TINY, **senseless})
    assert not (tmp_path / "home").exists()

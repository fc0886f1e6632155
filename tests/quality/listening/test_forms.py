"""Evaluation forms: weights are whole, faults say the cure, and what does not apply costs nobody anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trend_lib.base.errors import ConfigError
from trend_lib.quality.listening.form import Form
from trend_lib.quality.listening.forms import find_form, load_forms

CALL = """
name = "call"
version = "2"
title = "A call to support"

[[sections]]
name = "manner"
weight = 40
  [[sections.questions]]
  name = "greeting"
  weight = 50
  [[sections.questions]]
  name = "tone"
  weight = 50
  scale = [1, 5]
  fails_at = 0

[[sections]]
name = "help"
weight = 60
  [[sections.questions]]
  name = "solution"
  weight = 100
  answers = { "fully" = 1, "partly" = 0.5, "no" = 0 }
  may_not_apply = true
"""


@pytest.fixture
def call(tmp_path):
    (tmp_path / "call.toml").write_text(CALL, "utf-8")
    (form,) = load_forms(tmp_path).values()
    return form


def test_a_filled_in_form_is_weighed_by_hand(call):
    points = call.read({"greeting": "Yes", "tone": 4, "solution": "partly"})
    assert points == {"greeting": 1, "tone": 0.75, "solution": 0.5}
    assert call.score(points) == (pytest.approx(0.4 * 0.875 + 0.6 * 0.5), False)


def test_what_does_not_apply_leaves_its_weight_to_the_rest(call):
    points = call.read({"greeting": "no", "tone": "5", "solution": "n/a"})
    assert points["solution"] is None
    assert call.score(points) == (0.5, False)


def test_one_answer_can_fail_the_whole_form(call):
    points = call.read({"greeting": "yes", "tone": 1, "solution": "fully"})
    assert call.score(points) == (0.0, True)


def test_a_form_of_which_nothing_applies_has_no_score(call):
    assert call.score({}) == (None, False)


def test_all_faults_of_an_answer_are_told_with_their_cures(call):
    with pytest.raises(ValueError, match="greeting cannot be 'perhaps'") as told:
        call.read({"greeting": "perhaps", "tone": 7, "humour": "yes", "solution": None})
    assert "yes, no" in str(told.value)
    assert "tone cannot be '7': a number from 1 to 5" in str(told.value)
    assert "humour is no question of form call" in str(told.value)
    assert "solution" not in str(told.value)


def test_a_question_left_open_must_be_answered(call):
    with pytest.raises(ValueError, match="tone must be answered: a number from 1 to 5"):
        call.read({"greeting": "yes"})


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("weight = 60", "weight = 50", "the sections' weights sum to 90, not 100"),
        ("  weight = 100", "  weight = 80", "the questions' weights sum to 80, not 100"),
        ('name = "tone"', 'name = "greeting"', "two questions are called greeting"),
        ("scale = [1, 5]", "scale = [1, 1]", "two different numbers"),
        ("fails_at = 0", "fail_at = 0", "fail_at"),
        ('version = "2"', "", "version"),
        ('name = "call"', "name = call", "cannot be read as TOML"),
    ],
)
def test_a_fault_in_a_form_names_the_file_and_the_cure(tmp_path, old, new, told):
    (tmp_path / "call.toml").write_text(CALL.replace(old, new), "utf-8")
    with pytest.raises(ConfigError) as fault:
        load_forms(tmp_path)
    assert "call.toml" in str(fault.value)
    assert told in str(fault.value)


def test_versions_live_beside_each_other_and_none_twice(tmp_path):
    (tmp_path / "call-2.toml").write_text(CALL, "utf-8")
    (tmp_path / "call-3.toml").write_text(CALL.replace('"2"', '"3"'), "utf-8")
    forms = load_forms(tmp_path)
    assert find_form(forms, "call", "3").version == "3"
    assert find_form(forms, "call", None) is None  # which one would be a guess
    assert find_form(forms, "chat", None) is None
    (tmp_path / "call-4.toml").write_text(CALL, "utf-8")
    with pytest.raises(ConfigError, match="has a version '2' in another file already"):
        load_forms(tmp_path)


def test_the_only_version_needs_no_name(tmp_path, call):
    forms = load_forms(tmp_path)
    assert find_form(forms, "call", None) == find_form(forms, "call", "2") == call


def test_a_home_without_forms_has_none(tmp_path):
    assert load_forms(tmp_path / "forms") == {}


shares = st.none() | st.floats(0, 1)


@given(
    st.lists(
        st.lists(st.tuples(st.integers(1, 9), shares), min_size=1, max_size=4),
        min_size=1,
        max_size=4,
    )
)
def test_a_score_lies_between_its_worst_and_its_best_question(sections):
    form = Form.model_validate(
        {
            "name": "f",
            "version": "1",
            "sections": [
                {
                    "name": f"s{at}",
                    "weight": 100 / len(sections),
                    "questions": [
                        {"name": f"q{at}.{place}", "weight": 100 * weight / sum(w for w, _ in section)}
                        for place, (weight, _) in enumerate(section)
                    ],
                }
                for at, section in enumerate(sections)
            ],
        }
    )  # fmt: skip
    points = {
        f"q{at}.{place}": worth
        for at, section in enumerate(sections)
        for place, (_, worth) in enumerate(section)
    }
    score, _ = form.score(points)
    there = [worth for worth in points.values() if worth is not None]
    if there:
        assert min(there) - 1e-9 <= score <= max(there) + 1e-9
    else:
        assert score is None

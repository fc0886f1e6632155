"""Who calls nobody after a new connection hears from `trends doctor` which topic the list needs."""

import pytest

from tests.quality.measured_home import MeasuredHome
from trend_lib.base.warehouse import hold_warehouse
from trend_lib.doctor import examine

LISTED = "[callbacks.lists.new_connection]\ntopics = [12]\n"


def topic(topic_id, name, kind):
    return {
        "topic_id": topic_id, "name": name, "keywords": ["fitter"], "quotes": [], "kind": kind, "first_week": "2026-08-17",
        "state": "lasting", "is_pinned": False, "model_version": "m",
    }  # fmt: skip


@pytest.mark.parametrize("settings", ["", LISTED])
def test_the_doctor_names_topics_that_sound_like_a_new_connection_until_a_list_has_one(
    tmp_path, settings
):
    home = MeasuredHome(tmp_path, settings)
    with hold_warehouse(home.home):
        for row in (
            topic(12, "New internet, connect, house", "marketing"),
            topic(13, "Нове підключення", "marketing"),
            topic(14, "No connection", "technical"),
        ):
            home.insert("topics.topics", row)
    found = [one for one in examine(tmp_path)["findings"] if one["what"] == "call-backs"]
    if settings:
        assert found == []
        return
    (finding,) = found
    assert finding["level"] == "warn"
    assert "topics = [12, 13] to trends.toml" in finding["says"]
    assert "No connection" not in finding["says"]

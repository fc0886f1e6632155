"""A home whose settings name a model gets its names; a name that another topic bears is not taken over."""

from tests.topics.conftest import FIRST, TopicsHome, usual
from tests.topics.fake_model_server import FakeModelServer, completion
from trend_lib.base.home import Home

SAME = completion('{"uk": "Одна назва", "ru": "Одно название", "en": "One name"}')


def run_week(folder, llm=""):
    (folder / "trends.toml").write_text(
        f'[topics]\nstart_weeks = 1\nencoder = "tfidf"\n{llm}', "utf-8"
    )
    topics_home = TopicsHome(Home(folder))
    topics_home.put(FIRST, usual(0))
    topics_home.assign(FIRST)
    rows = topics_home.execute(
        "SELECT name FROM topics.topics WHERE topic_id > 1 ORDER BY topic_id"
    )
    return [name for (name,) in rows]


def test_a_model_that_names_all_topics_alike_names_one(tmp_path):
    with FakeModelServer((200, SAME)) as fake:
        names = run_week(tmp_path, f'[topics.llm]\nbase_url = "{fake.url}"\nmodel = "small"\n')
    assert len(names) > 2
    assert len(fake.asked) == len(names)
    assert len(set(names)) == len(names)
    assert "One name" in names


def test_a_model_that_is_away_leaves_our_own_names(tmp_path):
    away, off = tmp_path / "away", tmp_path / "off"
    away.mkdir()
    off.mkdir()
    with FakeModelServer((401, b"no")) as fake:
        asked = run_week(away, f'[topics.llm]\nbase_url = "{fake.url}"\n')
    assert fake.asked
    assert asked == run_week(off)

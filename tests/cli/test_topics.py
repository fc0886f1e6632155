"""`trends topics`: edits are written at once, refused with their cure, and restated only when asked."""

import csv
import json
import shutil

import duckdb
import pytest

from tests.cli.test_cli import call
from tests.provider import NO_TEACHER, make_provider
from trend_lib.base.home import open_home
from trend_lib.flow import land_answers
from trend_lib.running import run


@pytest.fixture(scope="module")
def run_once(tmp_path_factory):
    folder = make_provider(tmp_path_factory.mktemp("topics") / "home", 5, 100, NO_TEACHER)
    run(folder, "latest")
    return folder


@pytest.fixture
def home(run_once, tmp_path):
    return shutil.copytree(run_once, tmp_path / "home")


def ask(home, *words):
    return json.loads(call("topics", *words, "--home", home, "--json").stdout)


def edits(home):
    with (home / "registers" / "topic_edits.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_alone_it_lists_the_register(home):
    assert ask(home) == ask(home, "list")
    assert ask(home)["topics"][0]["topic_id"] == 1


def test_one_topic_shows_what_is_known_of_it(home):
    shown = ask(home, "show", 2)
    assert {row["subtopic_id"] for row in shown["subtopics"]} >= {2}
    assert len(shown["weeks"]) <= 12
    assert shown["lineage"][0]["what"] == "born"
    assert shown["name"] in call("topics", "show", 2, "--home", home).stdout


def test_an_edit_is_a_line_of_the_register_with_who_said_it(home):
    ask(home, "merge", 3, 2, "--who", "olena")
    (row,) = edits(home)
    assert (row["who"], row["action"], row["topic_id"], row["into_id"]) == (
        "olena",
        "merge",
        "3",
        "2",
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("merge", 2, 2), "into itself"),
        (("merge", 2, 99_999), "no topic 99999"),
        (("split", 2), "a topic already"),
        (("pin", 1), "of no topic"),
        (("show", 99_999), "trends topics"),
        (("rename", 99_999, "x"), "no topic"),
        (("rename", 2, " "), "write one: trends topics rename 2"),
        (("pin", 2, "--who", "refit"), "--who NAME"),
    ],
)
def test_misuse_names_the_cure_and_writes_nothing(home, words, says):
    before = (
        (home / "registers").joinpath("topic_edits.csv").read_bytes() if edits_there(home) else b""
    )
    assert says in call("topics", *words, "--home", home, code=2).stderr
    after = (
        (home / "registers").joinpath("topic_edits.csv").read_bytes() if edits_there(home) else b""
    )
    assert after == before


def test_what_would_change_nothing_is_not_written(home):
    assert "2 is not pinned" in call("topics", "unpin", 2, "--home", home, code=2).stderr
    said = call("topics", "pin", 2, "--home", home).stdout
    assert "Every refit leaves it as it is" in said
    assert "2 is pinned already" in call("topics", "pin", 2, "--home", home, code=2).stderr
    assert [row["action"] for row in edits(home)] == ["pin"]


def test_the_id_of_a_subtopic_leads_to_its_topic(home):
    with duckdb.connect(home / "warehouse.duckdb") as con:
        con.execute("INSERT INTO topics.subtopics SELECT 900, 2, 'Part', [], first_week, '' FROM topics.topics WHERE topic_id = 2")  # fmt: skip
    for words in (("show", 900), ("rename", 900, "x")):
        said = call("topics", *words, "--home", home, code=2).stderr
        assert "900 is a subtopic of 2: `trends topics show 2`" in said
        assert "`trends topics split 900`" in said


def edits_there(home):
    return (home / "registers" / "topic_edits.csv").is_file()


def test_a_topic_is_renamed_in_the_register_and_in_its_lineage(home):
    ask(home, "rename", 2, "No signal at home", "--kind", "technical", "--who", "olena")
    assert ask(home, "show", 2)["name"] == "No signal at home"
    assert ask(home, "lineage", 2)["lineage"][-1]["who"] == "olena"


def test_past_weeks_are_restated_only_when_asked(home):
    counts = {row["topic_id"]: row["contacts"] for row in ask(home)["topics"]}
    ask(home, "merge", 3, 2, "--who", "olena")
    said = ask(home, "restate", "--who", "olena")
    after = {row["topic_id"]: row["contacts"] for row in ask(home)["topics"]}
    assert said["contacts_changed"] == counts[3]
    assert (after[3], after[2]) == (0, counts[2] + counts[3])
    assert ask(home, "restate", "--who", "olena")["contacts_changed"] == 0


def test_an_answer_about_a_topic_waits_for_the_next_run_and_then_holds(home):
    answered = ["answer", "rename", "topic:2", "--value", "No signal", "--who", "olena"]
    said = call(*answered, "--home", home).stdout
    assert "olena: rename topic:2. Written to" in said
    assert ask(home, "edits")["edits"] == []
    land_answers(open_home(home))
    (waiting,) = ask(home, "edits")["edits"]
    assert (waiting["what"], waiting["why_not"]) == (
        "rename topic:2 No signal",
        "the next run counts it",
    )
    call("room", "topics", "latest", "--home", home)
    assert ask(home, "show", 2)["name"] == "No signal"
    assert ask(home, "edits")["edits"][0]["is_applied"]
    assert "yes" in call("topics", "edits", "--home", home).stdout


def test_an_answer_about_what_there_is_not_names_where_to_look(home):
    for about, value, cure in (
        ("topic:99999", "x", "there is no topic '99999': `trends topics` lists them"),
        ("kind:desk:none", "technical", "there is no contact 'desk:none': an id is the source's"),
        ("2020-W01-T1", "x", "rename is not said of '2020-W01-T1', but of such as topic:12"),
    ):
        action = "kind" if about.startswith("kind") else "rename"
        words = ("answer", action, about, "--value", value, "--home", home)
        assert cure in call(*words, code=2).stderr.replace("\n", " ")
    assert not list((home / "inbox").glob("*"))


def test_edits_are_listed_with_what_became_of_them(home):
    ask(home, "rename", 2, "Kein Netz", "--language", "en", "--who", "olena")
    ask(home, "rename", 2, "No signal", "--who", "olena")
    ask(home, "merge", 3, 2, "--who", "olena")
    told = {row["what"]: row["is_applied"] for row in ask(home, "edits")["edits"]}
    assert told == {
        "rename 2 No signal": True,
        "rename 2 en Kein Netz": True,
        "merge 3 into 2": True,
    }
    assert ask(home, "show", 2)["name"] == "No signal"


def test_a_register_of_names_of_an_older_version_is_read_and_kept(home):
    names = home / "registers" / "topic_names.csv"
    names.write_text("topic_id,name,kind\n3,As ever,\n", "utf-8")
    ask(home, "rename", 2, "No signal", "--who", "olena")
    assert names.read_text("utf-8").splitlines()[:2] == [
        "topic_id,name,kind,language,said_at,who",
        "3,As ever,,,,",
    ]


def test_a_name_for_one_language_stands_on_its_readers_pages_from_the_next_run_on(home):
    ask(home, "rename", 2, "No signal", "--who", "olena")
    said = call("topics", "rename", 2, "Немає сигналу", "--language", "uk", "--home", home).stdout
    assert "Topic 2 is now 'Немає сигналу' for readers of uk" in " ".join(said.split())
    for room in ("weekly", "episodes", "report"):
        call("room", room, "latest", "--home", home)
    told = {
        file.parent.name: name_in(file.read_text("utf-8-sig"), 2)
        for file in (home / "bulletins").glob("*/*/*/appendix.csv")
    }
    assert told == {"uk": "Немає сигналу", "ru": "No signal", "en": "No signal"}


def name_in(appendix, topic):
    rows = csv.DictReader(appendix.splitlines())
    return next(row["topic_name"] for row in rows if row["topic_id"] == str(topic))

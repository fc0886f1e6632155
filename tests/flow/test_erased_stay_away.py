"""Who was erased is nowhere, and no way of gathering their weeks again brings them back.

The home is small and of our making: a person with a ticket of two parts, a score, a form, a call-back, answers of
colleagues about the ticket, a row that could not be read; and a neighbour who stays.
"""

import json
import os
import shutil
import time
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.everything import places_of
from trend_lib import contacts, erasing, rotating, running, sources
from trend_lib.base.home import Home
from trend_lib.base.inbox import Answer, is_signed, write_answer
from trend_lib.base.secrets import answers_key
from trend_lib.base.warehouse import hold_warehouse, open_warehouse
from trend_lib.base.weeks import Week
from trend_lib.flow import land

WEEK = Week(date(2026, 8, 17))
NAME, TICKET, PART = "SUB-770012", "T-90417", "T-90418"
WORDS = "the antenna on our balcony hums like an angry bee"
UNREADABLE = "humming since the storm of yesterday"
NEEDLES = (NAME, TICKET, PART, "angry bee", "storm of yesterday")
SETTINGS = """
[home]
timezone = "UTC"
[[sources]]
name = "desk"
path = "drop/desk/*.csv"
settle_seconds = 0
columns = { source_id = "id", opened_at = "opened", text = "text", customer = "who", part_of = "of", is_resolved = "ok" }
[[sources]]
name = "scores"
holds = "survey_answers"
path = "drop/scores/*.csv"
settle_seconds = 0
columns = { contact_ref = "ticket", question = "asked", score = "said", asked_at = "at" }
[[sources]]
name = "forms"
holds = "evaluations"
path = "drop/forms/*.csv"
settle_seconds = 0
columns = { evaluation_id = "form", contact_ref = "ticket", question = "asked", points = "points", evaluated_at = "at" }
[[sources]]
name = "calls_back"
holds = "callbacks"
path = "drop/calls_back/*.csv"
settle_seconds = 0
columns = { worklist = "list", contact_ref = "ticket", outcome = "end", called_at = "at", text = "said" }
"""
DESK = (
    "id,opened,text,who,of,ok\n"
    f"{TICKET},2026-08-18 10:00,{WORDS},{NAME},,yes\n"
    f"{PART},2026-08-18 11:00,it hums again,,{TICKET},no\n"
    "T-1,2026-08-18 12:00,my neighbour complains of the bill,SUB-1,,yes\n"
    f"T-90419,18th of August,{UNREADABLE},{NAME},,no\n"
    "T-2,19th of August,a date that nobody reads,SUB-2,,no\n"
)
FILES = {
    "desk": DESK,
    "scores": f"ticket,asked,said,at\n{TICKET},overall,2,2026-08-19 09:00\nT-1,overall,5,2026-08-19 09:00\n",
    "forms": f"form,ticket,asked,points,at\nF-1,{TICKET},greeting,1,2026-08-19 10:00\nF-2,T-1,greeting,1,2026-08-19 10:00\n",
    "calls_back": f"list,ticket,end,at,said\nclosed,{TICKET},reached,2026-08-20 09:00,bees again\n"
    "closed,T-1,reached,2026-08-20 09:00,content\n",
}


class Made:
    """The home, and questions to it."""

    def __init__(self, path):
        self.home = Home(path)

    def put(self, source, content, name="first.csv"):
        file = self.home.path / "drop" / source / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")
        old = time.time() - 3600
        os.utime(file, (old, old))

    def say(self, about, action, **fields):
        said_at = datetime(2026, 8, 20, 12, tzinfo=UTC)
        return write_answer(self.home, Answer(said_at, "olha", "command", action, about, **fields))

    def gather(self):
        with hold_warehouse(self.home):
            land(self.home)
            contacts.build(self.home, WEEK)

    def ask(self, sql):
        with open_warehouse(self.home) as con:
            return con.execute(sql).fetchall()

    def left(self):
        """Return where anything of the person still stands."""
        found = places_of(self.home.path, *NEEDLES)
        return {needle: places for needle, places in found.items() if places}

    def names(self):
        return {
            table: self.ask(f"SELECT contact_id FROM contacts.{table} ORDER BY ALL")
            for table in TABLES
        }


TABLES = ("contacts", "survey_answers", "evaluations", "callbacks")
NEIGHBOUR = {table: [("desk:T-1",)] for table in TABLES}


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """The home before anybody is erased."""
    path = tmp_path_factory.mktemp("gathered") / "home"
    path.mkdir()
    (path / "trends.toml").write_text(SETTINGS, "utf-8")
    (path / "registers").mkdir()
    (path / "registers" / "kind_labels.csv").write_text(
        f"contact_id,text,kind\ndesk:{TICKET},,technical\ndesk:T-1,,marketing\n", "utf-8"
    )
    made = Made(path)
    for source, content in FILES.items():
        made.put(source, content)
    made.say(f"kind:desk:{TICKET}", "kind", value="technical", note="surely")
    made.say("2026-W34-T1", "start", value="antennas", note=f"{NAME} says: {WORDS}")
    made.say("2026-W34-T2", "useful", note="nobody is quoted here")
    made.gather()
    return path


@pytest.fixture
def before(gathered, tmp_path):
    return Made(Path(shutil.copytree(gathered, tmp_path / "home")))


@pytest.fixture(scope="module")
def erased_home(gathered, tmp_path_factory):
    path = Path(shutil.copytree(gathered, tmp_path_factory.mktemp("erased") / "home"))
    erasing.erase(path, NAME, dry_run=False)
    return path


@pytest.fixture
def made(erased_home, tmp_path):
    """The home after the person was erased."""
    return Made(Path(shutil.copytree(erased_home, tmp_path / "home")))


def test_before_they_are_erased_they_are_everywhere(before):
    assert set(before.left()) == set(NEEDLES)
    assert before.names()["survey_answers"] == [("desk:T-1",), (f"desk:{TICKET}",)]


def test_after_it_they_are_nowhere_and_the_neighbour_is(made):
    assert made.left() == {}
    assert made.names() == NEIGHBOUR
    assert made.ask("SELECT contact_id FROM registers.kind_labels") == [("desk:T-1",)]


def test_their_week_gathered_again_does_not_bring_them_back(made):
    made.gather()
    running.run_room(made.home.path, "contacts", str(WEEK))
    assert made.left() == {}
    assert made.names() == NEIGHBOUR


def test_a_retry_of_everything_does_not_bring_them_back(made):
    settings = made.home.path / "trends.toml"
    dates = '[sources.dates]\nformats = ["%Y-%m-%d %H:%M", "%dth of August"]\n'
    settings.write_text(
        SETTINGS.replace('[[sources]]\nname = "scores"', f'{dates}[[sources]]\nname = "scores"'),
        "utf-8",
    )
    again = Made(made.home.path)
    answers = sources.retry(again.home, whole=True)
    assert [one.why_not for one in answers if "would lose" in one.why_not] == []
    again.gather()
    assert again.left() == {}


@pytest.mark.parametrize("end", ["", "\n"], ids=["the same bytes", "other bytes"])
def test_the_same_files_delivered_again_do_not_bring_them_back(made, end):
    for source, content in FILES.items():
        made.put(source, content + end, "again.csv")
    made.gather()
    assert made.left() == {}
    assert made.names() == NEIGHBOUR
    assert made.ask(
        "SELECT count(*) FROM sources.deliveries WHERE rows_read <> rows_kept + rows_repeated + rows_quarantined"
    ) == [(0,)]


def test_what_is_new_about_erased_contacts_goes_as_it_comes(made):
    made.put("desk", f"id,opened,text,who,of,ok\nT-95,2026-08-21 10:00,the antenna again,,{TICKET},no\n"
             "T-96,2026-08-21 11:00,and again,,T-95,no\n", "late.csv")  # fmt: skip
    made.put(
        "scores", f"ticket,asked,said,at\n{TICKET},politeness,1,2026-08-22 09:00\n", "late.csv"
    )
    made.put(
        "calls_back",
        f"list,ticket,end,at,said\nclosed,{TICKET},reached,2026-08-22 09:00,angry bee\n",
        "late.csv",
    )
    made.say(f"unresolved:desk:{TICKET}", "solved", note="angry bee")
    made.gather()
    assert made.left() == {}
    assert made.names() == NEIGHBOUR
    assert not list((made.home.path / "drop").rglob("late.csv"))


def test_an_older_contact_of_theirs_that_comes_late_goes_and_one_from_after_the_erasure_stays(made):
    made.ask("UPDATE sources.erased SET erased_at = TIMESTAMP '2026-08-21 12:00' WHERE source = ''")
    made.put("desk", f"id,opened,text,who,of,ok\nT-80,2026-08-20 10:00,an angry bee,{NAME.lower()},,no\n"
             f"T-81,2026-08-22 10:00,I am back,{NAME},,no\n", "late.csv")  # fmt: skip
    made.gather()
    assert made.ask("SELECT contact_id FROM contacts.contacts ORDER BY ALL") == [
        ("desk:T-1",),
        ("desk:T-81",),
    ]
    assert set(made.left()) == {NAME}


def test_what_was_said_about_a_ticket_of_theirs_before_it_came_goes_with_it(made):
    other = "list,ticket,end,at,said\nclosed,T-70,reached,2026-08-20 10:00,bees buzz\n"
    made.put("scores", "ticket,asked,said,at\nT-70,overall,1,2026-08-19 09:30\nT-1,helped,4,2026-08-19 09:30\n", "early.csv")  # fmt: skip
    made.put("calls_back", other, "early.csv")
    made.put("desk", "id,opened,text,who,of,ok\nT-71,2026-08-18 13:00,bees buzz again,,T-70,no\n", "early.csv")  # fmt: skip
    made.say("unresolved:desk:T-70", "solved", note="he rang")
    made.gather()
    assert places_of(made.home.path, "T-70", "bees buzz").keys() == {"T-70", "bees buzz"}
    assert len(made.names()["survey_answers"]) == 3
    made.put("desk", f"id,opened,text,who,of,ok\nT-70,2026-08-18 10:00,a bee,{NAME},,no\n", "late.csv")  # fmt: skip
    made.gather()
    assert made.names() == NEIGHBOUR | {"survey_answers": [("desk:T-1",)] * 2}
    sources.land(made.home)  # by itself, as every run does: the warehouse is written anew
    found = places_of(made.home.path, "T-70", "T-71", "bees buzz")
    assert {needle: places for needle, places in found.items() if places} == {}
    assert made.ask("SELECT count(*) FROM contacts.answers WHERE contains(about, 'T-70')") == [(0,)]


def test_a_new_key_does_not_bring_them_back(made):
    rotating.rotate_key(made.home.path)
    made.gather()
    assert made.left() == {}
    assert made.names() == NEIGHBOUR


def test_an_answer_that_quoted_them_stays_signed_without_the_words(made):
    events = [
        json.loads(path.read_text("utf-8")) for path in (made.home.path / "inbox").glob("*.json")
    ]
    assert sorted(event["action"] for event in events) == ["start", "useful"]
    assert all(is_signed(event, answers_key(made.home.path)) for event in events)
    made.gather()
    said = made.ask("SELECT action, value, note FROM contacts.answers ORDER BY action")
    assert said == [
        ("start", "antennas", "[erased] says: [erased]"),
        ("useful", None, "nobody is quoted here"),
    ]
    assert made.ask("SELECT count(*) FROM sources.quarantine WHERE reason = 'not_signed'") == [(0,)]

"""Without Slack and mail set up, a week's messages lie as files, the same bytes every time."""

import json
from email import message_from_bytes
from email.policy import default

from tests.alerts.rows import WEEK
from trend_lib import alerts


def files(desk):
    return {path.name: path.read_bytes() for path in (desk.path / "outbox").iterdir()}


def test_a_week_leaves_one_file_an_episode_and_one_a_reader(desk):
    sent = alerts.send(desk.home, WEEK)
    assert sent == alerts.Sent(outbox=4)
    assert desk.outbox("*.json") == ["2026-W46-slack-2026-W45-T12.json"]
    assert len(desk.outbox("2026-W46-mail-en-????????.eml")) == 3


def test_the_same_week_again_writes_nothing(desk):
    alerts.send(desk.home, WEEK)
    before = files(desk)
    for path in (desk.path / "outbox").iterdir():
        path.unlink()
    assert alerts.send(desk.home, WEEK) == alerts.Sent()
    assert desk.outbox() == []
    desk.ask("DELETE FROM alerts.ledger")
    alerts.send(desk.home, WEEK)
    assert files(desk) == before


def test_a_run_cut_off_while_writing_is_simply_done_again(desk):
    alerts.send(desk.home, WEEK)
    before = files(desk)
    desk.ask("UPDATE alerts.ledger SET state = 'intended', remote_id = NULL")
    assert alerts.send(desk.home, WEEK) == alerts.Sent(outbox=4)
    assert files(desk) == before


def test_a_later_week_says_which_message_it_brings_up_to_date(desk):
    alerts.send(desk.home, WEEK)
    later = WEEK.plus(1)
    desk.add_bulletin(week=later)
    desk.add_episode(week_start=later.start, observed=700)
    alerts.send(desk.home, later)
    written = json.loads((desk.path / "outbox/2026-W47-slack-2026-W45-T12.json").read_text("utf-8"))
    assert written["method"] == "chat.update"
    assert written["earlier_file"] == "2026-W46-slack-2026-W45-T12.json"


def test_late_data_rewrite_the_message_of_the_same_week(desk):
    alerts.send(desk.home, WEEK)
    desk.add_episode(observed=1500)
    assert alerts.send(desk.home, WEEK) == alerts.Sent(outbox=1)
    written = json.loads((desk.path / "outbox/2026-W46-slack-2026-W45-T12.json").read_text("utf-8"))
    assert written["method"] == "chat.postMessage"
    assert "1,500" in written["text"]


def test_no_address_stands_in_a_file_name_or_the_ledger(desk):
    alerts.send(desk.home, WEEK)
    noted = str(desk.ask("SELECT * FROM alerts.ledger")) + str(desk.outbox())
    assert "northline" not in noted
    assert "@" not in noted.replace("@outbox.invalid", "")


def test_the_preview_names_every_message_and_sends_none(desk):
    before = alerts.would_send(desk.home, WEEK)
    assert desk.outbox() == []
    assert desk.ledger("state") == []
    alerts.send(desk.home, WEEK)
    after = alerts.would_send(desk.home, WEEK)
    assert [line["file"] for line in before] == [""] * 4
    assert [{**line, "file": ""} for line in after] == before
    assert all((desk.path / line["file"]).is_file() for line in after)
    assert [line["kind"] for line in after] == ["slack", "mail", "mail", "mail"]
    assert "northline" not in str(after)


def test_a_mail_in_the_outbox_opens_in_a_mail_program(desk):
    alerts.send(desk.home, WEEK)
    for name in desk.outbox("*.eml"):
        mail = message_from_bytes((desk.path / "outbox" / name).read_bytes(), policy=default)
        assert mail.get_body(("html",)).get_content().startswith("<!doctype html>")
        assert mail.get_body(("plain",)).get_content().startswith("Complaints rose")
        assert mail["From"].addresses[0].display_name == "Northline"

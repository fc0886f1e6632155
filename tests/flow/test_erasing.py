"""A person who is erased is nowhere, does not come back, and leaves counts and everybody else as they were."""

import json
import os
import time
from email.message import EmailMessage

import duckdb
import pytest

from tests.everything import places_of
from trend_lib import erasing
from trend_lib.base.home import open_home
from trend_lib.base.weeks import Week
from trend_lib.flow import land
from trend_lib.running import backfill, run

QUOTED = """
SELECT records.source, records.source_id, records.delivery_id, contacts.text
FROM contacts.contacts INNER JOIN sources.records USING (source, source_id)
WHERE contacts.source = 'desk' AND customer_id IS NOT NULL AND len(text) > 60 AND text IN (
    SELECT unnest(examples) FROM weekly.topic_examples
) AND text IN (SELECT text FROM contacts.contacts GROUP BY text HAVING count(*) = 1)
ORDER BY contacts.contact_id
"""
THEIR_WEEKS = """
SELECT DISTINCT theirs.week_start
FROM contacts.contacts AS theirs INNER JOIN contacts.contacts AS one USING (customer_id)
WHERE one.source_id = '{}' ORDER BY ALL
"""
SECRETS = ("truth", "certificates/none")  # what the sample writes beside a home


class Subject:
    """Somebody whose words are quoted."""

    def __init__(self, home):
        self.home = home
        with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
            self.source, self.source_id, delivery, self.text = con.execute(QUOTED).fetchone()
            landed = f"{home}/landing/{self.source}/{delivery}.parquet"
            (self.customer,) = con.execute(
                f"SELECT customer FROM '{landed}' WHERE source_id = ?", [self.source_id]
            ).fetchone()

    def places(self):
        names = {"customer": self.customer, "text": self.text, "ticket": self.source_id}
        found = places_of(self.home, *names.values(), but=SECRETS)
        return {name: found[needle] for name, needle in names.items()}


@pytest.fixture
def subject(copied_home):
    found = Subject(copied_home)
    quoted = {"text": f"> {found.text}", "blocks": [{"text": found.text[:60]}]}
    (copied_home / "outbox" / "slack.json").write_text(json.dumps(quoted), "utf-8")
    mail = EmailMessage()
    mail.set_content(f"They say:\n{found.text}\n", cte="base64")
    mail.add_alternative(f"<p>{found.text}</p>", subtype="html")
    (copied_home / "outbox" / "bulletin.eml").write_bytes(mail.as_bytes())
    kept = next((copied_home / "bulletins").rglob("index.html")).parent / "r9"
    kept.mkdir()
    (kept / "index.html").write_text(f"<li>{found.text[:50]}…</li>", "utf-8")
    return found


def erase(subject, **given):
    return erasing.erase(subject.home, subject.customer, **{"dry_run": False, **given})


def ask(home, sql):
    with duckdb.connect(str(home / "warehouse.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


def test_an_erased_person_is_nowhere(subject):
    before = subject.places()
    assert all(before.values())
    counts = ask(
        subject.home,
        "SELECT week_start, topic_id, slice_value, contacts FROM weekly.topic_weeks ORDER BY ALL",
    )
    others = ask(subject.home, "SELECT count(*) FROM contacts.contacts")[0][0]
    answer = erase(subject)
    assert subject.places() == {"customer": [], "text": [], "ticket": []}
    assert answer["records"] >= 1
    assert answer["tables"]["weekly.topic_examples"] >= 1
    assert answer["files_masked"]["outbox"] == 2
    assert (
        ask(subject.home, "SELECT count(*) FROM contacts.contacts")[0][0]
        == others - answer["tables"]["contacts.contacts"]
    )
    assert (
        ask(
            subject.home,
            "SELECT week_start, topic_id, slice_value, contacts FROM weekly.topic_weeks ORDER BY ALL",
        )
        == counts
    )


def test_the_certificate_names_nobody(subject):
    answer = erase(subject)
    said = (subject.home / "certificates" / f"{answer['certificate']}.json").read_text("utf-8")
    assert subject.customer not in said
    assert subject.source_id not in said
    assert set(json.loads(said)) >= {"erased_at", "tables", "customer", "landed_rows", "deliveries"}


def test_erasing_again_finds_nothing_and_leaves_the_rest(subject):
    erase(subject)
    before = ask(subject.home, "SELECT contact_id, text FROM contacts.contacts ORDER BY ALL")
    again = erase(subject)
    assert (again["records"], again["landed_rows"], again["tables"]) == (0, 0, {})
    assert (
        ask(subject.home, "SELECT contact_id, text FROM contacts.contacts ORDER BY ALL") == before
    )


def test_a_dry_run_changes_no_file(subject):
    def bytes_of(home):
        return {
            path: path.read_bytes()
            for path in home.rglob("*")
            if path.is_file() and path.suffix not in {".duckdb", ".wal"}
        }

    before = bytes_of(subject.home)
    assert erase(subject, dry_run=True)["records"] >= 1
    assert bytes_of(subject.home) == before


@pytest.mark.parametrize("changed", [False, True])
def test_a_file_that_comes_again_brings_nobody_back(subject, changed):
    drops = {path: path.read_bytes() for path in (subject.home / "drop" / "desk").iterdir()}
    erase(subject)
    old = time.time() - 3600
    for path, content in drops.items():
        again = path.with_name(f"again-{path.name}")
        again.write_bytes(content + (b"\r\n" if changed else b""))
        os.utime(again, (old, old))
    landed = land(open_home(subject.home))
    assert (landed.rows_repeated > 0) == changed or landed.deliveries == 0
    assert (
        ask(subject.home, f"SELECT 1 FROM sources.records WHERE source_id = '{subject.source_id}'")
        == []
    )
    assert places_of(subject.home, subject.customer, but=SECRETS) == {subject.customer: []}


@pytest.mark.slow
def test_their_weeks_built_again_by_every_room_bring_nobody_back(subject):
    weeks = [Week(start) for (start,) in ask(subject.home, THEIR_WEEKS.format(subject.source_id))]
    erase(subject)
    backfill(subject.home, str(weeks[0]), str(weeks[-1]), bulletins=True)
    run(subject.home, "latest")
    assert subject.places() == {"customer": [], "text": [], "ticket": []}


@pytest.mark.parametrize("step", ["forget_in_tables", "write_anew", "mask_files"])
def test_an_erasure_that_was_cut_off_is_finished_by_the_next(subject, monkeypatch, step):
    def cut_off(*_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(erasing, step, cut_off)
        with pytest.raises(KeyboardInterrupt):
            erase(subject)
    assert subject.places()["text"]
    erasing.erase(subject.home, "nobody-at-all", dry_run=False)
    assert subject.places() == {"customer": [], "text": [], "ticket": []}
    assert not (subject.home / "landing" / erasing.INTENT).exists()

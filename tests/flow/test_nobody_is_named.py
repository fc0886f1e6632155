"""Operators, reviewers and subscribers are people: of a run nothing that goes out, or that BI tools read, names one."""

import email
import re
import shutil
import zipfile
from datetime import datetime, time
from email import policy
from io import BytesIO

import duckdb
import pytest

from trend_lib.alerts.team_sending import remind_teams
from trend_lib.base.home import open_home
from trend_lib.flow import resolve_week

WORD = re.compile(r"\w[\w:.+-]*\w")  # as ids and hashes are written
PICTURES = (".png", ".svg", ".woff2", ".pdf")
PEOPLE = """
SELECT DISTINCT operator_id FROM contacts.contacts WHERE operator_id IS NOT NULL
UNION SELECT DISTINCT first_operator_id FROM contacts.contacts WHERE first_operator_id IS NOT NULL
UNION SELECT DISTINCT reviewer_id FROM contacts.evaluations WHERE reviewer_id IS NOT NULL
UNION SELECT DISTINCT customer_id FROM contacts.contacts WHERE customer_id IS NOT NULL
UNION SELECT contact_id FROM contacts.contacts
"""


def words_of(name, content):
    """Every word of a file, packed or not."""
    if name.endswith(PICTURES):
        return set()
    if name.endswith(".eml"):
        return words_of_mail(email.message_from_bytes(content, policy=policy.default))
    if zipfile.is_zipfile(BytesIO(content)):
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return {
                word for each in archive.namelist() for word in words_of(each, archive.read(each))
            }
    return set(WORD.findall(content.decode("utf-8", "replace")))


def words_of_mail(mail):
    """Every word of a mail: its head, its texts, what is attached."""
    words = set(WORD.findall(str(mail.items())))
    for part in mail.walk():
        if not part.is_multipart():
            name = part.get_filename() or f"x.{part.get_content_subtype()}"
            words |= words_of(name, part.get_payload(decode=True))
    return words


def words_below(folder):
    return {
        word
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        for word in words_of(path.name, path.read_bytes())
    }


def words_of_marts(folder):
    """Every word of every table that BI tools read."""
    with duckdb.connect(str(folder / "trends.duckdb"), read_only=True) as con:
        tables = [name for (name,) in con.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal UNION SELECT table_name FROM duckdb_tables()").fetchall()]  # fmt: skip
        rows = [row for table in tables for row in con.execute(f"FROM {table}").fetchall()]
    rows += [
        row
        for path in folder.glob("*.parquet")
        for row in duckdb.read_parquet(str(path)).fetchall()
    ]
    return set(WORD.findall(repr(rows)))


@pytest.fixture(scope="module")
def told(small_home, tmp_path_factory):
    """A home that was run, and whose team was told what is due on its worklists."""
    folder = tmp_path_factory.mktemp("told") / "home"
    shutil.copytree(small_home, folder)
    home = open_home(folder)
    monday = resolve_week(home, "latest").plus(1).start
    morning = datetime.combine(monday, time(9), home.config.home.zone)
    assert remind_teams(home, morning)
    return folder


@pytest.fixture(scope="module")
def people(told):
    with duckdb.connect(str(told / "warehouse.duckdb"), read_only=True) as con:
        return {name for (name,) in con.execute(PEOPLE).fetchall()}


def test_no_message_names_an_operator_a_reviewer_a_subscriber_or_a_contact(told, people):
    assert any("callers" in path.name for path in (told / "outbox").iterdir())
    assert words_below(told / "outbox") & people == set()


def test_no_bulletin_and_none_of_its_sheets_names_anybody(told, people):
    assert words_below(told / "bulletins") & people == set()


def test_nothing_that_bi_tools_read_names_anybody(told, people):
    assert words_of_marts(told / "published") & people == set()


def test_the_workbook_of_quality_managers_names_them_and_so_would_be_seen(told, people):
    named = words_below(told / "quality") & people
    assert {"op-17", "rv-3"} <= named
    assert any(name.startswith("connect:") for name in named)

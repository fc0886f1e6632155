"""The examples of desks land their fixtures: every object is kept, repeated or set aside."""

import pytest

from tests.sources.readers.told import fixture
from trend_lib import sources
from trend_lib.base.home import Home
from trend_lib.base.resources import resource_dir
from trend_lib.base.warehouse import open_warehouse

EXAMPLES = resource_dir("config") / "examples"


def home_of(tmp_path, example):
    text = (EXAMPLES / example / "trends.toml").read_text("utf-8")
    settled = text.replace('path = "drop/', 'settle_seconds = 0\npath = "drop/')
    (tmp_path / "trends.toml").write_text(settled, "utf-8")
    return Home(tmp_path)


def landed(home, files):
    for source, (reader, name) in files.items():
        drop(home, source, reader, name)
    return sources.land(home)


def drop(home, source, reader, name):
    folder = home.path / "drop" / source
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(fixture(reader, name))


def ask(home, sql):
    with open_warehouse(home) as con:
        return con.execute(sql).fetchall()


DESKS = {
    "zendesk": (
        {"zendesk": ("zendesk", "tickets.json"), "zendesk_ratings": ("zendesk", "ratings.jsonl")},
        (22, 17, 0, 5),
    ),
    "freshdesk": (
        {
            "freshdesk": ("freshdesk", "tickets.json"),
            "freshdesk_ratings": ("freshdesk", "ratings.json"),
        },
        (19, 15, 0, 4),
    ),
    "zammad": (
        {"zammad": ("zammad", "tickets.json")},
        (17, 13, 2, 2),
    ),
    "jira_service_management": (
        {
            "jira": ("jira_service_management", "requests.json"),
            "jira_feedback": ("jira_service_management", "requests.json"),
        },
        (8, 7, 0, 1),
    ),
    "znuny_otrs": (
        {"znuny": ("znuny_otrs", "tickets.jsonl")},
        (21, 17, 2, 2),
    ),
}


@pytest.mark.parametrize("example", DESKS)
def test_every_object_of_a_desk_is_accounted_for(tmp_path, example):
    files, (read, kept, repeated, quarantined) = DESKS[example]
    home = home_of(tmp_path, example)
    news = landed(home, files)
    assert not news.refused
    told = (news.rows_read, news.rows_kept, news.rows_repeated, news.rows_quarantined)
    assert told == (read, kept, repeated, quarantined)
    assert read == kept + repeated + quarantined


def test_the_newest_version_of_a_ticket_is_its_record(tmp_path):
    home = home_of(tmp_path, "zendesk")
    landed(home, DESKS["zendesk"][0])
    known = ask(
        home, "SELECT source_id, part_of, whole_id FROM sources.records WHERE source = 'zendesk'"
    )
    assert len(known) == 12
    assert ("106", "101", "101") in known
    [(status,)] = ask(
        home,
        "SELECT status FROM sources.records INNER JOIN read_parquet("
        f"'{home.path}/landing/zendesk/*.parquet', union_by_name = true) AS rows USING (source_id, line) "
        "WHERE source_id = '101'",
    )
    assert status == "solved"


def test_articles_that_come_in_files_of_their_own_join_their_ticket(tmp_path):
    home = home_of(tmp_path, "zammad")
    drop(home, "zammad", "zammad", "articles.json")
    landed(home, DESKS["zammad"][0])
    whole = ask(
        home, "SELECT source_id FROM sources.records WHERE whole_id = '307' ORDER BY source_id"
    )
    assert whole == [("307",), *((f"article-{number}",) for number in (11, 12, 13, 14))]


PATHS = {
    "zendesk": ("ticket.custom_fields.77001", {"Львів"}),
    "freshdesk": ("ticket.custom_fields.cf_region", {"Київ"}),
    "zammad": ("ticket.region", {"Одеса", None}),
    "jira_service_management": ("ticket.requestFieldValues.customfield_10050.value", {"Харків"}),
    "znuny_otrs": ("ticket.DynamicField.Region", {"Полтава"}),
}


@pytest.mark.parametrize("example", PATHS)
def test_a_field_of_ones_own_is_mapped_by_its_path(tmp_path, example):
    path, regions = PATHS[example]
    home = home_of(tmp_path, example)
    settings = home.path / "trends.toml"
    text = settings.read_text("utf-8").replace(
        "[sources.columns]", f'[sources.columns]\nregion = "{path}"', 1
    )
    settings.write_text(text, "utf-8")
    files = DESKS[example][0]
    source = next(iter(files))
    landed(Home(tmp_path), {source: files[source]})
    found = ask(
        home,
        f"SELECT DISTINCT region FROM read_parquet('{tmp_path}/landing/{source}/*.parquet') "
        "WHERE part_of IS NULL",
    )
    assert {region for (region,) in found} == regions

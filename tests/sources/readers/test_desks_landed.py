"""The examples of desks land their fixtures: every object is kept, repeated or set aside."""

import pytest

from tests.sources.readers.told import fixture
from trend_lib import contacts, sources
from trend_lib.base.home import Home
from trend_lib.base.resources import resource_dir
from trend_lib.base.warehouse import open_warehouse
from trend_lib.base.weeks import Week

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


CONTACTS = {  # of a week of each fixture: what counts, and what does not with its reason
    "zendesk": (
        {"101": True, "102": False, "103": False, "109": False, "110": False},
        {"deleted": 1, "not_a_contact": 1, "outbound": 1, "test": 1},
    ),
    "freshdesk": (
        {"201": True, "202": True, "205": False, "209": None},
        {"deleted": 1, "not_a_contact": 1, "outbound": 1, "spam": 1},
    ),
    "zammad": (
        {"301": True, "305": False, "306": None, "307": True},
        {"not_a_contact": 1, "outbound": 1},
    ),
    "jira_service_management": ({"107001": True, "107002": False, "107003": None}, {}),
    "znuny_otrs": (
        {"401": True, "402": False, "408": False, "409": False},
        {"deleted": 1, "not_a_contact": 1, "outbound": 1, "spam": 1},
    ),
}


@pytest.mark.parametrize("example", CONTACTS)
def test_a_ticket_with_its_messages_and_what_was_merged_into_it_is_one_contact(tmp_path, example):
    home = home_of(tmp_path, example)
    landed(home, DESKS[example][0])
    contacts.build(home, Week.parse("2026-W34"))
    counted, left_out = CONTACTS[example]
    assert dict(ask(home, "SELECT source_id, is_resolved FROM contacts.contacts")) == counted
    assert dict(ask(home, "SELECT reason, contacts FROM contacts.left_out")) == left_out


def test_the_words_of_a_contact_are_the_customers_of_all_its_tickets_and_no_agents(tmp_path):
    home = home_of(tmp_path, "zendesk")
    landed(home, DESKS["zendesk"][0])
    contacts.build(home, Week.parse("2026-W34"))
    texts = dict(ask(home, "SELECT source_id, text FROM contacts.contacts"))
    assert texts["101"].endswith("лампочка LOS блимає. Нет интернета второй день")
    assert texts["102"] == "Списали двічі за серпень, поверніть гроші Номер договору надішлю завтра"
    replies = ask(
        home, "SELECT message_count, reply_count FROM contacts.contacts WHERE source_id = '102'"
    )
    assert replies == [(2, 1)]


@pytest.mark.parametrize("example", CONTACTS)
def test_an_example_says_how_it_is_fetched_instead(tmp_path, example):
    home = home_of(tmp_path, example)
    settings = home.path / "trends.toml"
    lines = settings.read_text("utf-8").split("\n")
    begin = next(at for at, line in enumerate(lines) if line.startswith("# [sources.live]"))
    end = lines.index("", begin)
    lines[begin:end] = [line.removeprefix("# ") for line in lines[begin:end]]
    settings.write_text("\n".join(lines), "utf-8")
    [source, *_] = Home(tmp_path).config.sources
    assert source.live.url.startswith("https://")
    token = f"TRENDS_{source.name.upper()}_TOKEN"
    assert token in "\n".join(lines)

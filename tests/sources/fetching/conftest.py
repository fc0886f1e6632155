"""A home whose one source is fetched from a fake API, and what then lies in its drop folder."""

import json
from dataclasses import dataclass

import pytest

from tests.sources.fake_api import TOKEN, FakeApi
from trend_lib import sources
from trend_lib.base.home import Home

SETTINGS = """
[[sources]]
name = "desk"
reader = "{reader}"
holds = "{holds}"
[sources.live]
url = "{url}"
since = 2026-07-01
user = "{user}"
page_size = 20
pause_seconds = 0.001
patience_seconds = 2
timeout_seconds = 0.3
{keys}
"""
LIST_OF = {
    "zendesk": "tickets",
    "zendesk ratings": "satisfaction_ratings",
    "jira_service_management": "issues",
    "znuny_otrs": "Ticket",
    "genesys_cloud": "conversations",
}
USER_OF = {"znuny_otrs": "agent"}
ID_OF = {"znuny_otrs": "TicketID"}


@dataclass(frozen=True)
class Fetching:
    """A home, and questions to its drop folder."""

    home: Home
    reader: str
    key: str

    def fetch(self, **kwargs):
        return sources.fetch(self.home, **kwargs)

    def whole(self, **kwargs):
        fetched = self.fetch(**kwargs)
        assert fetched.faults == ()
        return fetched.sources[0]

    def pages(self):
        return sorted((self.home.path / "drop" / "desk").glob("[0-9]*"))

    def arrived(self):
        bodies = [json.loads(page.read_bytes()) for page in self.pages()]
        lists = [body[self.key] if self.key else body for body in bodies]
        entries = [entry for page in lists for entry in page]
        known_by = ID_OF.get(self.reader, "id")
        return [
            (int(entry[known_by]), entry.get("fields", entry)["updated_at"]) for entry in entries
        ]

    def newest(self):
        """Each ticket with its newest change that arrived, as landing will see it."""
        newest = {}
        for ticket, changed in self.arrived():
            newest[ticket] = max(changed, newest.get(ticket, ""))
        return set(newest.items())

    def cursor(self):
        file = self.home.path / "landing" / ".cursors" / "desk.json"
        return json.loads(file.read_text())["cursor"] if file.exists() else {}


@pytest.fixture
def fake():
    with FakeApi() as fake:
        yield fake


@pytest.fixture
def make_fetching(tmp_path, monkeypatch):
    monkeypatch.setenv("TRENDS_DESK_TOKEN", TOKEN)

    def make(url, reader="zendesk", holds="contacts", user=None, keys=""):
        user = USER_OF.get(reader, "agent@example.com") if user is None else user
        text = SETTINGS.format(url=url, reader=reader, holds=holds, user=user, keys=keys)
        (tmp_path / "trends.toml").write_text(text, "utf-8")
        key = LIST_OF.get(reader if holds == "contacts" else f"{reader} ratings", "")
        return Fetching(Home(tmp_path), reader, key)

    return make


@pytest.fixture
def desk(fake, make_fetching):
    return make_fetching(fake.address)

"""The desk lets in whom Airflow lets see the weekly DAG, and takes answers from its own pages alone."""

import json

import pytest

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report.published import write_published

from .desk_client import ORIGIN, SAME_SITE

pytestmark = [
    pytest.mark.usefixtures("empty_inbox"),
    # Starlette's advice to install another HTTP client
    pytest.mark.filterwarnings("ignore:Using `httpx` with:UserWarning"),
]
EPISODE = "/episodes/2026-W38-T12"
DRAW_KIND = (
    "INSERT INTO topics.kind_sample VALUES (?, ?, 12, 'words', 'even', ?, 'technical', 'technical', 0.5, 'marketing', 0.3, 1, 1)"
)  # fmt: skip
READERS = ("viewer", "user", "op", "admin")
ANSWERING = ("user", "op", "admin")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = seeding.seed(seeding.new_home(tmp_path_factory.mktemp("desk") / "home"))
    write_published(home)
    return home


def events(home):
    return [json.loads(path.read_text("utf-8")) for path in home.folder("inbox").glob("*.json")]


def calls_of(dependant):
    return {dependant.call} | {call for one in dependant.dependencies for call in calls_of(one)}


def test_every_address_asks_who_you_are_and_whether_you_may(dagbag):
    from airflow.api_fastapi.core_api.security import get_user
    from trend_desk import guard
    from trend_desk.desk import app

    assert len(app.routes) > 3
    for route in app.routes:
        assert {get_user, guard.let_in} <= calls_of(route.dependant), route.path
        if route.methods != {"GET"}:
            assert guard.let_answer in calls_of(route.dependant), route.path


@pytest.mark.parametrize("role", READERS)
def test_who_may_see_the_weekly_dag_may_read(enter, role):
    browser = enter(role)
    assert "Roaming charged twice" in browser.get("/").text
    assert "412 contacts" in browser.get(EPISODE).text
    assert "topics in use" in browser.get("/topics").text
    assert "The data of Week 38" in browser.get("/data").text


def test_who_has_no_right_at_all_is_kept_out(enter):
    browser = enter(None)
    assert [browser.get(path).status_code for path in ("/", EPISODE)] == [403, 403]


@pytest.mark.parametrize("role", ANSWERING)
def test_who_may_start_runs_may_answer_and_sees_it_noted(enter, home, role):
    browser = enter(role)
    browser.get(EPISODE)
    answer = browser.send(browser.form("start") | {"value": "Refunds", "until": "2026-10-01"})
    assert (answer.status_code, answer.headers["location"]) == (303, EPISODE[1:])
    (event,) = events(home)
    assert (event["who"], event["way"], event["action"], event["value"]) == (
        "vera",
        "desk",
        "start",
        "Refunds",
    )
    assert "Noted, and counts within minutes" in browser.get(EPISODE).text


def test_a_viewer_is_offered_no_form_and_cannot_send_one(enter, home):
    browser = enter("op")
    browser.get(EPISODE)
    fields = browser.form("take")
    viewer = enter("viewer")
    assert '<form method="post"' not in viewer.get(EPISODE).text
    viewer.client.cookies = browser.client.cookies
    refusal = viewer.send(fields)
    assert refusal.status_code == 403
    assert "to answer you need the right to start runs" in refusal.text
    assert events(home) == []


@pytest.mark.parametrize(
    "headers",
    [
        {}, {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"},
        {"Origin": ORIGIN, "Sec-Fetch-Site": "same-site"}, {"Origin": "https://evil.example"}, {"Origin": "null"},
        {"Sec-Fetch-Site": "none"}, {"Origin": "https://airflow.example.evil.example"},
    ],
)  # fmt: skip
def test_a_form_that_another_site_sent_is_refused(enter, home, headers):
    browser = enter("admin")
    browser.get(EPISODE)
    assert browser.send(browser.form("take"), headers).status_code == 403
    assert events(home) == []


def test_a_form_needs_the_token_of_its_own_session_and_person(enter, home):
    browser, other = enter("admin"), enter("admin")
    browser.get(EPISODE)
    fields = browser.form("take")
    assert other.send(fields).status_code == 403  # a browser that never was at the desk
    other.get(EPISODE)
    assert other.send(fields).status_code == 403  # another session
    assert browser.send({**fields, "token": ""}).status_code == 403
    assert browser.send({**fields, "token": "\N{SNOWMAN}" * 64}).status_code == 403
    olha = enter("admin", "olha")
    olha.client.cookies = browser.client.cookies
    assert olha.send(fields).status_code == 403  # the same browser, somebody else logged in
    assert events(home) == []
    assert enter("admin") is not None


def test_cookies_are_kept_from_other_sites_and_from_scripts(enter):
    cookie = enter("viewer").get("/").headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Secure" in cookie


def test_the_same_press_twice_is_one_answer(enter, home):
    browser = enter("op")
    browser.get(EPISODE)
    fields = browser.form("take")
    assert [browser.send(fields).status_code for _ in range(2)] == [303, 303]
    assert len(events(home)) == 1


def test_an_answer_that_cannot_be_comes_back_with_what_was_written(enter, home):
    browser = enter("op")
    browser.get(EPISODE)
    answer = browser.send(browser.form("snooze") | {"note": "not <b>now</b>"})
    assert answer.status_code == 422
    assert "Not noted: snooze needs until" in answer.text
    assert "not &lt;b&gt;now&lt;/b&gt;" in answer.text
    assert events(home) == []


def test_a_settled_kind_is_written_and_leads_to_the_next_contact(enter, home):
    with open_warehouse(home) as con:
        for number in range(2):
            con.execute(DRAW_KIND, [seeding.WEEK.start, f"desk:{number}", number])
    write_published(home)
    browser = enter("user")
    browser.get("/settling")
    fields = browser.form("kind") | {"value": "marketing"}
    answer = browser.send(fields, path="/settling")
    assert (answer.status_code, answer.headers["location"]) == (303, "settling?after=kind%3Adesk%3A0")  # fmt: skip
    assert [event["value"] for event in events(home)] == ["marketing"]
    browser.get("/settling?after=kind:desk:0")
    assert browser.form("kind")["about"] == "kind:desk:1"
    assert browser.send(fields | {"about": "kind:desk:9"}, path="/settling").status_code == 404
    assert browser.send(fields | {"value": "x" * 1001}, path="/settling").status_code == 422
    assert len(events(home)) == 1


def test_an_answer_about_nothing_is_refused(enter, home):
    browser = enter("op")
    browser.get(EPISODE)
    answer = browser.send(browser.form("take") | {"about": "../../etc/passwd"})
    assert answer.status_code == 404
    assert events(home) == []


def test_what_is_no_form_or_too_long_is_refused(enter, home):
    browser = enter("op")
    browser.get(EPISODE)
    fields = browser.form("take")
    assert browser.send(fields | {"note": "x" * 40_000}).status_code == 413
    assert browser.send({str(at): "x" for at in range(50)}).status_code == 400
    refused = browser.client.post("/answers", json=fields, headers=SAME_SITE)
    assert refused.status_code == 415
    assert events(home) == []


@pytest.mark.parametrize(
    "path", ["/", EPISODE, "/data", "/topics", "/worklists", "/worklists/kinds", "/settling"]
)
def test_no_page_may_run_a_script_from_data_or_be_framed_by_strangers(enter, path):
    headers = enter("admin").get(path).headers
    policy = dict(
        part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";")
    )
    assert policy["default-src"] == "'none'"
    assert policy["script-src"].startswith("'sha256-")
    assert (policy["style-src"], policy["form-action"]) == ("'self'", "'self'")
    assert (policy["frame-ancestors"], policy["base-uri"]) == ("'self'", "'none'")
    assert headers["x-content-type-options"] == "nosniff"
    assert "no-store" in headers["cache-control"]


@pytest.mark.parametrize(
    "path",
    [
        "/episodes/none",
        "/topics/999",
        "/worklists/none",
        "/episodes/2026-W38-T12?week=2026-W99",
        "/data?week=last",
        "/none",
        "/x.css",
        "/language/de",
    ],
)
def test_an_address_that_there_is_not_is_not_found(enter, path):
    assert enter("admin").get(path).status_code == 404


def test_the_page_speaks_as_the_browser_asks_or_as_the_reader_chose(enter):
    browser = enter("viewer")
    assert (
        '<html lang="uk">' in browser.get("/", headers={"Accept-Language": "uk-UA,uk;q=0.9"}).text
    )
    assert '<html lang="en">' in browser.get("/", headers={"Accept-Language": "de, *;q=0.5"}).text
    assert browser.get("/language/ru", follow_redirects=False).status_code == 303
    assert '<html lang="ru">' in browser.get("/", headers={"Accept-Language": "uk"}).text


def test_styles_may_be_kept_since_their_name_is_of_their_content(enter):
    import re

    browser = enter("viewer")
    name = re.search(r'href="(desk-[0-9a-f]{16}\.css)"', browser.get("/").text)[1]
    styles = browser.get(f"/{name}")
    assert styles.headers["content-type"].startswith("text/css")
    assert "immutable" in styles.headers["cache-control"]
    assert "font-face" in styles.text
    assert browser.get("/desk-0123456789abcdef.css").status_code == 404


def test_a_link_followed_without_log_in_leads_to_it_and_back(dagbag, airflow_database):
    from airflow.api_fastapi.app import create_auth_manager
    from starlette.testclient import TestClient
    from trend_desk.desk import app

    create_auth_manager()
    client = TestClient(app, base_url=ORIGIN, follow_redirects=False)
    answer = client.get(EPISODE, headers={"Accept": "text/html"})
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(
        "/api/v2/auth/login?next=https%3A%2F%2Fairflow.example%2F"
    )
    assert client.get(EPISODE).status_code == 401
    assert client.post("/answers", headers={"Accept": "text/html"}).status_code == 401


@pytest.mark.filterwarnings(
    "ignore:GitWildMatchPattern:DeprecationWarning"
)  # in Airflow's reader of .airflowignore
def test_airflow_loads_the_plugin_once_by_its_entry_point(dagbag):
    from airflow import plugins_manager

    plugins, errors = plugins_manager._get_plugins()
    assert [plugin.name for plugin in plugins if plugin.name == "trend_desk"] == ["trend_desk"]
    assert errors == {}
    apps, _ = plugins_manager.get_fastapi_plugins()
    assert {app["url_prefix"] for app in apps} >= {"/desk", "/bulletins"}

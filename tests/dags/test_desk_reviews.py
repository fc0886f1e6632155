"""Reviewers and quality managers at the desk: each sees what is theirs, and nobody else does."""

import json
import re

import pytest

from tests.desk.drawn_sample import draw_sample, score
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report.published import write_published

pytestmark = [
    pytest.mark.usefixtures("empty_inbox"),
    # Starlette's advice to install another HTTP client
    pytest.mark.filterwarnings("ignore:Using `httpx` with:UserWarning"),
]
FILLED_IN = {"answer:greeting": "yes", "answer:tone": "4", "answer:solution": "n/a"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = draw_sample(tmp_path_factory.mktemp("listening") / "home")
    with open_warehouse(home) as con:
        score(con, "op-0")
    write_published(home)
    return home


@pytest.fixture(scope="module")
def given(home):
    """The first review of each reviewer."""
    with open_warehouse(home) as con:
        return dict(
            con.execute("SELECT reviewer_id, min(review_id) FROM quality.review_sample GROUP BY ALL").fetchall()
        )  # fmt: skip


def events(home):
    return [json.loads(path.read_text("utf-8")) for path in home.folder("inbox").glob("*.json")]


def place(review_id):
    return f"/listening/{review_id}"


def test_a_reviewer_fills_in_the_form_of_an_own_review_and_is_led_back(enter, home, given):
    browser = enter("user", "vera")
    assert given["rv-1"] in browser.get("/listening").text
    browser.get(place(given["rv-1"]))
    fields = browser.form("evaluate") | FILLED_IN
    answer = browser.send(fields, path=place(given["rv-1"]))
    assert (answer.status_code, answer.headers["location"]) == (303, "../listening")
    assert browser.send(fields, path=place(given["rv-1"])).status_code == 303  # pressed twice
    (event,) = events(home)
    assert (event["who"], event["about"]) == ("rv-1", f"review:{given['rv-1']}")
    assert "noted" in browser.get("/listening?state=noted").text


def test_a_form_that_lacks_an_answer_comes_back(enter, home, given):
    browser = enter("user", "vera")
    browser.get(place(given["rv-1"]))
    answer = browser.send(browser.form("evaluate") | {"answer:tone": "4"}, path=place(given["rv-1"]))  # fmt: skip
    assert answer.status_code == 422
    assert "greeting must be answered" in answer.text
    assert 'value="4" required checked' in answer.text
    assert events(home) == []


@pytest.mark.parametrize(
    ("role", "name"), [("viewer", "vera"), ("op", "olha"), ("admin", "marta"), ("admin", "rv-1")]
)
def test_who_is_no_reviewer_or_may_not_answer_sees_no_review_and_cannot_judge(enter, home, given, role, name):  # fmt: skip
    reviewer = enter("user", "vera")
    reviewer.get(place(given["rv-1"]))
    fields = reviewer.form("evaluate") | FILLED_IN
    other = enter(role, name)
    for path in ("/listening", place(given["rv-1"])):
        assert other.get(path).status_code == 403
    assert 'href="listening"' not in other.get("/").text
    other.client.cookies = reviewer.client.cookies
    assert other.send(fields, path=place(given["rv-1"])).status_code == 403
    assert events(home) == []


def test_a_review_of_somebody_else_is_not_there_even_for_a_reviewer(enter, home, given):
    browser = enter("user", "vera")
    browser.get(place(given["rv-1"]))
    fields = browser.form("evaluate") | FILLED_IN
    assert browser.get(place(given["rv-2"])).status_code == 404
    assert browser.send(fields, path=place(given["rv-2"])).status_code == 404
    assert browser.send(fields | {"about": f"review:{given['rv-2']}"}).status_code == 404
    assert events(home) == []


def test_a_judgement_needs_the_token_of_its_page_and_this_very_site(enter, home, given):
    browser = enter("user", "vera")
    browser.get(place(given["rv-1"]))
    fields = browser.form("evaluate") | FILLED_IN
    elsewhere = {"Origin": "https://evil.example", "Sec-Fetch-Site": "cross-site"}
    assert browser.send(fields, elsewhere, place(given["rv-1"])).status_code == 403
    assert browser.send(fields | {"token": "0" * 64}, path=place(given["rv-1"])).status_code == 403
    many = {f"answer:{at}": "x" for at in range(150)}
    assert browser.send(fields | many, path=place(given["rv-1"])).status_code == 400
    assert events(home) == []


def test_the_words_of_a_form_and_of_a_reviewer_stay_words(enter, home, given):
    browser = enter("user", "vera")
    browser.get(place(given["rv-1"]))
    hostile = "<script>alert(1)</script>"
    sent = browser.form("evaluate") | FILLED_IN | {"note": hostile, "answer:greeting": hostile}
    answer = browser.send(sent, path=place(given["rv-1"]))
    assert answer.status_code == 422
    assert hostile not in answer.text
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert not re.search(r"\son\w+=", answer.text)


MANAGED = ("/quality", "/quality/operator?id=op-0", "/quality/reviewers", "/quality/audit")


@pytest.mark.parametrize("role", ["viewer", "op"])
def test_a_quality_manager_sees_figures_of_persons_by_name_and_nobody_else_does(enter, role):
    marta = enter(role, "marta")
    assert [marta.get(path).status_code for path in MANAGED] == [200] * len(MANAGED)
    assert 'href="quality"' in marta.get("/").text
    for name in ("vera", "olha", "rv-2"):
        other = enter("admin", name)
        assert [other.get(path).status_code for path in MANAGED] == [403] * len(MANAGED)
        assert 'href="quality"' not in other.get("/").text


def test_pages_for_everybody_name_no_operator_and_no_reviewer(enter):
    everybody = enter("admin", "olha")
    for path in ("/", "/worklists", "/worklists/unresolved", "/worklists/callbacks", "/topics", "/data"):  # fmt: skip
        page = everybody.get(path).text
        assert not re.search(r"\bop-\d|\brv-\d", page), path


def test_the_pages_of_persons_keep_the_policy_of_the_others(enter, given):
    marta = enter("admin", "marta")
    pages = [marta.get(path) for path in MANAGED]
    vera = enter("admin", "vera")
    pages += [vera.get(path) for path in ("/listening", place(given["rv-1"]))]
    for page in pages:
        assert "default-src 'none'" in page.headers["content-security-policy"]
        assert "no-store" in page.headers["cache-control"]
    assert enter("admin", "marta").get("/quality?week=2026-W99").status_code == 404
    assert enter("admin", "marta").get("/quality/operator?id=none").status_code == 404

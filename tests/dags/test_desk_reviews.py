"""Reviewers and quality managers at the desk: each sees what is theirs, and nobody else does."""

import json
import re

import pytest

from tests.desk.drawn_sample import draw_sample
from trend_lib.base.warehouse import open_warehouse

# Starlette's advice to install another HTTP client
pytestmark = pytest.mark.filterwarnings("ignore:Using `httpx` with:UserWarning")
FILLED_IN = {"answer:greeting": "yes", "answer:tone": "4", "answer:solution": "n/a"}


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return draw_sample(tmp_path_factory.mktemp("listening") / "home")


@pytest.fixture(autouse=True)
def empty_inbox(home, monkeypatch):
    monkeypatch.setenv("TRENDS_HOME", str(home.path))
    for event in home.folder("inbox").iterdir():
        event.unlink()


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

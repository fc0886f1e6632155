"""A page of hostile words in a real browser: nothing of it runs, whatever a reader opens or points at."""

import pytest

from tests.report import hostile, seeding
from trend_lib.report import publish


@pytest.fixture(scope="module")
def page_file(tmp_path_factory):
    home = seeding.new_home(tmp_path_factory.mktemp("hostile"))
    return publish(hostile.three_hundred_spikes(home), seeding.WEEK).path


def test_no_word_of_others_runs_in_the_browser(visit, page_file):
    page = visit(page_file)
    opened = []
    page.on("dialog", lambda dialog: (opened.append(dialog.message), dialog.dismiss()))
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
    page.locator("h3").first.hover()
    page.mouse.wheel(0, 100_000)
    assert opened == []
    assert page.said == []
    assert [url for url in page.asked_for if not url.startswith(("data:", "file:"))] == []
    assert page.evaluate("document.querySelectorAll('script').length") == 1
    assert page.evaluate("document.querySelectorAll('img, iframe, object, form').length") == 0


def test_the_mail_of_hostile_words_runs_nothing_either(visit, page_file):
    page = visit(page_file.with_name("mail.html"))
    refused = [
        said for said in page.said if "cid:" not in said and "ERR_UNKNOWN_URL_SCHEME" not in said
    ]
    assert refused == []
    assert page.evaluate("document.querySelectorAll('script, iframe, object, form').length") == 0

"""The mail as a mail program gets it: small enough in every language, whole without pictures, short when quiet."""

import re

import html5lib
import pytest

from tests.report import seeding
from tests.report.test_faces import parsed
from trend_lib.base import figures
from trend_lib.base.home import Home
from trend_lib.base.speech import LOCALES, speaking
from trend_lib.base.warehouse import open_warehouse
from trend_lib.report import publish
from trend_lib.report.faces import MAIL_BYTES, bytes_as_sent
from trend_lib.report.words import whole_sentences

ALL_LANGUAGES = '[report]\nlanguages = ["uk", "ru", "en"]\nmovers = 30\n'
LONG_NAME = (
    "Домашній інтернет зникає щовечора після оновлення роутера, а підтримка радить перезавантажити"
)
LONG_MEASURE = (
    "Зупинити оновлення роутерів у регіоні, відкотити версію та зателефонувати тим, хто скаржився двічі. "
    * 2
)
HOSTILE = "<img src=x onerror=alert(1)> =1+1 \u202e& «ї» " + "щ" * 4000


def week_of_many(folder, count, name, measure, quote, settings=ALL_LANGUAGES):
    """Publish a week of many spikes; return each language's folder."""
    many = {topic: (200 + topic, 40.0, 30.0, 55.0) for topic in range(101, 101 + count)}
    home = seeding.seed(seeding.new_home(folder, settings=settings), spiking=many)
    with open_warehouse(home) as con:
        con.execute(
            "UPDATE episodes.episode_weeks SET topic_name = ? || ' ' || topic_id, owner = 'Черговий інженер мережі', "
            "countermeasure = ?, examples = [?]",
            [name, measure, quote],
        )
        for table in ("episodes.series_weeks", "weekly.topic_weeks"):
            con.execute(
                f"UPDATE {table} SET topic_name = ? || ' ' || topic_id WHERE topic_id > 0", [name]
            )
        con.execute("UPDATE episodes.drivers SET slice_value = 'Область ' || slice_value")
    folder = publish(home, seeding.WEEK).path.parents[1]
    return {code: folder / code for code in LOCALES}


@pytest.fixture(scope="module")
def heavy(tmp_path_factory):
    """Thirty spikes with long names."""
    return week_of_many(
        tmp_path_factory.mktemp("heavy"), 30, LONG_NAME, LONG_MEASURE, LONG_NAME * 3
    )


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """Ninety spikes that want to break things."""
    folder, settings = tmp_path_factory.mktemp("hostile"), '[report]\nlanguages = ["uk"]\n'
    return week_of_many(folder, 90, HOSTILE, HOSTILE, HOSTILE, settings)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """A week in which nothing rose."""
    settings = '[report]\nlanguages = ["uk", "en"]\n'
    home = seeding.seed(
        seeding.new_home(tmp_path_factory.mktemp("quiet"), settings=settings), spiking={}
    )
    with open_warehouse(home) as con:
        con.execute(
            "UPDATE episodes.series_weeks SET lower = observed - 50, upper = observed + 50, status = 'tested' "
            "WHERE topic_id = 0"
        )
    return publish(home, seeding.WEEK).path.parents[1]


def mail_of(folder):
    return (folder / "mail.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("week", "language"), [("heavy", "uk"), ("heavy", "ru"), ("heavy", "en"), ("hostile", "uk")]
)
def test_the_html_is_at_most_80_kilobytes_as_sent(request, week, language):
    mail = mail_of(request.getfixturevalue(week)[language])
    assert bytes_as_sent(mail) <= MAIL_BYTES
    parsed(mail)


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_what_the_mail_leaves_out_is_counted_and_the_text_has_it_all(heavy, language):
    mail, text = mail_of(heavy[language]), (heavy[language] / "mail.txt").read_text("utf-8")
    shown = set(re.findall(rf"{LONG_NAME} (1\d\d)", mail))
    told = set(re.findall(rf"{LONG_NAME} (1\d\d)", text))
    assert len(told) == 30
    left, *_ = re.findall(r'</table>\s*<p class="small gap-top"[^>]*>\D*(\d+)\D*</p>', mail)
    spikes = set(re.findall(r'<b class="hot"[^>]*>(\d+)</b>', mail)) | set("123")
    assert int(left) == 30 - max(map(int, spikes))
    assert shown <= told


@pytest.mark.parametrize("language", ["uk", "ru", "en"])
def test_every_figure_of_the_mail_is_text(heavy, language):
    """With images blocked only their alternative texts are lost, and those repeat what stands beside them."""
    mail = mail_of(heavy[language])
    blocked = re.sub(r"<img[^>]*>", "", mail)
    figures = set(re.findall(r"\d{3,}", " ".join(re.findall(r'alt="([^"]*)"', mail))))
    assert {figure for figure in figures if figure not in blocked} == set()


def test_the_subject_carries_the_news_within_150_letters_in_each_language(heavy):
    with open_warehouse(Home(heavy["uk"].parents[3])) as con:
        subjects = dict(con.execute("SELECT language, subject FROM report.bulletins").fetchall())
        (contacts,) = con.execute("SELECT max(contacts) FROM report.bulletins").fetchone()
    assert subjects.keys() == LOCALES.keys()
    for language, subject in subjects.items():
        with speaking(language):
            assert figures.count(contacts).replace("\u00a0", " ") in subject
        assert "38" in subject
        assert LONG_NAME[:30] in subject
        assert len(subject) <= 150


def test_every_picture_has_a_width_and_lies_beside_the_mail(heavy):
    for folder in heavy.values():
        pictures = re.findall(r"<img[^>]*>", mail_of(folder))
        assert pictures
        assert all(re.search(r' width="\d+"', picture) for picture in pictures)
        named = {re.search(r'src="cid:([^"]+)"', picture)[1] for picture in pictures}
        assert all((folder / "images" / f"{name}.png").is_file() for name in named)


@pytest.mark.parametrize("week", ["heavy", "hostile"])
def test_the_mail_is_html_without_a_fault(request, week):
    html5lib.HTMLParser(strict=True).parse(mail_of(request.getfixturevalue(week)["uk"]))


def test_the_mail_of_a_quiet_week_is_short(quiet, northline):
    busy = mail_of(northline[1].path.parent)
    for language in ("uk", "en"):
        mail = mail_of(quiet / language)
        assert bytes_as_sent(mail) < bytes_as_sent(busy) * 2 / 3
        assert mail.count('scope="row"') <= 3


def test_nothing_but_the_imprint_stands_between_its_comments(northline):
    [imprint] = re.findall(
        r"<!-- imprint -->(.*?)<!-- /imprint -->", mail_of(northline[1].path.parent)
    )
    assert "Revision 1, configuration" in imprint
    assert f"Topic model {seeding.MODEL}." in imprint


@pytest.mark.parametrize(
    ("sentences", "said"),
    [
        ((), ""),
        (("One. ", "Two."), "One.  Two."),
        (("It rose by 6\u00a0412.", "x" * 40), "It rose by 6\u00a0412."),
        (("A first sentence that is far too long to fit.",), "A first sentence that is far…"),
        (("Between 1 and 6\u00a0412\u00a0345 calls,",), "Between 1 and…"),
    ],
)
def test_a_preview_ends_with_a_sentence_or_a_word(sentences, said):
    length = 22 if said == "Between 1 and…" else 30
    assert whole_sentences(sentences, length) == said

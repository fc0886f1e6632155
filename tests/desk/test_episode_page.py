"""One episode says what its bulletin says, to the letter, and what happened to it since."""

import html
import re
from datetime import UTC, datetime

import pytest

from tests.report import seeding
from trend_lib.base.answer_words import SAID, WHY_NOT
from trend_lib.base.inbox import ACTIONS, Answer, write_answer
from trend_lib.base.speech import speaking
from trend_lib.base.weeks import Week
from trend_lib.desk.episode_page import has_episode, show_episode
from trend_lib.episodes import answered, measure, standing
from trend_lib.report import publish

from .conftest import ROAMING

TUESDAY = datetime(2026, 9, 22, 7, 30, tzinfo=UTC)


def told(page):
    """What a page says, its tags taken away."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", page)).split())


@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_every_figure_of_the_bulletin_stands_on_the_desk_as_it_was_written(
    tmp_path, anna, language
):
    settings = f'[report]\nlanguages = ["{language}"]\n'
    home = seeding.seed(seeding.new_home(tmp_path / "home", settings=settings))
    publish(home, seeding.WEEK)
    bulletin = (home.path / f"bulletins/2026/w38/{language}/index.html").read_text("utf-8")
    article = re.search(r'<article class="spike" id="spike-1">.*?</article>', bulletin, re.DOTALL)[
        0
    ]
    with speaking(language):
        page = show_episode(home, anna, ROAMING, None)
    for piece in (
        '<h3><span class="number">1</span>(.*?)</h3>',
        '<p class="say">(.*?)<br>',
        '<p class="terms">(.*?)</p>',
        "<tbody>(.*?)</tbody>",
        "<blockquote[^>]*>(.*?)</blockquote>",
        "<figcaption>(.*?)</figcaption>",
    ):
        found = re.findall(piece, article, re.DOTALL)
        assert found, piece
        for one in found:
            assert told(one) in told(page)
    drawings = re.findall(r"<svg class=\"chart\".*?</svg>", article, re.DOTALL)
    assert len(drawings) == 5
    assert all(drawing in page for drawing in drawings)


def test_there_is_no_page_of_an_episode_that_there_is_not(home, anna):
    assert show_episode(home, anna, "2026-W38-T999", None) is None
    assert show_episode(home, anna, ROAMING, Week.parse("2020-W01")) is None
    assert has_episode(home, ROAMING)
    assert not has_episode(home, "2026-W38-T999")


def test_an_earlier_week_is_shown_as_it_stood_and_cannot_be_answered(home, anna, change):
    change(
        "INSERT INTO episodes.episode_weeks BY NAME SELECT * REPLACE (week_start + 7 AS week_start, "
        "'recovering' AS state, '' AS grade, 77 AS observed) FROM episodes.episode_weeks WHERE topic_id = 12"
    )
    now = show_episode(home, anna, ROAMING, None)
    assert "77 contacts" in told(now)
    assert "No alarm this week; when it last alarmed" in told(now)
    then = show_episode(home, anna, ROAMING, seeding.WEEK)
    assert "412 contacts" in told(then)
    assert "As it stands now" in told(then)
    assert "<form" in now
    assert "<form" not in then


@pytest.mark.parametrize(
    ("why", "said"),
    [
        ("is_incomplete", "The week was not received whole, so it says nothing."),
        ("is_unjudged", "The topic goes on under a new name, which is too new to be judged."),
    ],
)
def test_a_week_that_could_not_be_judged_says_why_instead_of_no_alarm(
    home, anna, change, why, said
):
    change(f"UPDATE episodes.episode_weeks SET grade = '', {why} = true WHERE topic_id = 12")
    history = told(show_episode(home, anna, ROAMING, None).partition('id="history"')[2])
    assert said in history
    assert "No alarm." not in history


def test_who_may_only_read_gets_no_form(home, anna):
    from trend_lib.desk.reader import Reader

    page = show_episode(home, Reader("vic", may_answer=False), ROAMING, None)
    assert "<form" not in page
    assert "You may read and not answer" in page


def test_what_people_answered_stands_among_the_weeks(home, anna, change):
    change(
        "INSERT INTO episodes.answers VALUES (DATE '2026-09-14', 'inbox:1', ?, TIMESTAMP '2026-09-21 08:00:00', "
        "'vera', 'slack', 'start', 'Refunds are <sent>', '2026-09-30', 'Half as many', true, NULL, '2026-09-18'), "
        "(DATE '2026-09-14', 'inbox:2', ?, TIMESTAMP '2026-09-21 09:00:00', 'olha', 'command', 'take', NULL, NULL, '', "
        "false, 'it was so already', NULL)",
        ROAMING, ROAMING,
    )  # fmt: skip
    page = show_episode(home, anna, ROAMING, None)
    history = told(page.partition('id="history"')[2])
    assert history.index("olha took it.") < history.index("vera began") < history.index("Week 38")
    assert "Mon 21 Sept 2026, 11:00, in Slack" in history  # by the clocks of Kyiv
    assert (
        "vera began a countermeasure: Refunds are <sent>. Due 30 September 2026. Half as many"
        in history
    )
    assert "Changed nothing: it was so already." in history


def test_an_answer_in_the_inbox_is_noted_until_it_is_counted(home, anna, change):
    said = Answer(
        TUESDAY,
        "vera",
        "desk",
        "take",
        ROAMING,
        note="call 067 123 45 67 <b>",
        event_id="event-0001",
    )
    write_answer(home, said)
    page = show_episode(home, anna, ROAMING, None)
    assert (
        "Noted, and counts within minutes, as soon as answers are taken in: vera took it. call [phone] <b>"
        in told(page)
    )
    assert "Noted" not in told(show_episode(home, anna, "2026-W38-T13", None))
    change(
        "INSERT INTO episodes.answers VALUES (DATE '2026-09-14', 'inbox:event-0001', ?, "
        "TIMESTAMP '2026-09-22 07:30:00', 'vera', 'desk', 'take', NULL, NULL, '', true, NULL, NULL)", ROAMING,
    )  # fmt: skip
    assert "Noted" not in told(show_episode(home, anna, ROAMING, None))


@pytest.mark.parametrize(
    "junk", [b"{", b"[]", b'{"event_id": "x", "about": "2026-W38-T12"}', b"\xff\xfe"]
)
def test_what_somebody_else_dropped_into_the_inbox_says_nothing(home, anna, junk):
    (home.folder("inbox") / "junk.json").write_bytes(junk)
    assert "Noted" not in told(show_episode(home, anna, ROAMING, None))


def test_countermeasures_are_told_as_in_the_bulletin_and_can_be_ended_one_by_one(
    home, anna, change
):
    change(
        "INSERT INTO episodes.countermeasures VALUES "
        "(DATE '2026-09-14', 'inbox:m1', ?, 12, 'Refunds', 'vera', DATE '2026-09-15', DATE '2026-09-30', 'half', NULL, true),"
        "(DATE '2026-09-14', 'inbox:m2', ?, 12, 'Notice', 'olha', DATE '2026-09-16', NULL, '', DATE '2026-09-20', false)",
        ROAMING, ROAMING,
    )  # fmt: skip
    page = show_episode(home, anna, ROAMING, None)
    assert "Refunds (vera, since 15 September, due 30 September). Expected effect: half." in told(
        page
    )
    assert "Notice (olha, 16 September to 20 September)" in told(page)
    assert re.findall(r'name="value" value="([^"]*)"><button>It is done', page) == ["inbox:m1"]


def test_a_verdict_stands_beside_its_countermeasure_in_the_bulletins_words(home, anna, change):
    from trend_lib.base.effect_words import EffectTold, outcome_sentence, verdict_word

    router = "2026-W38-T13"
    change("DELETE FROM episodes.effects WHERE episode_id = ?", router)
    change(
        "INSERT INTO episodes.effects BY NAME SELECT week_start, countermeasure_id, episode_id, 'worked' AS verdict, '' AS reason, "
        "0.8 AS share, 0.6 AS lower, 0.95 AS upper, 120.0 AS contacts_saved, 90.0 AS saved_lower, 150.0 AS saved_upper, "
        "NULL::DOUBLE AS cost_saved, 3 AS weeks_before, 2 AS weeks_after, 'seasonal' AS method, 2 AS controls, 0 AS past_rises, "
        "'' AS note FROM episodes.countermeasures WHERE episode_id = ?", router,
    )  # fmt: skip
    page = told(show_episode(home, anna, router, None))
    effect = EffectTold("worked", "", 0.8, 0.6, 0.95, 120.0, 90.0, 150.0, None, 2, None, "")
    assert f"{verdict_word('worked')} {outcome_sentence(effect)}" in page
    assert "80% of the rise is gone (95% interval: 60% to 95%)" in page


def test_spikes_of_one_cause_lead_to_one_another(home, anna, change):
    for topic in (12, 13):
        change(
            "INSERT INTO episodes.causes VALUES (DATE '2026-09-14', ?, ?, ['place:Lviv', 'day:2026-09-16'], FALSE)",
            ROAMING, f"2026-W38-T{topic}",
        )  # fmt: skip
    page = show_episode(home, anna, ROAMING, None)
    assert (
        "Rose together with “Router loses Wi-Fi after update”, in Lviv, on 16 September: it may be one cause."
        in told(page)
    )
    assert '<a href="2026-W38-T13">' in page
    assert "Rose together" not in told(show_episode(home, anna, "2026-W38-T14", None))


def lead(change, week="2026-09-14"):
    """Topic 13 is told with topic 12."""
    for topic in (12, 13):
        change(
            "INSERT INTO episodes.causes VALUES (?, ?, ?, ['place:Lviv', 'day:2026-09-16'], ?)",
            week, ROAMING, f"2026-W38-T{topic}", topic == 13,
        )  # fmt: skip
    change("UPDATE episodes.episode_weeks SET led_by = ? WHERE topic_id = 13", ROAMING)


def test_what_is_told_as_one_has_one_page_with_each_topics_figures_and_all_answers(
    home, anna, change
):
    lead(change)
    change(
        "INSERT INTO episodes.answers VALUES (DATE '2026-09-14', 'inbox:1', '2026-W38-T13', TIMESTAMP '2026-09-21 08:00:00', "
        "'vera', 'slack', 'take', NULL, NULL, '', true, NULL, NULL)"
    )
    page = show_episode(home, anna, ROAMING, None)
    cause = told(page.partition('id="cause"')[2].partition("</section>")[0])
    assert "Rose by the same cause, in Lviv, on 16 September" in cause
    assert "Router loses Wi-Fi after update" in cause
    assert "vera took it." in told(page)
    assert "it may be one cause" not in told(page)
    (form,) = re.findall(
        r'name="about" value="([^"]*)"><input type="hidden" name="action" value="apart"', page
    )
    assert form == "2026-W38-T13"


def test_a_member_leads_to_the_page_where_it_is_answered_and_may_only_be_told_apart(
    home, anna, change
):
    lead(change)
    page = show_episode(home, anna, "2026-W38-T13", None)
    assert "It is told with another, as risen by the same cause" in told(page)
    assert f'<a href="{ROAMING}">Roaming charged twice</a>' in page
    assert set(re.findall(r'name="action" value="([^"]*)"', page)) == {"apart", "finish"}


def test_sleep_and_an_earlier_episode_are_told(home, anna, change):
    change(
        "UPDATE episodes.episode_weeks SET is_snoozed = true, snoozed_until = DATE '2026-10-05', "
        "resurfaced_from = '2026-W30-T12' WHERE topic_id = 12"
    )
    page = show_episode(home, anna, ROAMING, None)
    assert "Asleep until 5 October 2026, or until it gets worse." in told(page)
    assert 'href="2026-W30-T12"' in page
    change("UPDATE episodes.episode_weeks SET snoozed_until = NULL")
    assert "Asleep until it gets worse." in told(show_episode(home, anna, ROAMING, None))


def test_every_answer_and_every_reason_of_the_fold_has_its_words():
    assert set(ACTIONS) <= set(SAID)
    reasons = {
        standing.AGAIN,
        standing.NOT_OVER,
        standing.IS_OVER,
        answered.UNKNOWN,
        measure.WORDLESS,
        measure.NONE_BEGUN,
        measure.NONE_SUCH,
        answered.SUPERSEDED,
        answered.ALONE,
    }
    assert set(WHY_NOT) == reasons

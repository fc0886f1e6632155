"""What a message looks like: agreed in golden files, within Slack's limits, deaf to mark-up."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from tests.alerts.golden import assert_same_as_golden
from tests.alerts.rows import WEEK
from tests.report.test_languages import Bracketing, outside_brackets
from trend_lib.alerts.episode_alert import Driver, EpisodeAlert
from trend_lib.alerts.episode_words import headline
from trend_lib.alerts.last_check import spoken_texts
from trend_lib.alerts.slack_digest import digest_message, quiet_message
from trend_lib.alerts.slack_message import Extras, episode_message
from trend_lib.alerts.slack_text import escaped, length, link, plain
from trend_lib.base import figures
from trend_lib.base.speech import LOCALES, Language, speaking

ALERT = EpisodeAlert(
    episode_id="2026-W45-T12",
    week_start=WEEK.start,
    topic_name="Double charge in prepaid roaming",
    opened_week=date(2026, 11, 2),
    state="open",
    grade="exceptional",
    owner="U0BILLING1",
    countermeasure="Stop the night job of billing; refund by hand",
    runbook_url="https://runbooks.example/billing?step=1&who=all",
    observed=1412,
    expected=118.4,
    lower=91.6,
    upper=147.2,
    known_events=("New roaming tariff",),
    examples=("Charged twice for one day in roaming, card [card]",),
    p_value=1e-9,
    drivers=(
        Driver("region", "Odesa", 340),
        Driver("region", "Lviv", 220),
        Driver("product", "Start", 900),
    ),
)
NEW_TOPIC = replace(
    ALERT,
    episode_id="2026-W46-T31",
    topic_name="Сайт не відкривається після оновлення",
    opened_week=WEEK.start,
    owner=None,
    countermeasure=None,
    runbook_url=None,
    observed=61,
    expected=None,
    lower=None,
    upper=None,
    known_events=(),
    examples=(),
    drivers=(),
)
EARLY = replace(
    ALERT,
    episode_id="2026-W46-T12",
    opened_week=WEEK.start,
    state="early",
    observed=212,
    until=date(2026, 11, 11),
    drivers=(),
)
UNFOUNDED = replace(
    ALERT,
    state="unfounded",
    grade="",
    countermeasure=None,
    runbook_url=None,
    examples=(),
    drivers=(),
)
CLOSED = replace(ALERT, state="closed", grade="", owner="olena@northline.example")
LINK = "https://reports.example/bulletins/2026/w46/en/index.html"
HOSTILE = [
    "<!channel> <@U1> <https://evil.example|Click> *bold* _i_ ~s~ `x` @here &amp;",
    "\u202egnorw si txet siht\u202c \u2066x\u2069 \x00\x07\r\n\t tail",
    "x" * 10_000,
    "&<>" * 4_000,
    "👩‍👩‍👧" * 3_000,
    "*" * 10_000,
    "\u0635\u0648\u062a " * 900,
    "",
    "   \n ",
]
texts = st.one_of(st.text(max_size=300), st.sampled_from(HOSTILE))


def alert_of(text, observed=10**9):
    return replace(
        ALERT,
        episode_id=text,
        topic_name=text,
        owner=text,
        countermeasure=text,
        runbook_url=f"https://runbooks.example/{text}",
        observed=observed,
        known_events=(text, text),
        examples=(text,),
        drivers=(Driver("region", text, 1), Driver("product", text, 2)),
        state=text,
        grade=text,
    )


def assert_fits(message):
    blocks = message.blocks
    assert len(blocks) <= 50
    assert 0 < length(message.text) <= 4000
    for block in blocks:
        Block.parse(block).to_dict()  # the SDK's own checks
        if block["type"] == "header":
            assert 0 < length(block["text"]["text"]) <= 150
        if block["type"] == "section":
            assert 0 < length(block.get("text", {"text": "none"})["text"]) <= 3000
            assert len(block.get("fields", [])) <= 10
            assert all(length(field["text"]) <= 2000 for field in block.get("fields", []))
        if block["type"] == "context":
            assert 0 < len(block["elements"]) <= 10
            assert all(0 < length(element["text"]) <= 2000 for element in block["elements"])
    return message


def markdown_texts(node):
    if isinstance(node, dict):
        if node.get("type") == "mrkdwn":
            yield node["text"]
        for value in node.values():
            yield from markdown_texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from markdown_texts(value)


@settings(max_examples=40, deadline=None)
@given(texts)
def test_no_text_makes_a_message_larger_than_slack_takes(text):
    assert_fits(episode_message(alert_of(text), Extras(LINK)))
    assert_fits(quiet_message(WEEK, text, LINK))


@settings(max_examples=6, deadline=None)
@given(texts, st.integers(min_value=1, max_value=120))
def test_no_number_of_episodes_makes_a_list_larger_than_slack_takes(text, count):
    assert_fits(digest_message("digest 2026-W46", [alert_of(text)] * count, Extras(LINK)))


@pytest.mark.parametrize("text", HOSTILE)
def test_customers_and_topics_write_no_mark_up(text):
    message = episode_message(
        replace(alert_of(text), runbook_url=None, state="open", grade=""), Extras()
    )
    own = ("*How unusual*", "*Since*", "*Where*", "*Product*", "*Known beforehand*", "*Status*")
    own += ("*Owner*", "*What the playbook suggests*")
    for said in [message.text, *markdown_texts(message.blocks)]:
        for label in own:
            said = said.replace(label, "", 1)  # noqa: PLW2901 - what is left is theirs
        assert not set("<>") & set(said)
        assert "@here" not in said
        for sign in "*_~`":
            assert said.count(sign) == said.count(f"\u200b{sign}\u200b")
    assert not set("\u202e\u202c\u2066\u2069\x00\x07") & set(
        json.dumps(message.blocks, ensure_ascii=False)
    )


def test_customers_words_stand_in_a_block_without_mark_up():
    message = episode_message(replace(ALERT, examples=(HOSTILE[0],)), Extras())
    [quoted] = [block for block in message.blocks if block["type"] == "rich_text"]
    assert quoted["elements"][0]["elements"] == [{"type": "text", "text": HOSTILE[0]}]


@settings(max_examples=50, deadline=None)
@given(texts, st.integers(min_value=2, max_value=400))
def test_a_cut_text_fits_and_ends_on_a_whole_sign(text, limit):
    for cut in (plain(text, limit), escaped(text, limit)):
        assert length(cut) <= limit
    entity = escaped(text, limit).replace("&amp;", "").replace("&lt;", "").replace("&gt;", "")
    assert "&" not in entity


def test_a_long_topic_is_cut_and_its_numbers_are_not():
    said = headline(replace(ALERT, topic_name="Roaming " * 40), 150)
    assert said.endswith("…: 1,412 contacts, expected 92–147")
    assert length(said) <= 150


@pytest.mark.parametrize(
    "url", [None, "", "javascript:alert(1)", "ftp://x.example", "https://x.example/" + "y" * 3000]
)
def test_what_is_no_web_address_is_no_link(url):
    assert link(url, "Runbook") == ""


def test_a_web_address_cannot_end_its_link_early():
    assert link("https://x.example/?a=1&b=<2>|3", "Runbook") == (
        "<https://x.example/?a=1&amp;b=%3C2%3E%7C3|Runbook>"
    )


LISTENED = Extras(LINK, with_buttons=True)
SNOOZED = replace(
    ALERT,
    state="countermeasure",
    is_snoozed=True,
    snoozed_until=date(2026, 12, 3),
    owner="S0BILLING1",
)

AGREED = {
    "slack_episode": lambda: episode_message(ALERT, Extras(LINK)),
    "slack_new_topic": lambda: episode_message(NEW_TOPIC, Extras()),
    "slack_early": lambda: episode_message(EARLY, Extras()),
    "slack_early_calmed": lambda: episode_message(
        replace(EARLY, grade="", until=date(2026, 11, 14)), Extras()
    ),
    "slack_early_digest": lambda: digest_message(
        "digest 2026-W46", [EARLY, replace(EARLY, grade="")], Extras()
    ),
    "slack_unfounded": lambda: episode_message(UNFOUNDED, Extras(LINK)),
    "slack_closed": lambda: episode_message(CLOSED, Extras(LINK)),
    "slack_digest": lambda: digest_message("digest 2026-W46", [ALERT, NEW_TOPIC], Extras(LINK)),
    "slack_buttons": lambda: episode_message(ALERT, LISTENED),
    "slack_buttons_snoozed": lambda: episode_message(SNOOZED, LISTENED),
    "slack_buttons_closed": lambda: episode_message(CLOSED, LISTENED),
    "slack_buttons_digest": lambda: digest_message("digest 2026-W46", [ALERT, CLOSED], LISTENED),
    "slack_quiet": lambda: quiet_message(WEEK, "", LINK),
}


@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("name", AGREED)
def test_the_message_is_what_was_agreed(name, language):
    with speaking(language):
        payload = assert_fits(AGREED[name]()).payload("C0COMPLAIN", "0" * 32)
    golden = f"{name}.json" if language == "en" else f"{name}.{language}.json"
    assert_same_as_golden(golden, json.dumps(payload, ensure_ascii=False, indent=2) + "\n")


CYRILLIC = {
    "topic_name": "Подвійне списання",
    "owner": "Черговий",
    "countermeasure": "Зупинити нічне завдання",
    "known_events": ("Новий тариф",),
    "examples": ("Списали двічі",),
    "drivers": (Driver("region", "Одеса", 340), Driver("product", "Старт", 900)),
    "runbook_url": None,
}
EACH_STATE = [
    *(
        replace(ALERT, state=state, **CYRILLIC)
        for state in ("open", "acknowledged", "countermeasure")
    ),
    *(replace(ALERT, state=state, grade="", **CYRILLIC) for state in ("recovering", "closed")),
    *(replace(ALERT, state=state, grade="", **CYRILLIC) for state in ("false_alarm", "unfounded")),
    replace(ALERT, p_value=0.1, opened_week=WEEK.start, **CYRILLIC),
    replace(EARLY, **CYRILLIC),
    replace(EARLY, grade="", **CYRILLIC),
    replace(ALERT, lower=0.0, upper=0.5, **CYRILLIC),
    replace(ALERT, lower=None, **CYRILLIC | {"owner": None}),
    replace(ALERT, **CYRILLIC | {"topic_name": "All contacts"}, episode_id="2026-W45-T0"),
]


@pytest.mark.parametrize("alert", EACH_STATE, ids=lambda alert: alert.state)
def test_every_word_of_a_message_can_be_translated(alert):
    """With each sentence in brackets, only codes and people's own words stand outside."""
    with speaking(Language("xx", "uk", Bracketing())):
        messages = [
            episode_message(alert, Extras()),
            digest_message("digest 2026-W46", [alert] * 41, Extras()),
            quiet_message(WEEK, "", ""),
        ]
    for message in messages:
        texts = [message.text, *[text for _, text in spoken_texts(message.blocks, "")]]
        assert outside_brackets(texts) == []


def test_a_topic_rare_only_in_a_part_says_so_as_the_bulletin_does():
    [field] = [
        field["text"]
        for block in episode_message(replace(ALERT, p_value=0.01), Extras()).blocks
        for field in block.get("fields", [])
        if "How unusual" in field["text"]
    ]
    assert field.endswith("rarer than 1 week in 2,000 by chance, in one of its places or products")


@pytest.mark.parametrize(
    ("name", "said"), [("All contacts", "Усі звернення"), ("Other requests", "Інші звернення")]
)
def test_names_of_our_own_are_said_in_the_language_spoken(name, said):
    with speaking("uk"):
        written = headline(replace(ALERT, topic_name=name), 150)
    assert written == f"▲ {said}: 1\u00a0412 звернень, очікувано 92–147"


def test_a_range_without_contacts_is_none_and_not_0_to_0():
    assert headline(replace(ALERT, lower=0.0, upper=0.6), 150).endswith("contacts, expected none")


@pytest.mark.parametrize("count", [1, 2, 5, 21, 1_000_000])
@pytest.mark.parametrize("language", LOCALES)
def test_numbers_are_written_as_the_bulletin_writes_them(count, language):
    with speaking(language):
        written = figures.count(count)
        assert f"{written} " in headline(replace(ALERT, observed=count), 150)


def test_an_alarm_for_size_claims_no_odds():
    alert = replace(ALERT, grade="unprecedented", p_value=0.09, expected=35.0, upper=931.0)
    written = json.dumps(episode_message(alert, Extras()).blocks)
    assert "Unprecedented: at least twice its highest week so far" in written
    assert "expected 35" in headline(alert, 150)
    assert "931" not in written


def test_a_count_inside_its_range_says_which_weeks_are_rare_together():
    alert = replace(
        ALERT, grade="very_unusual", p_value=0.002, observed=31, lower=13.0, upper=33.0,
        look_weeks=2, look_observed=69, look_expected=45.1,
    )  # fmt: skip
    told = "Together with last week 69, expected 45"
    assert told in json.dumps(episode_message(alert, Extras()).blocks)
    assert told in json.dumps(digest_message("digest 2026-W45", [alert], Extras()).blocks)
    assert told not in json.dumps(episode_message(replace(alert, grade=""), Extras()).blocks)

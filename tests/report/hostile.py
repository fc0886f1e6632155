"""Homes that do their worst: 300 spikes of hostile words, no data, one week of history, no sources."""

from tests.report import seeding
from trend_lib.base.warehouse import open_warehouse

LANGUAGES = ("en", "uk", "ru")
SETTINGS = '[report]\nlanguages = ["en", "uk", "ru"]\n'
TEXTS = [
    "<script>alert('quote')</script><img src=x onerror=alert(1)>",
    '=HYPERLINK("http://evil.example","x")',
    "\u202eevil\u202c \u2066x\u2069 \u200f <!channel> <@U123> *bold* `code` <http://evil.example|pay>",
    "👩‍👩‍👧 🏴󠁧󠁢󠁳󠁣󠁴󠁿 " + "я" * 10_000,
    "+1+cmd|' /C calc'!A0",
    "\x00\x1b[31m]]> --> {{ 7*7 }} {% raw %} '; DROP TABLE",
]
NAMES = [text[:200] for text in TEXTS] + [
    "<b onmouseover=alert(1)>“Ж</b> " + "Щ" * 200,
    "=1+1",
    "  ",
]


def three_hundred_spikes(home):
    """Every word that people or customers write is hostile; every name is as long as names may be."""
    many = {topic: (90 + topic, 40.0, 30.0, 55.0) for topic in range(101, 401)}
    seeding.seed(home, spiking=many)
    with open_warehouse(home) as con:
        for at, name in enumerate(NAMES):
            of_it = [name, len(NAMES), at]
            for table in ("episodes.episode_weeks", "episodes.series_weeks", "weekly.topic_weeks"):
                con.execute(f"UPDATE {table} SET topic_name = ? WHERE topic_id % ? = ?", of_it)
        con.execute(
            "UPDATE episodes.episode_weeks SET examples = ?, owner = ?, countermeasure = ?, known_events = ?,"
            " runbook_url = 'javascript:alert(1)'", [TEXTS, TEXTS[0], TEXTS[3], TEXTS],
        )  # fmt: skip
        con.execute(
            "UPDATE episodes.countermeasures SET what = ?, who = ?, expected_effect = ?",
            [TEXTS[3], TEXTS[0], TEXTS[3]],
        )
        con.execute("UPDATE weekly.topic_weeks SET examples = ?", [TEXTS])
        con.execute("UPDATE episodes.drivers SET slice_value = '=<i>' || slice_value")
        con.execute("UPDATE episodes.terms SET written = ?", [TEXTS[0]])
        con.execute(
            "UPDATE quality.team_weeks SET team = '=<script>' || team WHERE team <> '(all)'"
        )
        con.execute("UPDATE quality.survey_scores SET question = '<script>' || question")
        con.execute("UPDATE weekly.source_weeks SET source = '@' || source, note = ?", [TEXTS[3]])
    return home


def nothing(home):
    """A home in which nothing was ever counted."""
    return home


def one_week(home):
    """The first week ever."""
    return seeding.seed(home, weeks=1)


def no_sources(home):
    """A week of which nothing is known of the sources."""
    seeding.seed(home)
    with open_warehouse(home) as con:
        con.execute("DELETE FROM weekly.source_weeks")
    return home


WORST = {one.__name__: one for one in (three_hundred_spikes, nothing, one_week, no_sources)}

"""Talks as Contact Lens writes them down: turns of both, and in which tone each quarter of the talk was.

A zip holds a file a talk, named as in the bucket. Callers of the rude operator begin like everybody's and end worse.
"""

from __future__ import annotations

import json
import re
import zipfile
from typing import TYPE_CHECKING

import numpy as np

from trend_lib.sample.arrays import Floats, Ints, dice
from trend_lib.sample.delivery import WEEK_MINUTES
from trend_lib.sample.facts import LANGUAGES
from trend_lib.sample.people import RUDE
from trend_lib.sample.world import World

if TYPE_CHECKING:
    from pathlib import Path

WEEKS_BACK = 19  # talks are written down since so many weeks before the last: enough for a quarter's scorecard
QUARTERS = 4
MOOD, OF_A_CALLER, OF_A_QUARTER = -0.6, 1.1, 0.9  # sentiment goes from -5 to 5
SOLVED, UNSOLVED, RUDENESS = (0.0, 0.4, 0.9, 1.4), (0.0, -0.1, -0.4, -0.8), (0.0, -0.8, -1.6, -2.2)
STRONGEST = 5
CODES = {"uk": "uk-UA", "ru": "ru-RU", "en": "en-GB"}
AGENT = {  # how a talk is opened, and what is said once the caller has told everything
    "uk": ("Добрий день, чим можу допомогти?", "Зараз подивлюся, хвилинку."),
    "ru": ("Добрый день, чем могу помочь?", "Сейчас посмотрю, минуту."),
    "en": ("Good afternoon, how can I help?", "Let me have a look, one moment."),
}
SENTENCE_END = re.compile(r"(?<=[.!?]) ")
WRITE = json.JSONEncoder(ensure_ascii=False).encode


def begin_of_talks(world: World) -> int:
    """Return the minute since which talks are written down."""
    return (world.arguments.weeks - 1 - WEEKS_BACK) * WEEK_MINUTES


def write_talks(world: World, rows: Ints, tone: Floats, path: Path) -> None:
    """Write the talks of some contacts into one zip, whose bytes do not tell when that was."""
    handle = world.handling.handle_seconds[rows]
    written = world.clock.utc(world.arrivals.minute[rows], rows % 60 + handle + 120)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        for place, row in enumerate(rows.tolist()):
            talk = _talk(world, row, int(handle[place]), tone[place])
            archive.writestr(
                zipfile.ZipInfo(_name(talk, written[place])), WRITE(talk), zipfile.ZIP_DEFLATED
            )


def draw_tone(world: World, rows: Ints) -> Floats:
    """Draw the caller's sentiment, a row a talk, a column a quarter."""
    random = dice(world.arguments.seed, 14)
    solved = world.handling.solved[rows][:, None]
    rude = (world.people.operator[rows] == RUDE)[:, None]
    caller = random.normal(MOOD, OF_A_CALLER, (len(rows), 1))
    drawn = caller + random.normal(0, OF_A_QUARTER, (len(rows), QUARTERS))
    drawn += np.where(solved, SOLVED, UNSOLVED) + np.where(rude, RUDENESS, 0.0)
    tone: Floats = drawn.clip(-STRONGEST, STRONGEST).round(1)
    return tone


def _name(talk: dict[str, object], written: str) -> str:
    """Return a talk's file name below its day, as in the bucket."""
    day, _, time = written.removesuffix("Z").partition("T")
    contact = talk["CustomerMetadata"]["ContactId"]  # type: ignore[index]
    stamp = f"{day}T{time.replace(':', '_')}Z"
    return (
        f"Analysis/Voice/Redacted/{day.replace('-', '/')}/{contact}_analysis_redacted_{stamp}.json"
    )


def _talk(world: World, row: int, seconds: int, tone: Floats) -> dict[str, object]:
    """Return one analysis."""
    language = LANGUAGES[world.people.language[row]]
    opening, answer = AGENT[language]
    told = SENTENCE_END.split(str(world.said.text[row]))
    turns = [("AGENT", opening), *(("CUSTOMER", each) for each in told), ("AGENT", answer)]
    length = 1000 * seconds
    return {
        "Version": "1.1.0",
        "Channel": "VOICE",
        "JobStatus": "COMPLETED",
        "LanguageCode": CODES[language],
        "CustomerMetadata": {"ContactId": str(world.source_id[row])},
        "ContentMetadata": {"Output": "Redacted", "RedactionTypes": ["PII"]},
        "Participants": [
            {"ParticipantId": who, "ParticipantRole": who} for who in ("AGENT", "CUSTOMER")
        ],
        "Categories": {"MatchedCategories": [], "MatchedDetails": {}},
        "ConversationCharacteristics": {
            "TotalConversationDurationMillis": length,
            "Sentiment": _sentiment(length, tone),
        },
        "Transcript": [
            {"Id": str(number), "ParticipantId": who, "Content": said, **_place(number, len(turns), length)}
            for number, (who, said) in enumerate(turns)
        ],
    }  # fmt: skip


def _sentiment(length: int, tone: Floats) -> dict[str, object]:
    """Return the caller's sentiment, as a whole and by quarter."""
    quarters = [
        {**_place(number, QUARTERS, length), "Score": score}
        for number, score in enumerate(tone.tolist())
    ]
    return {
        "OverallSentiment": {"CUSTOMER": round(float(tone.mean()), 1)},
        "SentimentByPeriod": {"QUARTER": {"CUSTOMER": quarters}},
    }


def _place(number: int, of_all: int, length: int) -> dict[str, int]:
    """Return where one of so many even parts lies."""
    return {
        "BeginOffsetMillis": number * length // of_all,
        "EndOffsetMillis": (number + 1) * length // of_all,
    }

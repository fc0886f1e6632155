"""What is said: the words of every contact, in its language, as its channel writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta

import numpy as np

from trend_lib.base.weeks import Week
from trend_lib.sample.arrays import Flags, Ints, Texts, as_texts, dice
from trend_lib.sample.arrivals import DAY, Arrivals
from trend_lib.sample.catalogue import Frame, SampleTopic, load_around, load_topics
from trend_lib.sample.facts import LANGUAGES, SampleArguments
from trend_lib.sample.handling import CHANNELS, Handling
from trend_lib.sample.misspelling import misspell, write_hastily
from trend_lib.sample.people import People
from trend_lib.sample.phrases import capital, fill_any, slot_phrases, sometimes
from trend_lib.sample.plants import RENAMED

CHAT = CHANNELS.index("chat")
MINDED_FROM = 0.3  # easier topics make nobody angry
BRIEF_SHARES = (0.35, 0.12, 0.25, 0.10)  # of call, form, chat, mail: a few words, no sentence
SAID_TWICE = 0.25  # share of short texts that say it in two ways
PERSONAL = re.compile("000|4111|@|SN-")  # such a text keeps its letters: redaction is to find them
FACES = as_texts([" 😡", " 🙏", " 😭😭", " 👍", " 🤬"])


@dataclass(frozen=True)
class Said:
    """One entry a contact."""

    subject: Texts
    text: Texts


@dataclass(frozen=True)
class _Group:
    """Contacts of one topic in one language."""

    language: str
    topic: SampleTopic | None
    months: Ints
    channel: Ints
    comes_back: Flags

    @property
    def count(self) -> int:
        return len(self.months)


def draw_texts(
    arguments: SampleArguments,
    first: Week,
    arrivals: Arrivals,
    people: People,
    handling: Handling,
) -> Said:
    """Return the words of every contact."""
    random = dice(arguments.seed, 4)
    count = len(arrivals.topic)
    said = Said(as_texts([""] * count), as_texts([""] * count))
    months = _months(first, arrivals.minute)
    topics = (*load_topics(), None)
    for language in arguments.languages:
        spoken = people.language == LANGUAGES.index(language)
        for number, topic in enumerate(topics):
            rows = np.flatnonzero(spoken & (arrivals.topic == number))
            group = _Group(
                language, topic, months[rows], handling.channel[rows], people.comes_back[rows]
            )
            said.subject[rows], said.text[rows] = _speak(group, random)
    return said


def _months(first: Week, minute: Ints) -> Ints:
    """Return the calendar month, 0 to 11, of each moment."""
    days = int(minute.max(initial=0)) // DAY + 1
    months = np.array([(first.start + timedelta(days=day)).month - 1 for day in range(days)])
    month: Ints = months[minute // DAY]
    return month


def _speak(group: _Group, random: np.random.Generator) -> tuple[Texts, Texts]:
    """Return subjects and texts of one group."""
    if group.topic is None:
        phrases = slot_phrases(group.language, "none")
        texts = phrases[random.integers(0, len(phrases), group.count)]
        return _subjects(group, random), texts
    brief = random.random(group.count) < np.array(BRIEF_SHARES)[group.channel]
    is_call = group.channel == 0
    texts = as_texts([""] * group.count)
    for rows, speak in (
        (np.flatnonzero(brief & is_call), _notes),
        (np.flatnonzero(brief & ~is_call), _shorts),
        (np.flatnonzero(~brief), _sentences),
    ):
        texts[rows] = speak(_only(group, rows), random)
    return _subjects(group, random), _as_typed(group, texts, random)


def _only(group: _Group, rows: Ints) -> _Group:
    columns = group.months[rows], group.channel[rows], group.comes_back[rows]
    return _Group(group.language, group.topic, *columns)


def _shorts(group: _Group, random: np.random.Generator) -> Texts:
    """A few words, at most with a greeting or thanks."""
    before = sometimes(0.25, group.language, "greeting", group.count, random)
    after = sometimes(0.2, group.language, "thanks", group.count, random)
    short = _short_of(group, random)
    return as_texts(
        [
            f"{greeting}{capital(text)}. {thanks}" if greeting or thanks else text
            for greeting, text, thanks in zip(before, short, after, strict=True)
        ]
    )


def _short_of(group: _Group, random: np.random.Generator) -> Texts:
    if group.topic is None:
        raise ValueError("contacts of no topic have no short wording")
    short = as_texts(group.topic.wordings[group.language].short)
    first, step = (
        random.integers(0, len(short), group.count),
        random.integers(1, len(short), group.count),
    )
    chosen: Texts = short[first]
    twice = np.flatnonzero(random.random(group.count) < SAID_TWICE)
    chosen[twice] += ", " + short[(first + step)[twice] % len(short)]
    return chosen


def _notes(group: _Group, random: np.random.Generator) -> Texts:
    """What an operator types while listening."""
    around = load_around()[group.language]
    is_local = group.topic is not None and group.topic.local
    written = [*around["note"], *(around["fault_note"] if is_local else [])]
    outcome = f"{{{_outcome_slot(group)}}}"
    frames = [
        Frame.parse(each.replace("{text}", "\x00").replace("{outcome}", outcome))
        for each in written
    ]
    noted = fill_any(tuple(frames), group.language, group.months, random)
    short = _short_of(group, random)
    return as_texts(
        [capital(note.replace("\x00", text)) for note, text in zip(noted, short, strict=True)]
    )


def _outcome_slot(group: _Group) -> str:
    is_technical = group.topic is not None and group.topic.kind == "technical"
    return "technical_outcome" if is_technical else "outcome"


def _sentences(group: _Group, random: np.random.Generator) -> Texts:
    """A sentence about the matter, and what people put around it."""
    if group.topic is None:
        raise ValueError("contacts of no topic have no sentences")
    wording = group.topic.wordings[group.language]
    sentences = fill_any(wording.frames, group.language, group.months, random) + " "
    written = np.where(group.channel == 0, 0.0, 1.0)
    minded = group.topic.hardness >= MINDED_FROM
    details = "local" if group.topic.local else group.topic.kind

    def around(share: float, slot: str) -> Texts:
        phrases = sometimes(share, group.language, slot, group.count, random)
        phrases[written == 0] = ""
        return phrases

    again = around(0.3, "again")
    again[~group.comes_back] = ""
    outcome = sometimes(0.1, group.language, _outcome_slot(group), group.count, random)
    outcome[written == 1] = ""
    texts: Texts = (
        around(0.35, "greeting") + again + _headline(group, random) + sentences + outcome
        + around(0.22, details)
        + around(0.08, details)
        + around(0.05, "chatter")
        + around(0.03, "chatter")
        + around(0.22 if minded else 0.0, "feeling")
        + _also(group, written, random)
        + _personal(group, written, random)
        + around(0.25, "thanks")
    )  # fmt: skip
    return texts


def _headline(group: _Group, random: np.random.Generator) -> Texts:
    """The matter in a few words before the sentence about it; those who write do it more often."""
    headline = as_texts([f"{capital(text)}. " for text in _short_of(group, random)])
    headline[random.random(group.count) >= np.where(group.channel == 0, 0.05, 0.25)] = ""
    return headline


def _also(group: _Group, written: Ints, random: np.random.Generator) -> Texts:
    """A second matter, for a few: what a contact is about is not always clear-cut."""
    others = [each for each in load_topics() if each.share > 0 and each.name != RENAMED]
    texts = sometimes(0.05, group.language, "also", group.count, random)
    texts[written == 0] = ""
    for row in np.flatnonzero(texts != ""):
        other = others[random.integers(0, len(others))].wordings[group.language].short
        texts[row] += f"{other[random.integers(0, len(other))]}. "
    return texts


def _personal(group: _Group, written: Ints, random: np.random.Generator) -> Texts:
    """Phones, addresses and numbers that nobody has, for a few: redaction must find them."""
    frames = tuple(Frame.parse(each) for each in load_around()[group.language]["personal"])
    texts = as_texts([""] * group.count)
    rows = np.flatnonzero((written == 1) & (random.random(group.count) < 0.04))
    texts[rows] = fill_any(frames, group.language, group.months[rows], random) + " "
    return texts


def _as_typed(group: _Group, texts: Texts, random: np.random.Generator) -> Texts:
    """Return the texts with the slips and habits of those who typed them."""
    typed = as_texts([text.strip() for text in texts])
    plain = np.array([PERSONAL.search(text) is None for text in typed], dtype=float)
    misspell(typed, group.language, plain, random)
    chats = group.channel == CHAT
    for row in np.flatnonzero(chats & (plain > 0) & (random.random(group.count) < 0.45)):
        typed[row] = write_hastily(typed[row])
    rows = np.flatnonzero(chats & (random.random(group.count) < 0.06))
    typed[rows] = typed[rows] + FACES[random.integers(0, len(FACES), len(rows))]
    return typed


def _subjects(group: _Group, random: np.random.Generator) -> Texts:
    """Return subject lines: the matter in a few words, or as good as nothing."""
    loose = slot_phrases(group.language, "subject")
    subjects: Texts = loose[random.integers(0, len(loose), group.count)]
    if group.topic is None:
        return subjects
    telling = np.flatnonzero(random.random(group.count) < 0.6)
    short = as_texts([capital(text) for text in _short_of(group, random)])
    subjects[telling] = short[telling]
    return subjects

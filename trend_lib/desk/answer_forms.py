"""Which answers an episode may be given, as forms: those that would change something as it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from trend_lib.base.inbox import LONGEST, WORSE
from trend_lib.base.speech import mark, say
from trend_lib.report.spikes import SETTLED

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Field:
    """What a form asks for."""

    name: Literal["value", "since", "until", "note", "language"]
    label: str
    kind: Literal["line", "text", "day", "choice", "buttons"] = "line"
    is_needed: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    @property
    def longest(self) -> int:
        """How many letters fit."""
        return LONGEST.get(self.name, 10)


@dataclass(frozen=True, slots=True)
class Form:
    """One answer; without fields it is a button."""

    action: str
    button: str
    fields: tuple[Field, ...] = ()


NOTE = Field("note", mark("Anything else worth knowing"), "text")
FORMS = (
    Form("acknowledge", mark("I look into it")),
    Form("take", mark("I take it")),
    Form("wake", mark("Wake it")),
    Form("useful", mark("Good that I was told")),
    Form(
        "start",
        mark("A countermeasure began"),
        (
            Field("value", mark("What is done"), "text", is_needed=True),
            Field("since", mark("Began on (if not today)"), "day"),
            Field("until", mark("Due on"), "day"),
            Field("note", mark("Expected effect"), "text"),
        ),
    ),
    Form("assign", mark("Give it to somebody"), (Field("value", mark("Who owns it"), is_needed=True), NOTE)),
    Form(
        "snooze",
        mark("Put it to sleep"),
        (
            Field("value", mark("Until"), "choice",
                  choices=(("", mark("a day")), (WORSE, mark("it gets worse")))),
            Field("until", mark("The day"), "day"),
            NOTE,
        ),
    ),
    Form(
        "known_event",
        mark("We know what lies behind it"),
        (Field("value", mark("What it is"), is_needed=True), NOTE),
    ),
    Form("false_alarm", mark("Nothing happened: a false alarm"), (NOTE,)),
    Form("close", mark("It is over"), (NOTE,)),
    Form("reopen", mark("It is not over after all"), (NOTE,)),
    Form("apart", mark("It has a cause of its own"), (NOTE,)),
)  # fmt: skip
APART = "apart"
WHEN_OVER = {"reopen", "useful"}
BESIDE_A_MEASURE = ("finish",)  # its button stands beside the countermeasure that it ends


def offered(
    state: str, owner: str | None, reader: str, *, is_snoozed: bool, is_led: bool = False
) -> list[Form]:
    """Return the answers that make sense for an episode as it stands; for one told with another that they are two."""
    if is_led:
        return [form for form in FORMS if form.action == APART]
    if state in SETTLED:
        return [form for form in FORMS if form.action in WHEN_OVER]
    useless = {"reopen", APART, "snooze" if is_snoozed else "wake"}
    useless |= {"acknowledge"} if state != "open" else set()
    useless |= {"take"} if owner == reader else set()
    return [form for form in FORMS if form.action not in useless]


def in_words(forms: Iterable[Form]) -> list[Form]:
    """Say forms in the language that is spoken."""
    return [Form(form.action, say(form.button), tuple(map(_said, form.fields))) for form in forms]


def _said(field: Field) -> Field:
    """Say what a field asks for."""
    choices = tuple((value, say(words)) for value, words in field.choices)
    return Field(field.name, say(field.label), field.kind, field.is_needed, choices)

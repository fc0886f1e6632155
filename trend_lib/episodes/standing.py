"""How an episode stands: a pure fold over its weeks' verdicts and people's answers, in order of time.

    open -> acknowledged -> countermeasure -> recovering -> closed | false_alarm | known_event

An alarm moves nothing that people did. A quiet week makes a living episode recover and so many in a row close it; an
alarm in between puts it back where it was (hysteresis). A silent week says nothing: it was not received whole, or the
topic goes on under a name that is too young to be judged. What was called a known event stays one while it alarms without a quiet week, unless it gets worse than when that was said.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Literal

from trend_lib.base.grades import GRADES
from trend_lib.base.inbox import WORSE
from trend_lib.episodes.measure import WORDLESS, Measure, begin, finish

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

OVER = ("closed", "false_alarm", "known_event")
RANKS = ("", *GRADES)  # from none to the rarest
WORK = ("open", "acknowledged", "countermeasure")  # what people did, the least first
AGAIN = "it was so already"
NOT_OVER = "it is not over"
IS_OVER = "it is over: reopen it first"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a whole week said of the episode's topic."""

    at: datetime  # UTC: the moment the week was over
    kind: Literal["alarm", "quiet", "silent"]
    grade: str = ""  # of an alarm


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody answered."""

    at: datetime  # UTC
    answer_id: str
    action: str
    who: str
    value: str | None = None
    until: date | None = None
    note: str = ""
    since: date | None = None  # of a countermeasure: the day it began


@dataclass(frozen=True, slots=True)
class Rules:
    """The settings that the fold needs."""

    close_after_quiet_weeks: int = 2
    snooze_weeks_max: int = 8


@dataclass(frozen=True, slots=True)
class Standing:
    """How an episode stands."""

    state: str = "open"
    work: str = "open"  # what people did so far; where a recovering one goes back to
    owner: str | None = None
    grade: str | None = None  # of the newest alarm; None before the first verdict
    quiet_weeks: int = 0  # in a row
    is_snoozed: bool = False
    snoozed_until: date | None = None  # empty: until it gets worse
    snoozed_grade: str | None = None
    judged_grade: str = ""  # how bad it was when somebody called it a known event
    measures: tuple[Measure, ...] = ()  # countermeasures, in the order they began

    @property
    def is_over(self) -> bool:
        """Whether nobody need look at it any more."""
        return self.state in OVER


def fold(
    verdicts: Iterable[Verdict], answers: Iterable[Said], rules: Rules
) -> tuple[Standing, dict[str, str]]:
    """Return how an episode stands, and why not for each answer that changed nothing."""
    standing = Standing()
    why_not: dict[str, str] = {}
    events: list[Verdict | Said] = [*verdicts, *answers]
    for event in sorted(events, key=_in_order):
        if isinstance(event, Verdict):
            standing = judge(standing, event, rules)
        else:
            standing, why = hear(standing, event, rules)
            if why:
                why_not[event.answer_id] = why
    return standing, why_not


def _in_order(event: Verdict | Said) -> tuple[datetime, str]:
    """Sort by time; what a week said comes before what people answer at the same moment."""
    return event.at, "" if isinstance(event, Verdict) else event.answer_id


def judge(standing: Standing, verdict: Verdict, rules: Rules) -> Standing:
    """Return how an episode stands after a week's verdict."""
    standing = _wake_by(standing, verdict)
    if verdict.kind == "silent" or standing.state in {"closed", "false_alarm"}:
        return standing
    if verdict.kind == "quiet":
        return _after_quiet(standing, rules)
    is_worse = _rank(verdict.grade) > _rank(standing.judged_grade)
    if standing.state == "known_event" and not is_worse:
        return replace(standing, grade=verdict.grade, quiet_weeks=0)
    work = "open" if standing.state == "known_event" else standing.work
    return replace(standing, state=work, work=work, grade=verdict.grade, quiet_weeks=0)


def _after_quiet(standing: Standing, rules: Rules) -> Standing:
    """Return how an episode stands after one more quiet week."""
    quiet = standing.quiet_weeks + 1
    is_over = standing.state == "known_event" or quiet >= rules.close_after_quiet_weeks
    grade = standing.grade or ""
    return replace(
        standing, state="closed" if is_over else "recovering", grade=grade, quiet_weeks=quiet
    )


def _wake_by(standing: Standing, verdict: Verdict) -> Standing:
    """End a snooze whose day has come, or whose episode got worse; one of a warning learns its grade."""
    if not standing.is_snoozed:
        return standing
    if standing.snoozed_grade is None:
        standing = replace(standing, snoozed_grade=verdict.grade)
    is_worse = verdict.kind == "alarm" and _rank(verdict.grade) > _rank(standing.snoozed_grade)
    is_time = standing.snoozed_until is not None and verdict.at.date() >= standing.snoozed_until
    return _awake(standing) if is_worse or is_time else standing


def hear(standing: Standing, said: Said, rules: Rules) -> tuple[Standing, str]:
    """Return how an episode stands after an answer, and why the answer changed nothing if so."""
    if said.action in ALWAYS:
        return ALWAYS[said.action](standing, said)
    if standing.is_over:
        return standing, IS_OVER
    if said.action == "snooze":
        return _snoozed(standing, said, rules), ""
    if said.action == "start":
        return _begun(standing, said)
    change = CHANGES.get(said.action)
    if change is None:
        return standing, f"there is no answer {said.action!r}"
    changed = change(standing, said)
    return changed, "" if changed != standing else AGAIN


def _reopened(standing: Standing, _: Said) -> tuple[Standing, str]:
    """Let an episode that is over live again, where people left it."""
    if not standing.is_over:
        return standing, NOT_OVER
    return replace(standing, state=standing.work, quiet_weeks=0), ""


def _snoozed(standing: Standing, said: Said, rules: Rules) -> Standing:
    """Keep an episode silent until a day, or until it gets worse; never for longer than allowed."""
    latest = said.at.date() + timedelta(weeks=rules.snooze_weeks_max)
    until = said.until if said.value == WORSE else said.until or latest
    limited = min(until, latest) if until else None
    return replace(standing, is_snoozed=True, snoozed_until=limited, snoozed_grade=standing.grade)


def _awake(standing: Standing) -> Standing:
    """End a snooze."""
    return replace(standing, is_snoozed=False, snoozed_until=None, snoozed_grade=None)


def _worked(standing: Standing, work: str, owner: str | None) -> Standing:
    """Say that people did more than before; a recovering episode goes on recovering."""
    most = max(standing.work, work, key=WORK.index)
    state = standing.state if standing.state == "recovering" else most
    return replace(standing, state=state, work=most, owner=owner)


def _begun(standing: Standing, said: Said) -> tuple[Standing, str]:
    """Say that a countermeasure began; whoever began it owns an episode that nobody took."""
    if not (said.value or "").strip():
        return standing, WORDLESS
    worked = _worked(standing, "countermeasure", standing.owner or said.who)
    return replace(worked, measures=(*standing.measures, begin(said))), ""


def _finished(standing: Standing, said: Said) -> tuple[Standing, str]:
    """Say that a countermeasure is done."""
    measures, why_not = finish(standing.measures, said)
    return replace(standing, measures=measures), why_not


def _ended(standing: Standing, state: str) -> Standing:
    """End an episode by a person's word."""
    return replace(_awake(standing), state=state, judged_grade=standing.grade or "")


def _rank(grade: str | None) -> int:
    """Return how bad a grade is."""
    return RANKS.index(grade or "")


ALWAYS: Mapping[str, Callable[[Standing, Said], tuple[Standing, str]]] = {  # of what is over, too
    "useful": lambda standing, _: (standing, ""),  # a mark
    "apart": lambda standing, _: (standing, ""),  # of those it was told with
    "finish": _finished,
    "reopen": _reopened,
}
CHANGES: Mapping[str, Callable[[Standing, Said], Standing]] = {
    "acknowledge": lambda standing, _: _worked(standing, "acknowledged", standing.owner),
    "take": lambda standing, said: _worked(standing, "acknowledged", said.who),
    "assign": lambda standing, said: _worked(standing, "acknowledged", said.value),
    "false_alarm": lambda standing, _: _ended(standing, "false_alarm"),
    "known_event": lambda standing, _: _ended(standing, "known_event"),
    "wake": lambda standing, _: _awake(standing),
    "close": lambda standing, _: _ended(standing, "closed"),
}

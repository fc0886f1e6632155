"""The parts of a Genesys conversation: who took part, in which sessions, measured how."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.sources.readers.within import number_in, objects_within, text_in, total

if TYPE_CHECKING:
    from collections.abc import Iterator

ANSWERED = ("tAnswered", "tTalk", "tTalkComplete", "tHandle")


def participants(value: dict[str, Any], *purposes: str) -> Iterator[dict[str, Any]]:
    """Yield the participants of some purposes."""
    for participant in objects_within(value, "participants"):
        if participant.get("purpose") in purposes:
            yield participant


def sessions(value: dict[str, Any], *purposes: str) -> Iterator[dict[str, Any]]:
    """Yield the sessions of the participants of some purposes."""
    for participant in participants(value, *purposes):
        yield from objects_within(participant, "sessions")


def metrics(legs: list[dict[str, Any]], *names: str) -> Iterator[float | None]:
    """Yield the values of some metrics."""
    for leg in legs:
        for metric in objects_within(leg, "metrics"):
            if metric.get("name") in names:
                yield number_in(metric, "value")


def seconds(legs: list[dict[str, Any]], *names: str) -> float | None:
    """Return the sum of some durations."""
    milliseconds = total(metrics(legs, *names))
    return None if milliseconds is None else milliseconds / 1000


def moments(value: dict[str, Any]) -> Iterator[str]:
    """Yield every moment a conversation knows of; the last one says how new this version is."""
    known = [text_in(value, "conversationStart"), text_in(value, "conversationEnd")]
    for participant in objects_within(value, "participants"):
        for session in objects_within(participant, "sessions"):
            known += [text_in(metric, "emitDate") for metric in objects_within(session, "metrics")]
            known += [
                text_in(segment, "segmentEnd") for segment in objects_within(session, "segments")
            ]
    yield from filter(None, known)


def wrap_ups(legs: list[dict[str, Any]], key: str) -> Iterator[str]:
    """Yield the codes or notes with which agents closed their part."""
    for leg in legs:
        yield from filter(
            None, (text_in(segment, key) for segment in objects_within(leg, "segments"))
        )


def has_answered(legs: list[dict[str, Any]]) -> bool:
    """Tell whether an agent's phone did more than ring."""
    return any(True for _ in metrics(legs, *ANSWERED))


def answering_agents(value: dict[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Yield the agents who answered, by the id that outlives a change of name, and since when."""
    for agent in participants(value, "agent"):
        legs = objects_within(agent, "sessions")
        operator = text_in(agent, "userId")
        if operator and has_answered(legs):
            begun = [
                text_in(segment, "segmentStart")
                for leg in legs
                for segment in objects_within(leg, "segments")
            ]
            yield operator, min(filter(None, begun), default=None)

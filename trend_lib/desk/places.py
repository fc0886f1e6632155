"""Where at the desk an answer belongs: which page shows what it is about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from trend_lib.base.inbox import EPISODE, TOPIC, about_of
from trend_lib.desk.episode_page import has_episode, show_episode
from trend_lib.desk.topic_page import has_topic, show_topic
from trend_lib.desk.warning_page import has_warning, show_warning
from trend_lib.desk.worklist_page import show_worklist, stands_on
from trend_lib.desk.worklists import worklist_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from trend_lib.base.home import Home
    from trend_lib.desk.reader import Reader
    from trend_lib.desk.worklist import Worklist


@dataclass(frozen=True, slots=True)
class Place:
    """A page that answers come from."""

    address: str  # below the desk's own
    show: Callable[..., str | None]  # home, reader; refused, given: a form that comes back


def place_of(home: Home, about: str) -> Place | None:
    """Return the page of what an answer is about; nothing where there is no such thing."""
    if about_of(about) == TOPIC:
        number = about.split(":")[1]
        topic_id = int(number) if number.isascii() and number.isdigit() else 0
        page = Place(f"topics/{topic_id}", partial(_topic, topic_id))
        return page if has_topic(home, topic_id) else None
    worklist = worklist_of(about_of(about))
    if worklist is not None and stands_on(home, worklist, about):
        return Place(f"worklists/{worklist.name}", partial(_worklist, worklist))
    if about_of(about) == EPISODE and has_episode(home, about):
        return Place(f"episodes/{about}", partial(_episode, about))
    if about_of(about) == EPISODE and has_warning(home, about):
        return Place(f"episodes/{about}", partial(_warning, about))
    return None


def _episode(
    episode_id: str, home: Home, reader: Reader, *, refused: str, given: Mapping[str, str]
) -> str | None:
    """Show an episode as it stands now."""
    return show_episode(home, reader, episode_id, None, refused=refused, given=given)


def _warning(
    warning_id: str, home: Home, reader: Reader, *, refused: str, given: Mapping[str, str]
) -> str | None:
    """Show an early warning."""
    return show_warning(home, reader, warning_id, refused=refused, given=given)


def _topic(
    topic_id: int, home: Home, reader: Reader, *, refused: str, given: Mapping[str, str]
) -> str | None:
    """Show a topic."""
    return show_topic(home, reader, topic_id, refused=refused, given=given)


def _worklist(
    worklist: Worklist, home: Home, reader: Reader, *, refused: str, given: Mapping[str, str]
) -> str:
    """Show a worklist."""
    return show_worklist(home, reader, worklist, {}, refused=refused, given=given)

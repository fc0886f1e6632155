"""Episodes: alarms that belong together. Reads `detection.*`, `weekly.*`; writes `episodes.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trend_lib.base.home import Home
    from trend_lib.base.weeks import Week


def update(home: Home, week: Week) -> None:
    """Open, continue and close episodes by the week's alarms, and say where they lie."""
    from trend_lib.episodes.fold import update_week

    update_week(home, week)


def warn(home: Home, day: date) -> None:
    """Keep what is too rare to wait for Monday, and how earlier warnings of the week stand now."""
    from trend_lib.episodes.warning import warn_day

    warn_day(home, day)


def hear(home: Home, week: Week) -> None:
    """Fold what people answered since into the newest week, and into the early warnings of the week that runs."""
    from trend_lib.episodes.fold import hear_answers

    hear_answers(home, week)


def newest_week(home: Home) -> Week | None:
    """Return the newest week whose episodes were built, or None."""
    from trend_lib.episodes.fold import find_newest

    return find_newest(home)


def explain(home: Home, episode_id: str, week: Week | None = None) -> dict[str, Any]:
    """Return the whole arithmetic behind an episode's newest assessment (up to a week), to be redone by hand.

    Raises:
        MisuseError: There is no such episode.
    """
    from trend_lib.episodes.explanation import explain_episode

    return explain_episode(home, episode_id, week)


def explain_all(home: Home, episode_ids: Sequence[str], week: Week) -> dict[str, dict[str, Any]]:
    """Return the same of several episodes of a week, without those whose counts are not there any more."""
    from trend_lib.episodes.explanation import explain_episodes

    return explain_episodes(home, episode_ids, week)


def marked(home: Home, week: Week) -> list[dict[str, Any]]:
    """Return the episodes that opened in the year up to a week: useful, false_alarm, known_event or ''."""
    from trend_lib.episodes.marks import marked_episodes

    return marked_episodes(home, week)

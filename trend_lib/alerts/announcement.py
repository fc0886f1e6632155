"""What ways that cannot change a message are told, and when: once as it begins, again when it gets worse or is over."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from trend_lib.alerts.slack_plan import by_themselves, count_asleep, is_quiet, news_of
from trend_lib.base.alert_settings import SINGLE_MESSAGES
from trend_lib.base.grades import GRADES

if TYPE_CHECKING:
    from collections.abc import Collection

    from trend_lib.alerts.episode_alert import EpisodeAlert
    from trend_lib.base.weeks import Week

LIST: Final = "list"


@dataclass(frozen=True, slots=True)
class Announcement:
    """One message: of an episode at a stage, of many new ones, or of a quiet week."""

    kind: Literal["episode", "list", "quiet"]
    name: str  # lasting, with its stage: `2026-W45-T12/exceptional`
    week: Week
    alerts: tuple[EpisodeAlert, ...] = ()
    bulletin_link: str = ""
    verdict: str = ""  # of a quiet week: the bulletin's
    asleep: int = 0
    desk_url: str = ""  # where people answer

    @property
    def about(self) -> str:
        """What the ledger notes, so that a later run knows what was told."""
        members = " ".join(_told_as(alert) for alert in self.alerts)
        return f"{self.name}: {members}" if self.kind == LIST else self.name

    @property
    def is_end(self) -> bool:
        """Whether it says that an episode is over."""
        return self.kind == "episode" and _is_end(self.alerts[0])

    @property
    def is_exceptional(self) -> bool:
        """Whether it may break quiet hours."""
        return any(alert.is_exceptional and not alert.is_over for alert in self.alerts)


def plan_announcements(
    week: Week, alerts: list[EpisodeAlert], told: Collection[str], link: str = "", verdict: str = ""
) -> list[Announcement]:
    """Return what a way lacks of a week; `told` holds what it was told, an episode with its stage."""
    now = [alert for alert in alerts if alert.week_start == week.start]
    known = {one.name for one in now if _was_ever_told(one, told)}
    lacking = [one for one in news_of(by_themselves(now, known)) if not _is_told(one, told)]
    ended = [one for one in now if _is_end(one) and _was_ever_told(one, told)]
    if len(lacking) > SINGLE_MESSAGES:
        fresh = [Announcement(LIST, f"{LIST} {week}", week, tuple(lacking), link)]
    else:
        fresh = [_of_episode(one, week, link) for one in lacking]
    fresh += [_of_episode(one, week, link) for one in ended if _told_as(one) not in told]
    if is_quiet(week, alerts) and not any(one.is_early for one in alerts):
        quiet = f"quiet {week}"
        asleep = count_asleep(week, alerts)
        fresh += [Announcement("quiet", quiet, week, (), link, verdict, asleep)] * (
            quiet not in told
        )
    return fresh


def _of_episode(alert: EpisodeAlert, week: Week, link: str) -> Announcement:
    return Announcement("episode", _told_as(alert), week, (alert,), link)


def _told_as(alert: EpisodeAlert) -> str:
    """Return an episode's name with its stage: how bad it is, or how it ended."""
    return f"{alert.name}/{alert.state if _is_end(alert) else alert.grade}"


def _is_end(alert: EpisodeAlert) -> bool:
    """Tell whether it is over, or an early warning that did not last."""
    return alert.is_over or alert.state == "unfounded"


def _is_told(alert: EpisodeAlert, told: Collection[str]) -> bool:
    """Tell whether it was told when it was as bad as now, or worse."""
    grades = tuple(GRADES)
    as_bad = grades[grades.index(alert.grade) :] if alert.grade in grades else grades
    return any(f"{alert.name}/{grade}" in told for grade in as_bad)


def _was_ever_told(alert: EpisodeAlert, told: Collection[str]) -> bool:
    return any(f"{alert.name}/{grade}" in told for grade in GRADES)

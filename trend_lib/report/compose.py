"""Compose the bulletin: every section computed once, from stored rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trend_lib.base.speech import mark, say, say_many
from trend_lib.report import (
    completeness,
    figures,
    indicators,
    measures,
    method_told,
    service,
    spikes,
    topic_sections,
)
from trend_lib.report.bulletin import Bulletin
from trend_lib.report.effects import make_verdicts, verdicts_note
from trend_lib.report.kind_figures import measured_sentence
from trend_lib.report.line_news import refused_scales
from trend_lib.report.movers import make_movers
from trend_lib.report.readers_names import week_for_readers
from trend_lib.report.teams import make_teams, operators_told
from trend_lib.report.timeline import count_chart
from trend_lib.report.verdict import make_headline
from trend_lib.report.words import first_upper, in_words, whole_sentences

if TYPE_CHECKING:
    from trend_lib.base.settings import TrendConfig
    from trend_lib.base.weeks import Week
    from trend_lib.report.bulletin import Spike
    from trend_lib.report.stored import StoredWeek
    from trend_lib.report.verdict import Headline

ORDER_NOTE = mark("The spike with most contacts beyond the expected stands first.")
PREHEADER_LENGTH = 140  # what mail programs show beside the subject, at most


def compose(stored: StoredWeek, config: TrendConfig, language: str) -> Bulletin:
    """Return the week's bulletin, complete and frozen."""
    stored = week_for_readers(stored, language)
    week, headline = stored.week, make_headline(stored)
    all_spikes = spikes.make_spikes(stored, config.report.quotes)
    line = service.make_line(stored, config.quality)
    teams = make_teams(stored, config.quality)
    return Bulletin(
        provider=config.home.provider, **_masthead(week, headline),
        contacts=_contacts(stored),
        total=count_chart(say("Contacts per week"), stored.weeks[1:], stored.history(0)),
        decisions=spikes.make_decisions(stored),
        indicators=indicators.make_indicators(stored, config.quality),
        indicator_weeks=indicators.make_weeks(stored, config.quality),
        indicators_note=indicators.note(stored, config.quality),
        spikes_title=_spikes_title(all_spikes),
        spikes_note=f"{method_told.alarms_sentence(stored)} {say(ORDER_NOTE)}".strip(),
        spikes=all_spikes[: spikes.DRAWN_IN_FULL],
        further_spikes=all_spikes[spikes.DRAWN_IN_FULL : spikes.LISTED],
        further_note=_further_note(all_spikes),
        watched=measures.make_watched(stored), watched_note=measures.watched_note(stored),
        verdicts=make_verdicts(stored, config.episodes.currency), verdicts_note=verdicts_note(stored),
        settled=measures.settled_sentence(stored),
        movers=make_movers(stored, config.report.movers),
        found_topics=topic_sections.make_found_topics(stored),
        resurfaced=topic_sections.make_resurfaced(stored),
        kinds_sentence=topic_sections.kinds_sentence(stored),
        kinds_measured=measured_sentence(stored),
        kinds=topic_sections.make_kinds(stored),
        scores=line.scores, repeats=line.repeats, open_contacts=line.open_contacts,
        teams=teams,
        silent_rises=topic_sections.make_silent_rises(stored),
        silent_rises_note=topic_sections.silent_note(stored),
        completeness=completeness.make_completeness(stored),
        method=method_told.make_method(stored),
        not_known=(*_not_known(line), *refused_scales(stored), *([] if teams else operators_told(stored))),
        public_url=_address(config, bulletin_folder(week, language)),
        archive_url=_address(config),
    )  # fmt: skip


def _masthead(week: Week, headline: Headline) -> dict[str, Any]:
    """Return what stands above everything: which week, and what it was like."""
    return {
        "week_name": figures.week_name(week), "week_code": str(week),
        "period": figures.period(week),
        "issued": figures.day(week.plus(1).start, say("EEEE d MMMM y")),
        "subject": headline.subject, "preheader": whole_sentences(headline.lead, PREHEADER_LENGTH),
        "verdict": headline.verdict, "lead": headline.lead, "is_quiet": headline.is_quiet,
    }  # fmt: skip


def bulletin_folder(week: Week, language: str) -> str:
    """Return where a bulletin lies below `bulletins/`."""
    return f"{week.year}/w{week.number:02d}/{language}"


def _address(config: TrendConfig, *folder: str) -> str:
    """Return the public address of a page below `bulletins/`; empty when none is public."""
    public_url = config.home.public_url.rstrip("/")
    return "/".join([public_url, "bulletins", *folder, "index.html"]) if public_url else ""


def _contacts(stored: StoredWeek) -> int:
    """Return how many contacts the week had."""
    total = stored.this_week(0)
    return total.observed if total else 0


def _spikes_title(found: tuple[Spike, ...]) -> str:
    """Head the section of spikes."""
    return say_many(
        len(found), "One spike needs attention", "{number} spikes need attention",
        number=first_upper(in_words(len(found))),
    )  # fmt: skip


def _further_note(found: tuple[Spike, ...]) -> str:
    """Say how many spikes stand in the appendix alone; empty when none does."""
    more = len(found) - spikes.LISTED
    if more <= 0:
        return ""
    return say_many(
        more, "{number} more spike is in the appendix.", "{number} more spikes are in the appendix.",
        number=figures.count(more),
    )  # fmt: skip


def _not_known(line: service.Line) -> tuple[str, ...]:
    """Say plainly which sections have nothing to show, and why."""
    reasons = (
        (line.scores, mark("Satisfaction is not known: no survey answers came for this week.")),
        (
            line.repeats,
            mark("Repeat contacts are not known: no source of this week names its customers."),
        ),
        (
            line.open_contacts,
            mark("What is still open is not known: no source says whether a contact was solved."),
        ),
    )
    return tuple(say(reason) for section, reason in reasons if section is None)

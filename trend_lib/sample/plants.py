"""What is planted in the sample, counted back from its last week; the truth is written from here."""

from __future__ import annotations

from dataclasses import dataclass

REGIONS = (
    "Озерна область", "Столична область", "Степова область", "Лісова область",
    "Приморська область", "Надрічна область", "Вишнева область", "Гірська область",
)  # fmt: skip
REGION_SHARES = (0.21, 0.17, 0.14, 0.13, 0.11, 0.10, 0.08, 0.06)
EXCHANGE_REGION = 7  # has a small exchange of its own
CONNECT_REGION = 6  # its calls are taken in Amazon Connect
QUIET_WEEKS = 2  # a plant needs at least these before it, or nobody could see it
USUAL_LEVEL = 2000  # contacts a week that planted counts are written for

RENAMED, RENAMED_TO = "kinosad", "mediahata"
RENAMED_BACK = 20
HOLIDAY_BACK, MISSING_BACK, LATE_BACK = 6, 4, 3
MISSING_WEEKDAY, LATE_WEEKDAY = 1, 2  # Monday is 0
LATE_LISTS_BACK, LATE_FORMS_BACK, TWICE_FORMS_BACK, CUT_PAGE_BACK = 2, 3, 2, 5


@dataclass(frozen=True, slots=True)
class Rise:
    """More contacts of one topic than its own habit, in weeks counted back from the last."""

    what: str
    topic: str
    first_back: int
    last_back: int
    note: str
    region: int | None = None  # all when None
    times: float = 1.0  # in every week of the rise
    ramp: float = 0.0  # or growing evenly to this share above the habit
    counts: tuple[int, ...] = ()  # or so many contacts, week by week
    least: tuple[int, ...] = ()  # but never fewer, however small the sample
    weekdays: tuple[int, ...] = ()  # Monday is 0; empty: as always
    callers: int = 0  # all by so many customers who called in that week already

    def fits(self, weeks: int) -> bool:
        """Tell whether a sample of so many weeks can hold it."""
        return fits(self.first_back, weeks)


RISES = (
    Rise("sudden_outage", "internet_down", 0, 0, "six times the usual in one region, mostly on two days",
         region=0, times=6.0, weekdays=(2, 3)),
    Rise("billing_double_charge", "double_charge", 0, 0, "sixty per cent more in all regions", times=1.6),
    Rise("slow_drift", "wifi_weak", 15, 0, "grows evenly to 45 per cent above its habit", ramp=0.45),
    Rise("new_topic", "intercom_faces", 1, 0, "words never seen before",
         counts=(25, 40), least=(8, 12)),
    Rise("repeat_caller_storm", "payment_missing", 2, 2, "contacts rise, customers do not",
         counts=(70,), least=(10,), callers=6),
    Rise("planned_maintenance", "tv_no_picture", 5, 5, "people knew: it is in registers/known_events.csv",
         region=2, times=6.0, weekdays=(3,)),
    Rise("past_outage", "internet_down", 40, 40, "history is not clean", region=3, times=5.0),
    Rise("past_outage", "mobile_no_signal", 75, 75, "history is not clean", region=1, times=5.0),
)  # fmt: skip


def fits(first_back: int, weeks: int) -> bool:
    """Tell whether something that starts so many weeks back has quiet weeks before it."""
    return first_back + QUIET_WEEKS < weeks


def scaled_counts(rise: Rise, contacts_per_week: int) -> list[int]:
    """Return a rise's weekly counts for the sample's size."""
    scale = contacts_per_week / USUAL_LEVEL
    return [
        max(least, round(count * scale))
        for count, least in zip(rise.counts, rise.least, strict=True)
    ]

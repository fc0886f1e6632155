"""Short days and filling tails by plain Python over {day: records}, as slowly as one would by hand."""

from datetime import timedelta
from statistics import median


def usual(counts, before):
    """Each weekday's median over the 56 days before a day, and the scatter of all of them."""
    window = [before - timedelta(days=back) for back in range(56, 0, -1)]
    by_weekday = {}
    for day in window:
        if counts.get(day) is not None:
            by_weekday.setdefault(day.weekday(), []).append(counts[day])
    medians = {day: median(found) for day, found in by_weekday.items() if len(found) >= 4}
    deviations = [
        abs(counts[day] - medians[day.weekday()]) / medians[day.weekday()] ** 0.5
        for day in window
        if counts.get(day) is not None and medians.get(day.weekday(), 0) > 0
    ]
    scatter = 1.4826 * median(deviations) if len(deviations) >= 4 else 0
    return medians, max(1.0, scatter**2)


def lacks(brought, expected, dispersion):
    return brought < 0.4 * expected and expected - brought > 4 * (dispersion * expected) ** 0.5


def is_short(counts, day):
    medians, dispersion = usual(counts, day)
    expected = medians.get(day.weekday())
    return (
        expected is not None and bool(counts.get(day)) and lacks(counts[day], expected, dispersion)
    )


def filling_from(counts):
    """The tail's first day: shares pooled with their neighbours until none rises."""
    last = max(counts)
    begin = max(last - timedelta(days=34), min(counts))
    medians, dispersion = usual(counts, begin)
    days = [begin + timedelta(days=number) for number in range((last - begin).days + 1)]
    days = [day for day in days if counts.get(day) and medians.get(day.weekday(), 0) > 0]
    if len(days) < 3:
        return None
    brought = sum(counts[day] for day in days[-3:])
    if not lacks(brought, sum(medians[day.weekday()] for day in days[-3:]), dispersion):
        return None
    pools = []
    for day in days:
        pools.append([[day], counts[day], medians[day.weekday()]])
        while len(pools) > 1 and pools[-1][1] / pools[-1][2] > pools[-2][1] / pools[-2][2]:
            later = pools.pop()
            pools[-1] = [a + b for a, b in zip(pools[-1], later, strict=True)]
    return next((pool[0][0] for pool in pools if pool[1] / pool[2] < 0.85), days[0])

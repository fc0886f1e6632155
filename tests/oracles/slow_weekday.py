"""The weekday test of one series, by plain loops over weeks and days (no season, no holidays)."""

HALF_LIFE, SHAPE_HALF_LIFE, GUARD, SMALLEST = 6, 26, 1, 0.003
DAYS = range(7)


def shape_of(weeks, weights, together=None):
    """Proportional fitting of level x weekday; `together`: the shape that lends 20 contacts."""
    age = [0.5 ** ((len(weeks) - 1 - week) / SHAPE_HALF_LIFE) for week in range(len(weeks))]
    cells = [
        [(age[week] * weights[week][day], weeks[week][day]) for day in DAYS]
        for week in range(len(weeks))
    ]
    shape = fit(cells)
    if together is None:
        return shape, None
    contacts = [
        sum(cells[week][day][0] * cells[week][day][1] for week in range(len(weeks))) for day in DAYS
    ]
    seen = [sum(cells[week][day][0] for week in range(len(weeks))) for day in DAYS]
    level = sum(contacts) / sum(seen[day] * shape[day] for day in DAYS)
    mixed = [
        (shape[day] * seen[day] * level + 20 / 7 * together[day]) / (seen[day] * level + 20 / 7)
        for day in DAYS
    ]
    mean = sum(mixed) / 7
    return [one / mean for one in mixed], [contacts[day] + 20 / 7 * together[day] for day in DAYS]


def fit(cells):
    """Four rounds: levels of weeks from the shape, the shape from levels."""
    shape = [1.0] * 7
    for _ in range(4):
        levels = [
            sum(w * y for w, y in week) / sum(w * shape[day] for day, (w, _) in enumerate(week))
            for week in cells
        ]
        shape = [
            sum(week[day][0] * week[day][1] for week in cells)
            / sum(week[day][0] * level for week, level in zip(cells, levels, strict=True))
            for day in DAYS
        ]
        mean = sum(shape) / 7
        shape = [one / mean for one in shape]
    return shape


def shape_together(panel, weights):
    """The shape of all series' contacts together."""
    weeks = range(len(panel[0]))
    cells = [
        [
            (
                sum(weights[one][week][day] for one in range(len(panel))),
                sum(weights[one][week][day] * panel[one][week][day] for one in range(len(panel)))
                / sum(weights[one][week][day] for one in range(len(panel))),
            )
            for day in DAYS
        ]
        for week in weeks
    ]
    age = [0.5 ** ((len(cells) - 1 - week) / SHAPE_HALF_LIFE) for week in weeks]
    return fit([[(age[week] * w, y) for w, y in cells[week]] for week in weeks])


def level_before(week, weeks, shape, weights):
    """The rate that the weeks before the guard forecast, its unit variance, and how many they are."""
    contacts = units = spread = 0.0
    count = 0
    for earlier in range(week - GUARD):
        decay = 0.5 ** ((week - earlier) / HALF_LIFE)
        for day in DAYS:
            contacts += decay * weights[earlier][day] * weeks[earlier][day]
            units += decay * weights[earlier][day] * shape[day]
            spread += decay**2 * weights[earlier][day] ** 2 * shape[day]
        count += 1
    if not count:
        return None, None, 0
    rate = contacts / units + SMALLEST
    return rate, rate * spread / units**2, count


def scatter(days, weeks, shape, weights):
    """Sum of weighted squared errors of a part of the week over past weeks, and how many there are."""
    squares, counted = 0.0, 0
    for week in range(len(weeks)):
        rate, variance_of_rate, behind = level_before(week, weeks, shape, weights)
        if behind < 2:
            continue
        units = sum(shape[day] for day in days)
        mean = rate * units
        variance = mean + variance_of_rate * units**2
        error = sum(weeks[week][day] for day in days) - mean
        squares += max(weights[week][day] for day in days) * error**2 / variance
        counted += 1
    return squares, counted


def mean_and_scatter(days, weeks, shape, weights):
    """Expected contacts of some days of the next week; dispersion as seen and its degrees of freedom."""
    rate, variance_of_rate, _ = level_before(len(weeks), weeks, shape, weights)
    mean = rate * sum(shape[day] for day in days)
    if len(days) == 1:
        parts = [scatter([day], weeks, shape, weights) for day in DAYS]
        squares, counted = (sum(column) for column in zip(*parts, strict=True))
        return mean, squares / (counted - 6), counted * 2 / 7, variance_of_rate / rate**2
    squares, counted = scatter(days, weeks, shape, weights)
    fitted = 0 if len(days) == 7 else 1
    return mean, squares / (counted - fitted), counted - fitted, variance_of_rate / rate**2

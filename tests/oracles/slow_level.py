"""The exponentially weighted level of one series, by plain loops."""

HALF_LIFE = 4
SMALLEST = 0.02


def level_before(week, counts, exposures, weights, guard):
    """The rate forecast for a week from the weeks before its guard, and its unit variance."""
    contacts = exposure = spread = 0.0
    for earlier in range(week - guard):
        decay = 0.5 ** ((week - earlier) / HALF_LIFE)
        contacts += decay * weights[earlier] * counts[earlier]
        exposure += decay * weights[earlier] * exposures[earlier]
        spread += decay**2 * weights[earlier] ** 2 * exposures[earlier]
    rate = contacts / exposure + SMALLEST
    return rate, rate * spread / exposure**2


def dispersion_of_errors(counts, exposures, weights, guard):
    """The mean squared forecast error, each over the variance expected of it."""
    errors, degrees = 0.0, 0
    for week in range(len(counts)):
        earlier = sum(weight > 0 for weight in weights[:week])
        if earlier < 3 or weights[week] == 0:
            continue
        rate, variance_of_rate = level_before(week, counts, exposures, weights, guard)
        mean = rate * exposures[week]
        variance = mean + variance_of_rate * exposures[week] ** 2
        errors += weights[week] * (counts[week] - mean) ** 2 / variance
        degrees += 1
    return errors / max(degrees, 1), degrees

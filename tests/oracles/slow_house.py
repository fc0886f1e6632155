"""Past alarms and renamed series, one series and one week at a time."""

import math


def lasting(alarmed):
    """Weeks in any eight weeks in a row of which six alarmed."""
    weeks = len(alarmed)
    found = [False] * weeks
    for end in range(weeks):
        eight = range(max(end - 7, 0), end + 1)
        if sum(alarmed[week] for week in eight) >= 6:
            for week in eight:
                found[week] = True
    return found


def beginning(counts):
    """The week in which a series began in earnest (0: it always was), and its level since."""
    size = max(counts[-4:])
    since = 0
    for week, count in enumerate(counts):
        if count >= max(0.1 * size, 1):
            since = week
            break
    recent = counts[max(since, len(counts) - 4) :]
    level = sum(recent) / len(recent)
    earlier = sum(counts[:since]) / since if since else math.inf
    return (since if earlier <= 0.1 * level else 0), level


def gave_way(counts, since, level):
    """Whether a series lost, since a week, about what one of that level may have got."""
    before = counts[max(since - 26, 0) : since]
    before = sum(before) / len(before)
    age = len(counts) - 1 - since
    recent = counts[since + 4 :] if age >= 4 else counts[-1:]
    now = sum(recent) / len(recent)
    lost = before - now
    left = 0.1 if age >= 4 else 0.6
    return before >= 5 and now <= left * before and lost >= level / 3 and level >= lost / 3

"""The slow, obvious twin of sql/7_quality/70_returns.sql: every pair of contacts is looked at."""

from datetime import timedelta


def may_be_the_same(one, other):
    """Tell whether two contacts of one customer may be about the same."""
    if not one["text"] or not other["text"]:
        return True
    return one["topic_id"] == other["topic_id"] and (one["topic_id"] or 1) > 1


def slow_returns(contacts, repeat_days):
    """Return for each contact of a known customer the one that it repeats, and the next that repeats it."""
    known = [row for row in contacts if row["direction"] == "in" and row["customer_id"]]
    known.sort(key=lambda row: (row["opened_at"], row["contact_id"]))
    reach = timedelta(days=repeat_days)
    found = {row["contact_id"]: [None, None] for row in known}
    for place, row in enumerate(known):
        for later in known[place + 1 :]:
            is_same = row["customer_id"] == later["customer_id"] and may_be_the_same(row, later)
            if is_same and later["opened_at"] - row["opened_at"] <= reach:
                found[later["contact_id"]][0] = row["contact_id"]  # the newest one before stays
                found[row["contact_id"]][1] = found[row["contact_id"]][1] or later["contact_id"]
    return {name: tuple(pair) for name, pair in found.items()}

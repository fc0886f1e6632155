"""Wholes the slow, obvious way: everything joined by a union-find, names found by walking."""


def slow_wholes(records):
    """Return each record's whole and its week, from {id: (part_of, week)}."""
    leader = {}

    def find(one):
        while leader.setdefault(one, one) != one:
            one = leader[one]
        return one

    for one, (part_of, _) in records.items():
        leader[find(one)] = find(part_of or one)
    weeks = {}
    for one, (_, week) in records.items():
        weeks[find(one)] = min(week, weeks.get(find(one), week))
    return {one: (end_of(one, records), weeks[find(one)]) for one in records}


def end_of(one, records):
    """Walk up until nothing is above, or until the walk comes round: then the circle's smallest."""
    walked = []
    while one not in walked:
        walked.append(one)
        part_of = records.get(one, (None, None))[0]
        if part_of in {None, one}:
            return one
        one = part_of
    return min(walked[walked.index(one) :])

"""A slow, obvious twin of holding texts in their topics: one text at a time, in lists."""

from math import sqrt


def slow_hold(centres, topic_of, texts, places, contacts, rounds):
    """Return the best centres (lists of numbers) of some rounds of dragging and pushing."""
    sums = []
    for place, centre in enumerate(centres):
        size = sum(many for one, many in zip(places, contacts, strict=True) if one == place)
        sums.append([number * max(size, 1) for number in centre])
    moved = [list(centre) for centre in centres]
    seen = []
    for _ in range(rounds + 1):
        steps = []
        for text, place, many in zip(texts, places, contacts, strict=True):
            near = [sum(a * b for a, b in zip(text, centre, strict=True)) for centre in moved]
            best = near.index(max(near))
            if topic_of[best] != topic_of[place]:
                own = [one for one in range(len(moved)) if topic_of[one] == topic_of[place]]
                steps.append((text, many, max(own, key=lambda one: near[one]), best))
        seen.append((sum(many for _, many, _, _ in steps), len(seen), moved))
        for text, many, back, away in steps:
            for axis, number in enumerate(text):
                sums[back][axis] += many * number
                sums[away][axis] -= many * number
        moved = [[one / sqrt(sum(x * x for x in row)) for one in row] for row in sums]
    return min(seen)[2]

"""Is a week beyond all that was seen? One series, week by week."""


def verdict(counts, usable, exposures, trust, by):
    """Whether the last week is at least twice the highest ordinary one and so many contacts more."""
    highest = 0.0
    for count, is_usable, exposure, trusted in list(
        zip(counts, usable, exposures, trust, strict=True)
    )[:-1]:
        if is_usable and trusted == 1:
            highest = max(highest, count * exposures[-1] / exposure)
    return by > 0 and counts[-1] >= 2 * highest and counts[-1] - highest >= by

"""Terms that grew: the two-by-two table counted out with whole numbers."""

from fractions import Fraction
from math import comb


def growth_p_value(customers, of_customers, before, of_before):
    """P(more use it this week) + half of P(just as many), if this week were any draw from all weeks."""
    users, everyone = customers + before, of_customers + of_before
    ways = comb(everyone, of_customers)

    def chance(using):
        rest = comb(everyone - users, of_customers - using) if using <= of_customers else 0
        return Fraction(comb(users, using) * rest, ways)

    more = sum(chance(using) for using in range(customers + 1, users + 1))
    return float(more + chance(customers) / 2)

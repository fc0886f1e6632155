"""Made-up requests of subscribers, varied by rule, for tests of topics."""

from itertools import product

PLOTS = {
    "router": (
        ["router", "modem", "wifi box"],
        ["keeps rebooting", "shows a red lamp", "needs a reset", "lost its settings"],
        ["since the storm", "every evening", "after the update", "in my flat"],
    ),
    "bill": (
        ["bill", "invoice", "monthly statement"],
        ["holds a wrong charge", "is twice the amount", "shows a fee nobody ordered"],
        ["for March", "for the second time", "although paid in full", "on my contract"],
    ),
    "tariff": (
        ["cheaper tariff", "family plan", "student discount"],
        ["wanted", "is offered in your advertising", "should be switched to", "is available"],
        ["for two phones", "with roaming", "from next month", "with more gigabytes"],
    ),
    "tv_uk": (
        ["телебачення", "приставка", "канали"],
        ["зависає", "показує чорний екран", "не вмикається", "без звуку"],
        ["під час футболу", "щовечора", "після оновлення", "у вітальні"],
    ),
    "money_ru": (
        ["деньги", "оплата", "платёж"],
        ["не поступили на счёт", "списали дважды", "пропали с баланса"],
        ["через терминал", "с карты", "за прошлый период", "по договору"],
    ),
}
STORM = [  # a fault whose words no earlier text holds
    f"satellite dish {what} on the {where}"
    for what, where in product(
        ["blown away by hurricane", "tilted by hurricane wind", "torn off, hurricane damage"],
        ["roof", "balcony", "chimney", "terrace"],
    )
]


def make_requests(plot, how_many, first=0):
    """Return distinct requests of one plot; another `first`, other wordings."""
    subjects, troubles, circumstances = PLOTS[plot]
    spoken = [" ".join(words) for words in product(subjects, troubles, circumstances)]
    return [
        f"{spoken[(first + 7 * number) % len(spoken)]}, {number % 5} days"
        for number in range(how_many)
    ]


def make_week(per_plot, first=0):
    """Return a usual week: every plot, as (plot, text)."""
    return [(plot, text) for plot in PLOTS for text in make_requests(plot, per_plot, first=first)]

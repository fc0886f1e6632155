"""The sheets about the three kinds: their shares, how often the program is right, and what it takes for what."""

from __future__ import annotations

from trend_lib.base.speech import mark
from trend_lib.report.quality_table import LIMITS, Table, Told

CODE = True  # what a column tells is one of our own words
SHARES = """
SELECT week_start, kind, contacts, week_share, counted_share, settled, share, lower, upper, change, change_lower,
    change_upper
FROM quality.kind_shares
WHERE week_start <= $week_start AND week_start > $week_start - INTERVAL 182 DAY
ORDER BY week_start DESC, kind
"""
ACCURACY = """
SELECT judge, measure, kind, settled, share, lower, upper
FROM quality.kind_accuracy
WHERE week_start = $week_start
ORDER BY judge, measure, kind
"""
CONFUSION = """
SELECT judge, said, counted, settled, share
FROM quality.kind_confusion
WHERE week_start = $week_start
ORDER BY judge, said, counted
"""
SETTLING = """
SELECT part, first_week, drawn, settled
FROM quality.kind_settling
WHERE week_start = $week_start
ORDER BY part DESC
"""
JUDGE = Told(mark("Told by"), means=mark("The topic’s kind, which counts; or each contact’s own words."), is_code=CODE)  # fmt: skip
KIND = Told(mark("Kind"), means=mark("Marketing, technical or customer service."), is_code=CODE)
SETTLED = Told(mark("Settled"), "count", mark("Contacts whose kind people said, on which the figure rests."))  # fmt: skip
SHARE_LIMITS = tuple(Told(one.name, "share", one.means) for one in LIMITS)
KIND_SHEETS = (
    Table(mark("Kinds"), SHARES, (
        Told(mark("Week"), "week", mark("Of half a year, the newest first.")),
        KIND,
        Told(mark("Contacts"), "count", mark("Counted so in the week itself.")),
        Told(mark("Share of the week"), "share", mark("Of the week’s contacts, as counted.")),
        Told(mark("Share counted"), "share", mark("Of all contacts of the weeks that are measured together.")),
        SETTLED,
        Told(mark("Share"), "share", mark("The same with the program’s errors taken out, by what people settled. Empty: too few are settled.")),
        *SHARE_LIMITS,
        Told(mark("Change"), "score", mark("Of that share on as many weeks before; 0.01 is one percentage point.")),
        *LIMITS,
    )),
    Table(mark("Kinds told rightly"), ACCURACY, (
        JUDGE,
        Told(mark("Measure"), means=mark("Right of all; right of those told as a kind; told of those that are of it."), is_code=CODE),
        KIND,
        SETTLED,
        Told(mark("Share"), "share", mark("Weighted back to all contacts. Empty: too few are settled.")),
        *SHARE_LIMITS,
    )),
    Table(mark("Kinds confused"), CONFUSION, (
        JUDGE,
        Told(mark("Said by people"), means=mark("The contact’s kind."), is_code=CODE),
        Told(mark("Told by the program"), means=mark("Before people said it."), is_code=CODE),
        SETTLED,
        Told(mark("Share"), "share", mark("Of all contacts.")),
    )),
    Table(mark("Kinds settled"), SETTLING, (
        Told(mark("Part"), means=mark("even: drawn by lot. doubtful: the program was least sure of them."), is_code=CODE),
        Told(mark("Since"), "week", mark("The first of the weeks that are measured together.")),
        Told(mark("Drawn"), "count", mark("Contacts that people were asked about.")),
        SETTLED,
    )),
)  # fmt: skip

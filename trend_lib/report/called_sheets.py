"""The sheets of people who call subscribers: what was not solved in time, what became of it, call-backs, what they said."""

from __future__ import annotations

from trend_lib.base.speech import mark
from trend_lib.report.quality_table import LIMITS, Table, Told, listed_on

CODE = True  # what a column tells is one of our own words
UNRESOLVED = """
SELECT next_try, preferred_window, contact_id, state, kind, priority, channel, age_days, opened_at, due_at, attempts,
    last_outcome
FROM quality.unresolved_worklist
WHERE week_start = $week_start AND left_at IS NULL
ORDER BY next_try, list_position(['said_no', 'open', 'to_confirm'], state), opened_at, contact_id
"""
FLOW = """
SELECT kind, what, contacts FROM quality.unresolved_flow
WHERE week_start = $week_start
ORDER BY kind, what IN ('begun', 'entered') DESC, what = 'standing', what
"""
CALLBACKS = """
SELECT next_try, contact_id, worklist, channel, nullif(product, '(none)'), event_at, attempts, last_outcome
FROM quality.callback_worklist
WHERE state = 'waits' AND week_start <= $week_start
ORDER BY next_try, event_at, event_id
"""
EVENTS = """
SELECT worklist, state, sum(events)::BIGINT FROM quality.callback_counts
WHERE week_start BETWEEN $week_start - INTERVAL 21 DAY AND $week_start
GROUP BY worklist, state
ORDER BY worklist, state = 'eligible' DESC, state
"""
ANSWERS = """
SELECT said_at, about, who, action, value, became
FROM quality.list_answers
WHERE week_start >= $week_start
ORDER BY became = 'counted', said_at, answer_id
"""
RESULTS = """
SELECT worklist, question, eligible, called, said, share, lower, upper, weighted_share, weighted_lower, weighted_upper
FROM quality.callback_results
WHERE week_start = $week_start
ORDER BY worklist, question DESC
"""
NEXT_TRY = Told(mark("Next try"), "day", mark("The working day on which to call."))
CHANNEL = Told(mark("Channel"), means=mark("How the subscriber reached us."), is_code=CODE)
AFTER = Told(mark("After"), means=mark("What the list calls after."), is_code=CODE)
TRIED = (
    Told(mark("Calls so far"), "count", mark("Attempts to reach the subscriber.")),
    Told(mark("Last call"), means=mark("What came of the last attempt."), is_code=CODE),
)
KIND = Told(mark("Kind"), means=mark("Of the request: marketing, technical or customer service."), is_code=CODE)  # fmt: skip
CALLED_SHEETS = (
    Table(mark("Not solved in time"), UNRESOLVED, (
        NEXT_TRY,
        Told(mark("Best reached in the"), means=mark("When the subscriber was reached before; else when they came to us."), is_code=CODE),
        listed_on("unresolved"),
        Told(mark("State"), means=mark("Whether the subscriber says no, it is not solved, or the desk closed it late and nobody asked yet."), is_code=CODE),
        KIND,
        Told(mark("Priority"), means=mark("As the desk writes it.")),
        CHANNEL,
        Told(mark("Days old"), "count", mark("Days since it came.")),
        Told(mark("Came at, UTC"), means=mark("When the subscriber came.")),
        Told(mark("Limit ran out, UTC"), means=mark("By working hours of its kind and priority; empty where the subscriber said no before.")),
        *TRIED,
    )),
    Table(mark("Came and went"), FLOW, (
        KIND,
        Told(mark("What"), means=mark("On the list at the week’s begin and new in it; then what became of them, each counted once."), is_code=CODE),
        Told(mark("Requests"), "count", mark("How many. Of a kind, what was there and came is what left and stands.")),
    )),
    Table(mark("Call-backs"), CALLBACKS, (
        NEXT_TRY,
        listed_on("callbacks"),
        AFTER,
        CHANNEL,
        Told(mark("Product"), means=mark("Of the subscriber’s contact.")),
        Told(mark("When, UTC"), means=mark("When that happened.")),
        *TRIED,
    )),
    Table(mark("Whom call-backs missed"), EVENTS, (
        AFTER,
        Told(mark("State"), means=mark("All events of the last four weeks that the list could hold, then each of them once: reached, waiting, or why nobody calls."), is_code=CODE),
        Told(mark("Events"), "count", mark("How many.")),
    )),
    Table(mark("What they said"), RESULTS, (
        AFTER,
        Told(mark("Question"), means=mark("Solved? Content with it?"), is_code=CODE),
        Told(mark("Events"), "count", mark("That the list could hold in the four weeks up to this.")),
        Told(mark("Called"), "count", mark("At least once.")),
        Told(mark("Said"), "count", mark("Subscribers who answered the question.")),
        Told(mark("Yes, of those who said"), "share", mark("Share of yes among the answers.")),
        *(Told(one.name, "share", one.means) for one in LIMITS),
        Told(mark("Yes, of all"), "share", mark("What all would have said, if those like each other in product and channel say the same.")),
        *(Told(one.name, "share", one.means) for one in LIMITS),
    )),
    Table(mark("Answers"), ANSWERS, (
        Told(mark("Said at, UTC"), means=mark("Since the week’s begin; those first that did not count.")),
        Told(mark("About"), means=mark("The request or call-back, as the lists name it.")),
        Told(mark("By"), means=mark("Who answered.")),
        Told(mark("Answer"), means=mark("What was answered."), is_code=CODE),
        Told(mark("More"), means=mark("What came of the call, or the reason."), is_code=CODE),
        Told(mark("What became of it"), means=mark("counted, or why no list shows it: it had left the list before, was never on it, or nobody knows it."), is_code=CODE),
    )),
)  # fmt: skip

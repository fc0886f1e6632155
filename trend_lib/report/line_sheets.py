"""The sheets of the quality line: who answered what, how each score was given, and what changed beyond chance."""

from __future__ import annotations

from trend_lib.base.speech import mark
from trend_lib.report.quality_table import LIMITS, Table, Told

CODE = True  # what a column tells is one of our own words
SCORES = """
SELECT concat('survey:', question), CASE slice_dim WHEN 'all' THEN '(all)' ELSE slice_value END, asked, answered,
    response_share, response_lower, response_upper, mean_score, mean_lower, mean_upper, satisfied_share, satisfied_lower,
    satisfied_upper
FROM quality.survey_scores
WHERE week_start = $week_start AND slice_dim IN ('all', 'channel')
ORDER BY slice_dim, slice_value, question
"""
GIVEN = """
SELECT concat('survey:', question), score, answers, share, lower, upper
FROM quality.score_counts
WHERE week_start = $week_start
ORDER BY question, score
"""
CHANGES = """
SELECT measure, concat('survey:', question), CASE slice_dim WHEN 'all' THEN '(all)' ELSE slice_value END, observed, of_all,
    expected, lower, upper, status = 'tested', is_alarm
FROM quality.score_series
WHERE week_start = $week_start
ORDER BY is_alarm DESC, measure, slice_dim, slice_value, question
"""
QUESTION = Told(mark("Question"), means=mark("As the survey names it."), is_code=CODE)
CHANNEL = Told(mark("Channel"), means=mark("By which the contact came; all of them first."), is_code=CODE)  # fmt: skip
SHARE_LIMITS = tuple(Told(one.name, "share", one.means) for one in LIMITS)
LINE_SHEETS = (
    Table(mark("Quality line"), SCORES, (
        QUESTION,
        CHANNEL,
        Told(mark("Asked"), "count", mark("Contacts of the week whose subscribers were asked.")),
        Told(mark("Answered"), "count", mark("How many answered this question; who does not may think otherwise.")),
        Told(mark("Response"), "share", mark("Answered, of those asked.")),
        *SHARE_LIMITS,
        Told(mark("Mean score"), "score", mark("Of the answers, on the survey’s own scale.")),
        *LIMITS,
        Told(mark("Satisfied"), "share", mark("Share of answers that count as satisfied.")),
        *SHARE_LIMITS,
    )),
    Table(mark("Scores given"), GIVEN, (
        QUESTION,
        Told(mark("Score"), "score", mark("On the survey’s own scale.")),
        Told(mark("Answers"), "count", mark("How often it was given.")),
        Told(mark("Share"), "share", mark("Of all answers to the question.")),
        *SHARE_LIMITS,
    )),
    Table(mark("Line beside its past"), CHANGES, (
        Told(mark("Counted"), means=mark("Low scores among answers, or answers among those asked: a rise of the one, a fall of the other is worse."), is_code=CODE),
        QUESTION,
        CHANNEL,
        Told(mark("This week"), "count", mark("How many there were.")),
        Told(mark("Of"), "count", mark("Of how many.")),
        Told(mark("Expected"), "expected", mark("By the weeks before, with as many asked or answered.")),
        Told(mark("Normal from"), "expected", mark("In 95 of 100 weeks there are at least so many …")),
        Told(mark("Normal to"), "expected", mark("… and at most so many.")),
        Told(mark("Judged"), means=mark("Empty: there are too few weeks or answers, or a source is incomplete.")),
        Told(mark("Beyond chance"), means=mark("It changed for the worse, with all questions and channels looked at at once.")),
    )),
)  # fmt: skip

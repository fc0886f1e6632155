"""The sheets of persons: scorecards, what is listened to, forms, agreement, reviewers, what to hear again."""

from __future__ import annotations

from trend_lib.base.speech import mark
from trend_lib.report.quality_table import (
    CONTACT,
    LIMITS,
    OPERATOR,
    OPERATOR_PAGE,
    REVIEWER,
    Table,
    Told,
)

SCORES = """
SELECT operators.team, scores.operator_id, scores.measure, scores.contacts, scores.status, scores.stands_out,
    scores.observed, scores.expected, scores.typical, scores.adjusted, scores.lower, scores.upper,
    scores.funnel_lower, scores.funnel_upper, scores.changed_since, scores.change
FROM quality.operator_scores AS scores
LEFT JOIN (SELECT operator_id, min(team) AS team FROM registers.operators GROUP BY operator_id) AS operators
    ON scores.operator_id = operators.operator_id
WHERE scores.week_start = $week_start
ORDER BY scores.measure, operators.team, scores.operator_id
"""
REPEATS = """
SELECT operators.team, repeats.operator_id, repeats.contacts, repeats.customers, repeats.repeats, repeats.repeat_share,
    repeats.repeat_lower, repeats.repeat_upper
FROM quality.operator_repeats AS repeats
LEFT JOIN (SELECT operator_id, min(team) AS team FROM registers.operators GROUP BY operator_id) AS operators
    ON repeats.operator_id = operators.operator_id
WHERE repeats.week_start = $week_start
ORDER BY operators.team, repeats.operator_id
"""
SAMPLE = """
SELECT reviewer_id, review_id, contact_id, operator_id, part, hearing, kind, channel, day, shift,
    CASE WHEN part = 'risk' THEN risks END AS risks, replaced_because, replaces
FROM quality.review_sample
WHERE week_start = $week_start
ORDER BY reviewer_id, part, day, review_id
"""  # of the even part the reasons are not told: who hears it should not know them
REPLACED = """
SELECT coalesce(replaced_because, 'heard or waiting') AS reason, part, count(*) AS reviews
FROM quality.review_sample
WHERE week_start = $week_start
GROUP BY ALL
ORDER BY ALL
"""
REVIEWS = """
SELECT evaluated_at::DATE AS day, reviewer_id, operator_id, contact_id, form, form_version, score, is_failed, part, way,
    note, fault
FROM quality.reviews
WHERE week_start = $week_start
ORDER BY ALL
"""
AGREEMENT = """
SELECT
    CASE WHEN reviewer_id = '(all)' THEN reviewer_id ELSE concat('as it is:', reviewer_id) END,
    CASE WHEN criterion = '(form)' THEN criterion ELSE concat('as it is:', criterion) END,
    statistic, contacts, value, lower, upper
FROM quality.agreement
WHERE week_start = $week_start
ORDER BY quality.agreement.reviewer_id, quality.agreement.criterion
"""
BIAS = """
SELECT reviewer_id, forms, mean_score, pairs, bias, lower, upper, verdict
FROM quality.reviewer_bias
WHERE week_start = $week_start
ORDER BY reviewer_id
"""
AUDIT = """
SELECT disagreement, contact_id, operator_id, reviewer_id, score, bias, survey_score, came_back, evaluation_id
FROM quality.audit
WHERE week_start = $week_start
ORDER BY disagreement, operator_id, evaluation_id
"""

WHY = mark("Why")
TEAM = Told(mark("Team"), means=mark("The operator’s team, of registers/operators.csv."))
CODE = True  # what a column tells is one of our own words
PERSON_SHEETS = (
    Table(mark("Scorecards"), SCORES, (
        TEAM,
        OPERATOR,
        Told(mark("Measure"), means=mark("What is compared."), is_code=CODE),
        Told(mark("Contacts"), "count", mark("On how many contacts, answers or forms the figure rests.")),
        Told(mark("Compared"), means=mark("Whether there is enough to compare this operator with others."), is_code=CODE),
        Told(mark("Stands out"), means=mark("Only where chance, looked at for all operators and measures at once, does not explain it. A reason to listen, no verdict."), is_code=CODE),
        Told(mark("Observed"), "score", mark("What this operator’s contacts came to.")),
        Told(mark("Expected of these cases"), "score", mark("What the same cases come to at the typical operator.")),
        Told(mark("Typical operator, all cases"), "score", mark("The typical operator, with the cases of all.")),
        Told(mark("Adjusted, all cases"), "score", mark("This operator with the cases of all, drawn to the typical one the more the less it rests on.")),
        *LIMITS,
        Told(mark("Chance from"), "score", mark("An operator like all others, with as many contacts, lies from here …")),
        Told(mark("Chance to"), "score", mark("… to here in 95 of 100 quarters.")),
        Told(mark("Changed since"), "week", mark("The first week of another level of this operator’s own, if there is one.")),
        Told(mark("Change"), "score", mark("How far that level lies from the one before.")),
    )),
    Table(mark("Repeats by operator"), REPEATS, (
        TEAM,
        Told(OPERATOR.name, means=mark("Who handled the contact first."), leads_to=OPERATOR_PAGE),
        Told(mark("First contacts"), "count", mark("That repeat none, of the last weeks, whose days to come back are over.")),
        Told(mark("Customers"), "count", mark("Whose contacts these were.")),
        Told(mark("Came back"), "count", mark("To how many of them the customer came back with the same.")),
        Told(mark("Share"), "share", mark("As observed; beside the same cases at others it stands in the scorecards.")),
        *(Told(one.name, "share", one.means) for one in LIMITS),
    )),
    Table(mark("To listen to"), SAMPLE, (
        REVIEWER,
        Told(mark("Review"), means=mark("The id of this hearing."), leads_to="listening/{}"),
        CONTACT,
        OPERATOR,
        Told(mark("Part"), means=mark("even: drawn by lot, counts in figures. risk: heard for a reason, counts in none."), is_code=CODE),
        Told(mark("Hearing"), "count", mark("2: somebody else hears the same contact, too; do not talk about it before.")),
        Told(mark("Kind"), means=mark("Of the contact: marketing, technical or customer service."), is_code=CODE),
        Told(mark("Channel"), means=mark("How the subscriber reached us."), is_code=CODE),
        Told(mark("Day"), "day", mark("Of the contact.")),
        Told(mark("Shift"), means=mark("Of the contact.")),
        Told(WHY, means=mark("Of the part “risk”: what speaks for hearing it."), is_code=CODE),
        Told(mark("Replaced because"), means=mark("Why it could not be heard; another stands in its place."), is_code=CODE),
        Told(mark("In place of"), means=mark("The review that this one replaces.")),
    )),
    Table(mark("Replaced"), REPLACED, (
        Told(mark("Reason"), means=mark("Why contacts could not be heard."), is_code=CODE),
        Told(mark("Part"), means=mark("even or risk."), is_code=CODE),
        Told(mark("Reviews"), "count", mark("How many.")),
    )),
    Table(mark("Forms"), REVIEWS, (
        Told(mark("Day"), "day", mark("On which the form was filled in.")),
        REVIEWER,
        OPERATOR,
        CONTACT,
        Told(mark("Form"), means=mark("Its name.")),
        Told(mark("Version"), means=mark("Of the form: scores of two versions are not compared.")),
        Told(mark("Score"), "score", mark("0 to 1, by the form’s weights.")),
        Told(mark("Failed by one answer"), means=mark("One answer alone made the whole form fail.")),
        Told(mark("Part"), means=mark("even or risk."), is_code=CODE),
        Told(mark("By"), means=mark("The desk, or an import."), is_code=CODE),
        Told(mark("Note"), means=mark("What else the reviewer wrote at the desk.")),
        Told(mark("What is wrong with it"), means=mark("Why the form does not count.")),
    )),
    Table(mark("Agreement"), AGREEMENT, (
        Told(REVIEWER.name, means=REVIEWER.means, is_code=CODE),
        Told(mark("Question"), means=mark("Of the form; all of it first."), is_code=CODE),
        Told(mark("Statistic"), means=mark("How agreement is measured."), is_code=CODE),
        Told(mark("Heard twice"), "count", mark("Contacts that two reviewers heard.")),
        Told(mark("Agreement"), "score", mark("1: as one; 0: as by chance.")),
        *LIMITS,
    )),
    Table(mark("Reviewers"), BIAS, (
        REVIEWER,
        Told(mark("Forms"), "count", mark("Filled in by this reviewer.")),
        Told(mark("Mean score"), "score", mark("Of these forms.")),
        Told(mark("Pairs with others"), "count", mark("Contacts that this reviewer and another heard.")),
        Told(mark("Above the median reviewer"), "score", mark("By contacts that two heard: how much more this reviewer gives for the same.")),
        *LIMITS,
        Told(mark("Verdict"), means=mark("lenient or strict only where the limits leave the others out."), is_code=CODE),
    )),
    Table(mark("To hear again"), AUDIT, (
        Told(mark("Disagreement"), means=mark("In what the form and the subscriber differ."), is_code=CODE),
        CONTACT,
        OPERATOR,
        REVIEWER,
        Told(mark("Score"), "score", mark("Of the form, 0 to 1, as the reviewer gave it.")),
        Told(mark("Less, for leniency"), "score", mark("How much more than the others this reviewer gives for the same contacts, where that is shown; below 0: less. Whether a form praises or blames is judged by the score less this.")),
        Told(mark("Subscriber’s score"), "score", mark("In the survey: 0 worst, 1 best of its scale.")),
        Told(mark("Came back"), means=mark("The subscriber came back with the same.")),
        Told(mark("Form"), means=mark("Its id.")),
    )),
)  # fmt: skip

-- quality.operator_scores: what every contact of an operator came to, with the case that it was.
-- Grain:  one row a contact that an operator had, of the weeks looked at.
-- Reads:  contacts.contacts, topics.contact_topics, quality.outcomes, quality.returns
-- Params: $first_week, $week_start
-- Adjusted, drawn in and compared in trend_lib/quality/people. Solved, by three definitions that are never mixed; what
-- is not solved by absence came back with the same topic. came_back is that of first contacts alone, of the operator
-- who had it first. In which tone a subscriber begins is nobody's work: the first quarter of a talk counts by the
-- change from it.

SELECT
    contacts.contact_id,
    contacts.operator_id,
    coalesce(contacts.first_operator_id, contacts.operator_id) AS first_operator_id,
    coalesce(contacts.customer_id, contacts.contact_id) AS customer,
    contacts.week_start AS contact_week,
    contacts.opened_at,
    contacts.channel,
    coalesce(contact_topics.topic_id, 0) AS topic_id,
    coalesce(contact_topics.kind, '(none)') AS kind,
    CASE WHEN contacts.handle_seconds > 0 THEN ln(contacts.handle_seconds) END AS handle_seconds,
    CASE WHEN contacts.hold_seconds IS NOT NULL THEN CAST(contacts.hold_seconds > 60 AS DOUBLE) END AS held,
    CASE WHEN contacts.transfer_count IS NOT NULL THEN CAST(contacts.transfer_count > 0 AS DOUBLE) END AS transferred,
    CAST(outcomes.is_resolved_by_status AS DOUBLE) AS solved_by_status,
    CAST(outcomes.is_resolved_by_survey AS DOUBLE) AS solved_by_survey,
    CAST(outcomes.is_resolved_by_absence AS DOUBLE) AS solved_by_absence,
    CASE
        WHEN returns.contact_id IS NOT NULL AND returns.repeat_of IS NULL
            THEN 1 - CAST(outcomes.is_resolved_by_absence AS DOUBLE)
    END AS came_back,
    contacts.tone,
    contacts.tone_quarter_2,
    contacts.tone_quarter_3,
    contacts.tone_quarter_4,
    contacts.tone_quarter_4 - contacts.tone_quarter_1 AS tone_change
FROM contacts.contacts
LEFT JOIN topics.contact_topics
    ON contacts.contact_id = contact_topics.contact_id AND contacts.week_start = contact_topics.week_start
LEFT JOIN quality.outcomes
    ON contacts.contact_id = outcomes.contact_id AND contacts.week_start = outcomes.week_start
LEFT JOIN quality.returns
    ON contacts.contact_id = returns.contact_id AND contacts.week_start = returns.week_start
WHERE
    contacts.week_start BETWEEN $first_week AND $week_start
    AND contacts.direction = 'in'
    AND contacts.operator_id IS NOT NULL
ORDER BY contacts.contact_id

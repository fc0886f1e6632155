-- quality.outcomes: was a contact solved? Three answers that are never mixed.
-- Grain:  one row an incoming contact of the week.
-- Reads:  contacts.contacts, contacts.survey_answers, contacts.callbacks, contacts.source_weeks, quality.returns
-- Params: $week_start, $last_week, $last_known_day, $repeat_days, $resolved_question
-- By status: what the source says. By survey: the customer's newest word, in an answer to $resolved_question
-- (yes is above the middle of its scale) or at a call-back. By absence: the customer did not come back with the
-- same topic; empty until all the days are over (by the calendar), where the customer is not known, and where
-- a source of contacts lacked something in those weeks. A yes known late and a no known early would not be fair.

WITH asked AS (
    SELECT contact_id, asked_at AS said_at, score > (scale_min + scale_max) / 2 AS is_solved
    FROM contacts.survey_answers
    WHERE question = $resolved_question AND score IS NOT NULL AND score <> (scale_min + scale_max) / 2
    UNION ALL
    SELECT contact_id, called_at AS said_at, is_solved
    FROM contacts.callbacks
    WHERE contact_id IS NOT NULL AND is_solved IS NOT NULL
),

said AS (
    SELECT contact_id, is_solved
    FROM asked
    QUALIFY row_number() OVER (PARTITION BY contact_id ORDER BY said_at DESC, is_solved) = 1
),

silent AS (
    SELECT count(*) AS source_weeks
    FROM contacts.source_weeks
    WHERE holds = 'contacts' AND NOT is_complete AND week_start BETWEEN $week_start AND $last_week
)

SELECT
    contacts.week_start,
    contacts.contact_id,
    contacts.is_resolved AS is_resolved_by_status,
    said.is_solved AS is_resolved_by_survey,
    CASE
        WHEN
            returns.contact_id IS NOT NULL
            AND silent.source_weeks = 0
            AND epoch(CAST($last_known_day AS TIMESTAMP)) - epoch(CAST(contacts.day AS TIMESTAMP))
            >= $repeat_days * 86400
            THEN returns.next_contact IS NULL
    END AS is_resolved_by_absence
FROM contacts.contacts
CROSS JOIN silent
LEFT JOIN said ON contacts.contact_id = said.contact_id
LEFT JOIN quality.returns ON contacts.contact_id = returns.contact_id AND contacts.week_start = returns.week_start
WHERE contacts.week_start = $week_start AND contacts.direction = 'in'
ORDER BY contacts.contact_id

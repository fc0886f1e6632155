-- quality.first_contact: how many contacts were solved at the first, by each of four definitions.
-- Grain:  one row a week and definition, also when nobody says: 0.
-- Reads:  contacts.contacts, contacts.survey_answers, contacts.callbacks, quality.outcomes, quality.returns
-- Params: $week_start, $contacts_week, $resolved_question
-- status: of the week's contacts whose source says, those resolved and never reopened.
-- one_reply: of the week's resolved contacts that we answered in writing, those whose customer wrote once.
-- survey: of the contacts about which the customer said in this week whether it was solved, those that were.
-- repeat: of the first contacts of $contacts_week, the newest whose customers had all the days to come back,
--         those whose customer did not.
-- The interval is computed from these counts (trend_lib/quality/interval.py).

WITH known AS (
    SELECT
        contacts.week_start,
        contacts.is_resolved,
        coalesce(contacts.reopened_count, 0) AS reopened_count,
        contacts.message_count,
        coalesce(contacts.reply_count, 0) AS reply_count,
        CASE WHEN returns.repeat_of IS NULL THEN outcomes.is_resolved_by_absence END AS is_resolved_by_absence
    FROM contacts.contacts
    INNER JOIN quality.outcomes
        ON contacts.contact_id = outcomes.contact_id AND contacts.week_start = outcomes.week_start
    LEFT JOIN quality.returns
        ON contacts.contact_id = returns.contact_id AND contacts.week_start = returns.week_start
    WHERE contacts.week_start IN ($week_start, $contacts_week)
),

asked AS (
    SELECT contact_id, asked_at AS said_at, score > (scale_min + scale_max) / 2 AS is_solved
    FROM contacts.survey_answers
    WHERE
        week_start = $week_start
        AND question = $resolved_question
        AND score <> (scale_min + scale_max) / 2
    UNION ALL
    SELECT contact_id, called_at AS said_at, is_solved
    FROM contacts.callbacks
    WHERE week_start = $week_start AND contact_id IS NOT NULL AND is_solved IS NOT NULL
),

said AS (
    SELECT contact_id, is_solved
    FROM asked
    QUALIFY row_number() OVER (PARTITION BY contact_id ORDER BY said_at DESC, is_solved) = 1
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    'status' AS definition,
    CAST($week_start AS DATE) AS contacts_week,
    count(is_resolved) AS contacts,
    count(CASE WHEN is_resolved AND reopened_count = 0 THEN 1 END) AS solved
FROM known
WHERE week_start = $week_start
UNION ALL
SELECT
    CAST($week_start AS DATE) AS week_start,
    'one_reply' AS definition,
    CAST($week_start AS DATE) AS contacts_week,
    count(*) AS contacts,
    count(CASE WHEN message_count = 1 THEN 1 END) AS solved
FROM known
WHERE week_start = $week_start AND is_resolved AND reply_count > 0
UNION ALL
SELECT
    CAST($week_start AS DATE) AS week_start,
    'survey' AS definition,
    CAST($week_start AS DATE) AS contacts_week,
    count(*) AS contacts,
    count(CASE WHEN is_solved THEN 1 END) AS solved
FROM said
UNION ALL
SELECT
    CAST($week_start AS DATE) AS week_start,
    'repeat' AS definition,
    CAST($contacts_week AS DATE) AS contacts_week,
    count(is_resolved_by_absence) AS contacts,
    count(CASE WHEN is_resolved_by_absence THEN 1 END) AS solved
FROM known
WHERE week_start = $contacts_week
ORDER BY definition

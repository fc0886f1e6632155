-- contacts.survey_answers: the week's answers, with the contacts they are about.
-- Grain:  one row a contact and question: of several the answered, then the latest asked one.
-- Reads:  contacts.survey_answers (as stored: contact_id is contact_source:contact_ref),
--         contacts.contacts
-- Params: $week_start
-- Without a contact_source the reference is looked for in all sources. An answer whose contact is
-- not known keeps the identifier it came with.

WITH named AS (
    SELECT
        coalesce(min(contacts.contact_id), survey_answers.contact_id) AS contact_id,
        survey_answers.question,
        survey_answers.score,
        survey_answers.scale_min,
        survey_answers.scale_max,
        survey_answers.asked_at,
        survey_answers.answered_at
    FROM contacts.survey_answers
    LEFT JOIN contacts.contacts
        ON
            substr(survey_answers.contact_id, 2) = contacts.source_id
            AND survey_answers.contact_id LIKE ':%'
    WHERE survey_answers.week_start = $week_start
    GROUP BY
        survey_answers.contact_id,
        survey_answers.question,
        survey_answers.score,
        survey_answers.scale_min,
        survey_answers.scale_max,
        survey_answers.asked_at,
        survey_answers.answered_at
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    contact_id,
    question,
    score,
    scale_min,
    scale_max,
    asked_at,
    answered_at
FROM named
QUALIFY
    row_number() OVER (
        PARTITION BY contact_id, question
        ORDER BY CASE WHEN score IS NULL THEN 1 ELSE 0 END, asked_at DESC, score DESC
    ) = 1
ORDER BY contact_id, question

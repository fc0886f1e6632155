-- Answers come from this week's records alone, and every score lies on its scale.
-- Fails the run when it returns a row. Params: $week_start

WITH received AS (
    SELECT count(*) AS answers
    FROM sources.records
    WHERE week_start = $week_start AND holds = 'survey_answers'
),

built AS (
    SELECT
        count(*) AS answers,
        count(CASE WHEN score < scale_min OR score > scale_max THEN 1 END) AS outside_scale
    FROM contacts.survey_answers
    WHERE week_start = $week_start
)

SELECT received.answers AS answers_received, built.answers AS answers_built, built.outside_scale
FROM received
CROSS JOIN built
WHERE
    built.answers > received.answers
    OR built.outside_scale > 0

-- quality.survey_scores: how many were asked, answered and were satisfied, and their mean score.
-- Grain:  one row a slice (all, each channel, each product) and question that was asked.
-- Reads:  contacts.survey_answers, contacts.contacts, quality.scale_directions
-- Params: $week_start, $satisfied_from
-- Intervals are computed from these counts (trend_lib/quality/interval.py). Answers about contacts
-- that are not known, or without a product, are in slice '(none)'. The deviation is made of sums, which
-- whole scores reach exactly in any order: a built-in one gives another last digit now and then.
-- A source whose scale stands on its head (quality.scale_directions) counts nowhere until it is configured.

WITH answers AS (
    SELECT
        survey_answers.question,
        survey_answers.score,
        survey_answers.scale_min,
        survey_answers.scale_max,
        coalesce(contacts.channel, '(none)') AS channel,
        coalesce(contacts.product, '(none)') AS product
    FROM contacts.survey_answers
    LEFT JOIN contacts.contacts ON survey_answers.contact_id = contacts.contact_id
    LEFT JOIN quality.scale_directions
        ON survey_answers.source = scale_directions.source AND scale_directions.week_start = $week_start
    WHERE survey_answers.week_start = $week_start AND coalesce(NOT scale_directions.is_refused, TRUE)
),

sliced AS (
    SELECT 'all' AS slice_dim, 'all' AS slice_value, question, score, scale_min, scale_max
    FROM answers
    UNION ALL
    SELECT 'channel' AS slice_dim, channel AS slice_value, question, score, scale_min, scale_max
    FROM answers
    UNION ALL
    SELECT 'product' AS slice_dim, product AS slice_value, question, score, scale_min, scale_max
    FROM answers
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    slice_dim,
    slice_value,
    question,
    count(*) AS asked,
    count(score) AS answered,
    avg(score) AS mean_score,
    CASE
        WHEN count(score) > 1
            THEN
                sqrt(
                    greatest(sum(score * score) - sum(score) * sum(score) / count(score), 0)
                    / (count(score) - 1)
                )
    END AS deviation,
    min(scale_min) AS scale_min,
    max(scale_max) AS scale_max,
    count(CASE WHEN score >= $satisfied_from THEN 1 END) AS satisfied
FROM sliced
GROUP BY slice_dim, slice_value, question
ORDER BY slice_dim, slice_value, question

-- Every question of every channel that was asked is watched by both measures, with the numbers that are shown.
-- Fails the run when it returns a row. Params: $week_start

WITH shown AS (
    SELECT 'answered' AS measure, slice_dim, slice_value, question, answered AS observed, asked AS of_all
    FROM quality.survey_scores
    WHERE week_start = $week_start AND slice_dim IN ('all', 'channel')
    UNION ALL
    SELECT
        'low_scores' AS measure,
        slice_dim,
        slice_value,
        question,
        answered - satisfied AS observed,
        answered AS of_all
    FROM quality.survey_scores
    WHERE week_start = $week_start AND slice_dim IN ('all', 'channel') AND answered > 0
)

SELECT shown.measure, shown.slice_value, shown.question, shown.observed, score_series.observed AS watched
FROM shown
LEFT JOIN quality.score_series
    ON
        shown.measure = score_series.measure
        AND shown.slice_dim = score_series.slice_dim
        AND shown.slice_value = score_series.slice_value
        AND shown.question = score_series.question
        AND score_series.week_start = $week_start
WHERE
    score_series.observed IS NULL
    OR score_series.observed <> shown.observed
    OR score_series.of_all <> shown.of_all

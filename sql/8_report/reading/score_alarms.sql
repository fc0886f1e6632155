-- What: which figures of the quality line alarm in the week.
-- Grain: measure, slice, question
-- Reads: quality.score_series
-- Params: $week_start
SELECT
    measure,
    slice_dim,
    slice_value,
    question,
    observed,
    of_all,
    lower,
    upper
FROM quality.score_series
WHERE week_start = $week_start AND is_alarm
ORDER BY q_value, measure, slice_dim, slice_value, question

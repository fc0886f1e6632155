-- What: survey scores over all contacts and by channel.
-- Grain: week, slice, question
-- Reads: quality.survey_scores
-- Params: $first_week, $week_start
SELECT
    week_start,
    slice_dim,
    slice_value,
    question,
    asked,
    answered,
    mean_score,
    mean_lower,
    mean_upper,
    satisfied_share,
    satisfied_lower,
    satisfied_upper
FROM quality.survey_scores
WHERE week_start BETWEEN $first_week AND $week_start
ORDER BY week_start, slice_dim, slice_value, question

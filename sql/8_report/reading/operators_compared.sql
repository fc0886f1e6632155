-- What: how many operators were compared this week, and how many stand out of anything; numbers alone.
-- Grain: one row
-- Reads: quality.operator_scores
-- Params: $week_start
SELECT
    count(DISTINCT CASE WHEN status = 'compared' THEN operator_id END) AS compared,
    count(DISTINCT CASE WHEN stands_out IS NOT NULL THEN operator_id END) AS apart
FROM quality.operator_scores
WHERE week_start = $week_start

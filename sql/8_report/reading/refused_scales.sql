-- What: whose scores count nowhere in the week, because they go against what was solved.
-- Grain: source
-- Reads: quality.scale_directions
-- Params: $week_start
SELECT source
FROM quality.scale_directions
WHERE week_start = $week_start AND is_refused
ORDER BY source

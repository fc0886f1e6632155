-- Confused or not, all contacts are in it once: shares add up to 1.
-- Fails the run when it returns a row. Params: $week_start

SELECT judge
FROM quality.kind_confusion
WHERE week_start = $week_start
GROUP BY judge
HAVING abs(sum(share) - 1) > 1e-9

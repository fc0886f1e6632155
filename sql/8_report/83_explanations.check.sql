-- What: what is told of an episode begins with its verdict.
-- Reads: report.explanations
-- Params: $week_start
SELECT episode_id
FROM report.explanations
WHERE week_start = $week_start
GROUP BY episode_id
HAVING min(place) <> 0

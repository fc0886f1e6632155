-- A cause has two episodes at least, its own among them, and an episode has one cause.
-- Fails the run when it returns a row. Params: $week_start

SELECT 'a cause of one episode' AS fault, cause_id AS about
FROM episodes.causes
WHERE week_start = $week_start
GROUP BY cause_id
HAVING count(*) < 2 OR count(*) FILTER (WHERE cause_id = episode_id) <> 1

UNION ALL

SELECT 'an episode that does not live' AS fault, causes.episode_id AS about
FROM episodes.causes
LEFT JOIN episodes.episode_weeks USING (week_start, episode_id)
WHERE causes.week_start = $week_start AND episode_weeks.episode_id IS NULL

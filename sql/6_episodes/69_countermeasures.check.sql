-- A countermeasure is of an episode there is, has words, and ends after it began.
-- Fails the run when it returns a row. Params: $week_start

WITH known AS (SELECT DISTINCT episode_id, topic_id FROM episodes.episode_weeks)

SELECT countermeasures.countermeasure_id, countermeasures.episode_id
FROM episodes.countermeasures
LEFT JOIN known
    ON countermeasures.episode_id = known.episode_id AND countermeasures.topic_id = known.topic_id
WHERE
    countermeasures.week_start = $week_start
    AND (
        known.episode_id IS NULL
        OR countermeasures.what = ''
        OR countermeasures.finished_day < countermeasures.from_day
        OR (countermeasures.is_open AND countermeasures.finished_day IS NOT NULL)
    )

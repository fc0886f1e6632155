-- The days kept of an episode add up to its week; that every topic has its days, 43_topic_days promises.
-- Fails the run when it returns a row. Params: $week_start

WITH days AS (
    SELECT episode_id, sum(contacts) AS contacts
    FROM episodes.episode_days
    WHERE week_start = $week_start
    GROUP BY episode_id
)

SELECT episode_weeks.episode_id, episode_weeks.observed, days.contacts AS contacts_of_days
FROM episodes.episode_weeks
INNER JOIN days ON episode_weeks.episode_id = days.episode_id
WHERE
    episode_weeks.week_start = $week_start
    AND episode_weeks.observed <> days.contacts

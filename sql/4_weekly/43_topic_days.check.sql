-- The days of a week add up to the week, for every topic.
-- Fails the run when it returns a row. Params: $week_start

WITH days AS (
    SELECT topic_id, sum(contacts) AS contacts
    FROM weekly.topic_days
    WHERE week_start = $week_start
    GROUP BY topic_id
)

SELECT topic_weeks.topic_id, topic_weeks.contacts, days.contacts AS contacts_of_days
FROM weekly.topic_weeks
LEFT JOIN days ON topic_weeks.topic_id = days.topic_id
WHERE
    topic_weeks.week_start = $week_start
    AND topic_weeks.slice_dim = 'all'
    AND topic_weeks.contacts <> coalesce(days.contacts, 0)

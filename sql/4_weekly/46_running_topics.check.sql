-- The days of the running week add up to its topics.
-- Fails the run when it returns a row. Params: $week_start

WITH days AS (
    SELECT topic_id, sum(contacts) AS contacts
    FROM weekly.running_days
    WHERE week_start = $week_start
    GROUP BY topic_id
)

SELECT running_topics.topic_id, running_topics.contacts, days.contacts AS contacts_of_days
FROM weekly.running_topics
LEFT JOIN days ON running_topics.topic_id = days.topic_id
WHERE
    running_topics.week_start = $week_start
    AND running_topics.contacts <> coalesce(days.contacts, 0)

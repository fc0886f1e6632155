-- weekly.topic_days: contacts of every topic by day; topic 0 is all contacts together.
-- Grain:  one row a day and topic that had a contact.
-- Reads:  topics.contact_topics
-- Params: $week_start

WITH both_levels AS (
    SELECT day, topic_id
    FROM topics.contact_topics
    WHERE week_start = $week_start
    UNION ALL
    SELECT day, 0 AS topic_id
    FROM topics.contact_topics
    WHERE week_start = $week_start
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    day,
    topic_id,
    count(*) AS contacts
FROM both_levels
GROUP BY day, topic_id

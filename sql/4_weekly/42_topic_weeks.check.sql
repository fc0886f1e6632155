-- No contact is lost or counted twice on the way from topics to weeks: topics add up to the week,
-- and within a topic the slices of every dimension add up to the whole.
-- Fails the run when it returns a row. Params: $week_start

WITH arrived AS (
    SELECT count(*) AS contacts
    FROM topics.contact_topics
    WHERE week_start = $week_start
),

by_dimension AS (
    SELECT topic_id, slice_dim, sum(contacts) AS contacts
    FROM weekly.topic_weeks
    WHERE week_start = $week_start
    GROUP BY topic_id, slice_dim
),

whole AS (
    SELECT topic_id, contacts
    FROM by_dimension
    WHERE slice_dim = 'all'
),

topics_together AS (
    SELECT coalesce(sum(contacts), 0) AS contacts
    FROM whole
    WHERE topic_id <> 0
)

SELECT 'topics do not add up to the week' AS fault
FROM topics_together
CROSS JOIN arrived
WHERE topics_together.contacts <> arrived.contacts
UNION ALL
SELECT 'topic 0 is not the week' AS fault
FROM whole
CROSS JOIN arrived
WHERE whole.topic_id = 0 AND whole.contacts <> arrived.contacts
UNION ALL
SELECT 'slices do not add up to their topic' AS fault
FROM by_dimension
INNER JOIN whole ON by_dimension.topic_id = whole.topic_id
WHERE by_dimension.contacts <> whole.contacts

-- Every topic that has a name for some readers is one of the running week.
-- Fails the run when it returns a row. Params: $week_start

SELECT running_names.topic_id
FROM weekly.running_names
LEFT JOIN weekly.running_topics
    ON
        running_names.topic_id = running_topics.topic_id
        AND running_names.week_start = running_topics.week_start
WHERE running_names.week_start = $week_start AND running_topics.topic_id IS NULL

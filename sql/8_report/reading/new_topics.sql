-- What: topics found in this very week, with redacted examples.
-- Grain: topic
-- Reads: weekly.topic_weeks
-- Params: $week_start
SELECT
    topic_id,
    topic_name,
    kind,
    contacts,
    examples
FROM weekly.topic_weeks
WHERE
    week_start = $week_start
    AND first_week = $week_start
    AND slice_dim = 'all'
    AND topic_id > 1
ORDER BY contacts DESC, topic_id

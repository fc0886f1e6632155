-- Every event is of a topic that was watched, and overlaps the week in the registers, or is a new source.
-- Fails the run when it returns a row. Params: $week_start

WITH known AS (
    SELECT what AS named
    FROM registers.known_events
    WHERE first_day <= CAST($week_start AS DATE) + INTERVAL 6 DAY AND last_day >= CAST($week_start AS DATE)
    UNION
    SELECT name AS named
    FROM registers.holidays
    WHERE day BETWEEN CAST($week_start AS DATE) AND CAST($week_start AS DATE) + INTERVAL 6 DAY
    UNION
    SELECT what AS named
    FROM weekly.new_sources
    WHERE week_start = $week_start
)

SELECT topic_events.topic_id, topic_events.what
FROM episodes.topic_events
LEFT JOIN detection.assessments
    ON
        topic_events.week_start = assessments.week_start
        AND topic_events.topic_id = assessments.topic_id
        AND assessments.slice_dim = 'all'
LEFT JOIN known ON starts_with(topic_events.what, known.named)
WHERE
    topic_events.week_start = $week_start
    AND (assessments.topic_id IS NULL OR known.named IS NULL)

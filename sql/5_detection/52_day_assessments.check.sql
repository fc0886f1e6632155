-- Every topic of the running week has one verdict of this morning, and none says more than was tested.
-- Fails the run when it returns a row. Params: $week_start, $day

WITH assessed AS (
    SELECT topic_id FROM detection.day_assessments WHERE day = $day
),

watched AS (
    SELECT topic_id FROM weekly.running_topics WHERE week_start = $week_start
)

SELECT 'not one verdict a topic' AS fault, coalesce(watched.topic_id, assessed.topic_id) AS topic_id
FROM watched
FULL OUTER JOIN assessed ON watched.topic_id = assessed.topic_id
WHERE watched.topic_id IS NULL OR assessed.topic_id IS NULL

UNION ALL

SELECT 'says more than was tested' AS fault, topic_id
FROM detection.day_assessments
WHERE
    day = $day
    AND (
        (p_value IS NULL) <> (q_value IS NULL)
        OR (p_value IS NULL) = (status = 'tested')
        OR (is_alarm AND (status <> 'tested' OR observed <= expected OR why_no_alarm IS NOT NULL))
        OR p_value NOT BETWEEN 0 AND 1
        OR lower > upper
    )

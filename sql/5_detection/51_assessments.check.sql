-- Every series of the week has one assessment, and none says more than was tested.
-- Fails the run when it returns a row. Params: $week_start

WITH counted AS (
    SELECT topic_id, slice_dim, slice_value, contacts
    FROM weekly.topic_weeks
    WHERE week_start = $week_start
),

assessed AS (
    SELECT topic_id, slice_dim, slice_value, observed
    FROM detection.assessments
    WHERE week_start = $week_start
)

SELECT 'not one assessment a series' AS fault, topic_id, slice_dim, slice_value
FROM counted
FULL OUTER JOIN assessed USING (topic_id, slice_dim, slice_value)
WHERE contacts IS NULL OR observed IS NULL OR contacts <> observed

UNION ALL

SELECT 'says more than was tested' AS fault, topic_id, slice_dim, slice_value
FROM detection.assessments
WHERE
    week_start = $week_start
    AND (
        (p_value IS NULL) <> (q_value IS NULL)
        OR (p_value IS NULL) <> (p_customers IS NULL)
        OR (p_value IS NULL) <> (topic_p_value IS NULL)
        OR topic_p_value > q_value * 1.000001
        OR (p_value IS NULL) = (status = 'tested')
        OR (is_alarm AND (status <> 'tested' OR observed = expected OR why_no_alarm IS NOT NULL))
        OR (record_before IS NOT NULL AND NOT (is_alarm AND observed > record_before))
        OR p_value NOT BETWEEN 0 AND 1
        OR p_customers NOT BETWEEN 0 AND 1
        OR q_value NOT BETWEEN 0 AND 1
        OR lower > upper
    )

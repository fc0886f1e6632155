-- episodes.drivers: where the excess of each alarming episode lies.
-- Grain:  one row an episode and slice by region, product or channel.
-- Reads:  episodes.episode_weeks, detection.assessments, weekly.topic_weeks (the half year before)
-- Params: $week_start

WITH alarming AS (
    SELECT episode_id, topic_id, observed, expected
    FROM episodes.episode_weeks
    WHERE week_start = $week_start AND grade <> ''
),

half_year AS (
    SELECT
        topic_id,
        slice_dim,
        slice_value,
        CAST(sum(contacts) AS DOUBLE) / 26 AS contacts_a_week
    FROM weekly.topic_weeks
    INNER JOIN alarming USING (topic_id)
    WHERE
        week_start < $week_start
        AND week_start >= CAST($week_start AS DATE) - INTERVAL 182 DAY
        AND is_complete
        AND slice_dim IN ('region', 'product', 'channel')
    GROUP BY topic_id, slice_dim, slice_value
),

slices AS (  -- a slice without an expectation of its own gets one in proportion to its half year
    SELECT
        alarming.episode_id,
        alarming.observed AS topic_observed,
        alarming.expected AS topic_expected,
        assessments.slice_dim,
        assessments.slice_value,
        assessments.observed,
        greatest(coalesce(assessments.expected, half_year.contacts_a_week, 0), 0.001) AS own_expected
    FROM alarming
    INNER JOIN detection.assessments USING (topic_id)
    LEFT JOIN half_year USING (topic_id, slice_dim, slice_value)
    WHERE
        assessments.week_start = $week_start
        AND assessments.slice_dim IN ('region', 'product', 'channel')
),

whole AS (
    SELECT
        *,
        sum(own_expected) OVER (
            PARTITION BY episode_id, slice_dim
            ORDER BY slice_value
            ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS running
    FROM slices
),

together AS (
    SELECT *, max(running) OVER (PARTITION BY episode_id, slice_dim) AS dimension_expected
    FROM whole
),

scaled AS (  -- to the topic's own expectation, in parts of a contact that add up exactly (2 to the power of -20)
    SELECT
        *,
        round(coalesce(topic_expected, dimension_expected) * (running / dimension_expected) * 1048576)
        / 1048576 AS expected_so_far
    FROM together
),

parted AS (
    SELECT
        *,
        expected_so_far - lag(expected_so_far, 1, 0) OVER (
            PARTITION BY episode_id, slice_dim
            ORDER BY slice_value
        ) AS expected
    FROM scaled
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    episode_id,
    slice_dim,
    slice_value,
    observed,
    expected,
    observed - expected AS excess,
    CASE
        WHEN topic_observed > topic_expected THEN (observed - expected) / (topic_observed - topic_expected)
    END AS excess_share
FROM parted

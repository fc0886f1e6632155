-- episodes.topic_events: what was known beforehand and may lie behind a topic's week.
-- Grain:  one row a topic and event: a holiday, or a known event, whose days meet the week; a source that is new.
--         An event of one region or product, and a new source, fit only a topic at least half of whose rise lies
--         there.
-- Reads:  detection.assessments, weekly.new_sources, registers.known_events, registers.holidays
-- Params: $week_start

WITH events AS (
    SELECT
        first_day, last_day, slice_dim, slice_value,
        what || CASE WHEN slice_dim = 'all' THEN '' ELSE ' (' || slice_value || ')' END AS what
    FROM registers.known_events
    UNION
    SELECT day AS first_day, day AS last_day, 'all' AS slice_dim, 'all' AS slice_value, name AS what
    FROM registers.holidays
),

rises AS (  -- without an expectation all that came is new
    SELECT topic_id, slice_dim, slice_value, coalesce(excess, observed) AS excess
    FROM detection.assessments
    WHERE week_start = $week_start AND slice_dim IN ('all', 'region', 'product')
)

SELECT DISTINCT
    CAST($week_start AS DATE) AS week_start,
    wholes.topic_id,
    events.what
FROM rises AS wholes
INNER JOIN events
    ON
        events.first_day <= CAST($week_start AS DATE) + INTERVAL 6 DAY
        AND events.last_day >= CAST($week_start AS DATE)
LEFT JOIN rises AS parts
    ON
        wholes.topic_id = parts.topic_id
        AND events.slice_dim = parts.slice_dim
        AND events.slice_value = parts.slice_value
WHERE
    wholes.slice_dim = 'all'
    AND (events.slice_dim = 'all' OR (parts.excess > 0 AND parts.excess >= wholes.excess / 2))
UNION
SELECT
    new_sources.week_start,
    new_sources.topic_id,
    new_sources.what
FROM weekly.new_sources
INNER JOIN rises ON new_sources.topic_id = rises.topic_id AND rises.slice_dim = 'all'
WHERE
    new_sources.week_start = $week_start
    AND rises.excess > 0
    AND new_sources.contacts >= rises.excess / 2

-- What: regions that a countermeasure is held against: its topic had not risen there when it began.
--       Only of local rises: regions that alarmed hold four fifths of the excess of the alarming weeks until then.
-- Grain: countermeasure
-- Reads: episodes.countermeasures, episodes.episode_weeks, episodes.drivers, episodes.series_weeks
-- Params: $week_start
WITH measures AS (
    SELECT countermeasure_id, episode_id, topic_id, from_day
    FROM episodes.countermeasures
    WHERE week_start = $week_start
),

places AS (  -- the regions of each episode until its measure began
    SELECT
        measures.countermeasure_id, drivers.slice_value AS place,
        sum(drivers.excess) AS excess, bool_or(coalesce(series_weeks.is_alarm, FALSE)) AS is_touched
    FROM measures
    INNER JOIN episodes.drivers
        ON
            measures.episode_id = drivers.episode_id AND drivers.slice_dim = 'region'
            AND drivers.week_start <= measures.from_day
    INNER JOIN episodes.episode_weeks
        ON drivers.week_start = episode_weeks.week_start AND drivers.episode_id = episode_weeks.episode_id
    LEFT JOIN episodes.series_weeks
        ON
            drivers.week_start = series_weeks.week_start AND episode_weeks.topic_id = series_weeks.topic_id
            AND drivers.slice_dim = series_weeks.slice_dim AND drivers.slice_value = series_weeks.slice_value
    GROUP BY measures.countermeasure_id, drivers.slice_value
),

local AS (  -- where those that alarmed hold four fifths of the excess, the others were not touched
    SELECT countermeasure_id, list_sort(list(place) FILTER (WHERE NOT is_touched)) AS untouched_regions
    FROM places
    GROUP BY countermeasure_id
    HAVING sum(excess) > 0 AND coalesce(sum(excess) FILTER (WHERE is_touched), 0) >= 0.8 * sum(excess)
),

risen_places AS (
    SELECT measures.countermeasure_id, list_sort(list(DISTINCT series_weeks.slice_value)) AS risen_regions
    FROM measures
    INNER JOIN episodes.series_weeks
        ON
            measures.topic_id = series_weeks.topic_id AND series_weeks.slice_dim = 'region'
            AND series_weeks.is_alarm
            AND series_weeks.week_start > measures.from_day AND series_weeks.week_start <= $week_start
    GROUP BY measures.countermeasure_id
)

SELECT
    local.countermeasure_id, local.untouched_regions,
    coalesce(risen_places.risen_regions, []) AS risen_regions
FROM local
LEFT JOIN risen_places ON local.countermeasure_id = risen_places.countermeasure_id
WHERE local.untouched_regions IS NOT NULL
ORDER BY local.countermeasure_id

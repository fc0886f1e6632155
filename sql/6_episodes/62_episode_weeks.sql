-- episodes.episode_weeks: what this week says of every living episode.
-- Grain:  one row an episode; an alarm on a topic without one opens it. The state is as it was: standing.py folds next.
-- Reads:  episodes.living, episodes.episode_weeks (how episodes stood before), episodes.series_weeks,
--         episodes.topic_events, weekly.topic_weeks (examples), detection.renamed_topics, registers.playbook
-- Params: $week_start, $week_name (as in 2026-W34)

WITH living AS (
    SELECT
        living.episode_id, living.topic_id, topic_name, opened_week, last_alarm_week, state, resurfaced_from
    FROM episodes.living
    INNER JOIN episodes.episode_weeks ON living.episode_id = episode_weeks.episode_id
    WHERE living.week_start = $week_start AND episode_weeks.week_start < $week_start
    QUALIFY row_number() OVER (PARTITION BY living.episode_id ORDER BY episode_weeks.week_start DESC) = 1
),

ended AS (  -- a topic that alarms again within eight weeks is told with its episode before
    SELECT topic_id, episode_id FROM episodes.episode_weeks
    WHERE week_start < $week_start AND week_start >= CAST($week_start AS DATE) - INTERVAL 56 DAY
    QUALIFY row_number() OVER (PARTITION BY topic_id ORDER BY week_start DESC, episode_id DESC) = 1
),

alarms AS (  -- with the odds of the topic's week, the looks at its slices paid for
    SELECT
        topic_id, min(CASE WHEN is_alarm THEN topic_p_value END) AS p_value,
        bool_and(record_before IS NOT NULL) FILTER (WHERE is_alarm) AS is_for_size,
        max(CASE WHEN slice_dim = 'all' THEN observed - expected END) AS excess
    FROM episodes.series_weeks WHERE week_start = $week_start GROUP BY topic_id HAVING bool_or(is_alarm)
),

-- what the alarming topics hold of a rise of all contacts (topic 0)
explained AS (SELECT count(*) AS topics, coalesce(sum(excess), 0) AS excess FROM alarms WHERE topic_id > 0),

rising AS (  -- all contacts open an episode of their own only when topics explain less than half
    SELECT alarms.topic_id, alarms.p_value, alarms.is_for_size
    FROM alarms CROSS JOIN explained
    LEFT JOIN living ON alarms.topic_id = living.topic_id
    WHERE alarms.topic_id > 0 OR living.topic_id = 0 OR explained.topics = 0 OR alarms.excess > 2 * explained.excess
),

standing AS (
    SELECT
        coalesce(living.topic_id, rising.topic_id) AS topic_id, living.episode_id, living.topic_name,
        living.opened_week, living.last_alarm_week, living.state, living.resurfaced_from,
        rising.p_value, rising.is_for_size, rising.topic_id IS NOT NULL AS is_alarm
    FROM living FULL OUTER JOIN rising ON living.topic_id = rising.topic_id
),

described AS (  -- with the playbook's row for the topic, else for its kind, else for any
    SELECT
        topic_weeks.topic_id, topic_weeks.kind, topic_weeks.examples,
        playbook.owner, playbook.countermeasure, playbook.runbook_url
    FROM weekly.topic_weeks
    LEFT JOIN registers.playbook
        ON
            (playbook.topic_id IS NULL OR playbook.topic_id = topic_weeks.topic_id)
            AND (playbook.kind IS NULL OR playbook.kind = topic_weeks.kind)
    WHERE topic_weeks.week_start = $week_start AND topic_weeks.slice_dim = 'all'
    QUALIFY row_number() OVER (
        PARTITION BY topic_weeks.topic_id
        ORDER BY playbook.topic_id IS NULL, playbook.kind IS NULL, playbook.owner, playbook.countermeasure
    ) = 1
),

events AS (
    SELECT topic_id, list_sort(list(what)) AS known_events FROM episodes.topic_events
    WHERE week_start = $week_start GROUP BY topic_id
),

gone AS (SELECT topic_id FROM detection.renamed_topics WHERE week_start = $week_start)  -- quiet, as their names go on

SELECT
    CAST($week_start AS DATE) AS week_start, standing.topic_id,
    described.owner, described.owner AS suggested_owner, described.countermeasure, described.runbook_url,
    series_weeks.expected, series_weeks.lower, series_weeks.upper, series_weeks.p_value, series_weeks.q_value,
    series_weeks.look_weeks, series_weeks.look_observed, series_weeks.look_expected,
    coalesce(standing.episode_id, $week_name || '-T' || CAST(standing.topic_id AS VARCHAR)) AS episode_id,
    coalesce(series_weeks.topic_name, standing.topic_name) AS topic_name, described.kind,
    coalesce(standing.opened_week, CAST($week_start AS DATE)) AS opened_week,
    CASE WHEN standing.is_alarm THEN CAST($week_start AS DATE) ELSE standing.last_alarm_week END AS last_alarm_week,
    coalesce(standing.state, 'open') AS state, FALSE AS is_snoozed,
    NOT standing.is_alarm AND coalesce(series_weeks.status = 'source_incomplete', FALSE) AS is_incomplete,
    coalesce(series_weeks.status = 'renamed' AND gone.topic_id IS NULL, FALSE) AS is_unjudged,
    CASE WHEN standing.episode_id IS NULL THEN ended.episode_id ELSE standing.resurfaced_from END AS resurfaced_from,
    CASE
        WHEN standing.p_value < 1 / 2000.0 THEN 'exceptional'
        WHEN standing.p_value < 1 / 200.0 THEN 'very_unusual'
        WHEN standing.is_for_size THEN 'unprecedented'
        WHEN standing.is_alarm THEN 'unusual' ELSE ''
    END AS grade,
    coalesce(series_weeks.observed, 0) AS observed, coalesce(series_weeks.method, 'none') AS method,  -- noqa: RF04
    coalesce(events.known_events, []) AS known_events, coalesce(described.examples, []) AS examples
FROM standing
LEFT JOIN episodes.series_weeks
    ON
        standing.topic_id = series_weeks.topic_id
        AND series_weeks.week_start = $week_start AND series_weeks.slice_dim = 'all'
LEFT JOIN gone ON standing.topic_id = gone.topic_id
LEFT JOIN described ON standing.topic_id = described.topic_id
LEFT JOIN events ON standing.topic_id = events.topic_id
LEFT JOIN ended ON standing.topic_id = ended.topic_id

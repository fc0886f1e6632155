-- episodes.early_warnings: what should not wait for Monday, and how it stands this morning.
-- Grain:  one row a warning of the running week; a topic that is called exceptional opens one. A topic with a
--         living episode has none: people know of it; one that was recovering is warned of under its old id.
-- Reads:  detection.day_assessments, weekly.running_topics, episodes.early_warnings (earlier mornings),
--         episodes.episode_weeks (earlier weeks), registers.playbook, .known_events, .holidays
-- Params: $week_start, $day, $known_prefix (2026-W34-T), $newborn_prefix (2026-W34-D19-N)

WITH before AS (
    SELECT warning_id, topic_id, first_day, contact_ids
    FROM episodes.early_warnings WHERE week_start = $week_start AND day < $day
    QUALIFY row_number() OVER (PARTITION BY warning_id ORDER BY day DESC) = 1
),

voices_before AS (SELECT warning_id, unnest(contact_ids) AS contact_id FROM before),

voices AS (
    SELECT topic_id, unnest(contact_ids) AS contact_id FROM weekly.running_topics WHERE week_start = $week_start
),

shared AS (  -- a topic born this week has another id each morning: it is the one with most of the same contacts
    SELECT voices_before.warning_id, voices.topic_id, count(*) AS contacts
    FROM voices_before
    INNER JOIN voices ON voices_before.contact_id = voices.contact_id
    GROUP BY voices_before.warning_id, voices.topic_id
    QUALIFY
        row_number() OVER (PARTITION BY voices_before.warning_id ORDER BY count(*) DESC, voices.topic_id) = 1
        AND row_number() OVER (PARTITION BY voices.topic_id ORDER BY count(*) DESC, voices_before.warning_id) = 1
),

living AS (
    SELECT episode_id, topic_id, state FROM episodes.episode_weeks WHERE week_start < $week_start
    QUALIFY
        row_number() OVER (PARTITION BY topic_id ORDER BY week_start DESC) = 1
        AND state NOT IN ('closed', 'false_alarm')
),

called AS (  -- all contacts together only where no topic is called
    SELECT topic_id FROM detection.day_assessments WHERE day = $day AND is_alarm
    QUALIFY topic_id > 0 OR count(*) OVER () = 1
),

followed AS (
    SELECT warning_id, topic_id FROM shared
    UNION ALL
    SELECT warning_id, topic_id FROM before WHERE contact_ids = []
),

standing AS (
    SELECT topic_id, warning_id FROM followed
    UNION ALL
    SELECT
        called.topic_id, coalesce(
            living.episode_id,
            CASE WHEN running_topics.contact_ids = [] THEN $known_prefix ELSE $newborn_prefix END
            || CAST(called.topic_id AS VARCHAR)
        ) AS warning_id
    FROM called
    INNER JOIN weekly.running_topics
        ON called.topic_id = running_topics.topic_id AND running_topics.week_start = $week_start
    LEFT JOIN living ON called.topic_id = living.topic_id
    WHERE called.topic_id NOT IN (SELECT topic_id FROM followed) AND coalesce(living.state, 'recovering') = 'recovering'
),

events AS (
    SELECT what || CASE WHEN slice_dim = 'all' THEN '' ELSE ' (' || slice_value || ')' END AS what
    FROM registers.known_events WHERE first_day <= $day AND last_day >= $week_start
    UNION
    SELECT name AS what FROM registers.holidays WHERE day BETWEEN $week_start AND $day
)

SELECT
    CAST($week_start AS DATE) AS week_start, CAST($day AS DATE) AS day, standing.warning_id,  -- noqa: RF04
    standing.topic_id, running_topics.topic_name, running_topics.kind, coalesce(before.first_day, $day) AS first_day,
    CASE
        WHEN day_assessments.observed <= day_assessments.expected OR day_assessments.p_value IS NULL THEN ''
        WHEN day_assessments.p_value < 1 / 2000.0 THEN 'exceptional'
        WHEN day_assessments.p_value < 1 / 200.0 THEN 'very_unusual'
        WHEN day_assessments.p_value < 1 / 20.0 THEN 'unusual' ELSE ''
    END AS grade,
    playbook.owner, playbook.owner AS suggested_owner, playbook.countermeasure, playbook.runbook_url,
    observed, expected, lower, upper, p_value, q_value,
    list_sort(
        coalesce((SELECT list(events.what) FROM events), [])
        || CASE WHEN new_contacts >= (observed - expected) / 2 THEN new_sources ELSE [] END
    ) AS known_events,
    running_topics.examples, running_topics.contact_ids
FROM standing
INNER JOIN detection.day_assessments
    ON standing.topic_id = day_assessments.topic_id AND day_assessments.day = $day
INNER JOIN weekly.running_topics
    ON standing.topic_id = running_topics.topic_id AND running_topics.week_start = $week_start
LEFT JOIN before ON standing.warning_id = before.warning_id
LEFT JOIN registers.playbook
    ON
        (playbook.topic_id IS NULL OR playbook.topic_id = standing.topic_id)
        AND (playbook.kind IS NULL OR playbook.kind = running_topics.kind)
QUALIFY row_number() OVER (
    PARTITION BY standing.warning_id
    ORDER BY playbook.topic_id IS NULL, playbook.kind IS NULL, playbook.owner, playbook.countermeasure
) = 1

-- episodes.told_early: what became of the week's early warnings once the week was whole.
-- Grain:  one row a warning; episode_id is empty where the whole week did not alarm.
-- Reads:  episodes.early_warnings, episodes.episode_weeks, episodes.series_weeks, weekly.newborn_topics,
--         weekly.merged_topics, weekly.running_topics
-- Params: $week_start

WITH warnings AS (
    SELECT warning_id, day, topic_id, topic_name, owner, contact_ids
    FROM episodes.early_warnings
    WHERE week_start = $week_start
    QUALIFY row_number() OVER (PARTITION BY warning_id ORDER BY day DESC) = 1
),

rehearsed AS (
    SELECT max(seen_until) AS seen_until FROM weekly.running_topics WHERE week_start = $week_start
),

named AS (  -- a topic born this week goes by the id it was given now, if the last morning still knew it
    SELECT
        warnings.warning_id, warnings.topic_name, warnings.owner,
        CASE
            WHEN warnings.contact_ids = [] THEN coalesce(merged_topics.merged_into, warnings.topic_id)
            WHEN warnings.day = rehearsed.seen_until THEN newborn_topics.topic_id
        END AS topic_id
    FROM warnings
    CROSS JOIN rehearsed
    LEFT JOIN weekly.newborn_topics
        ON
            warnings.topic_id = newborn_topics.provisional_id
            AND newborn_topics.week_start = $week_start
    LEFT JOIN weekly.merged_topics
        ON warnings.topic_id = merged_topics.topic_id AND merged_topics.week_start = $week_start
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    named.warning_id,
    episode_weeks.episode_id,
    coalesce(series_weeks.topic_name, named.topic_name) AS topic_name,
    named.owner,
    coalesce(series_weeks.observed, 0) AS observed,
    series_weeks.expected,
    series_weeks.lower,
    series_weeks.upper
FROM named
LEFT JOIN episodes.episode_weeks
    ON named.topic_id = episode_weeks.topic_id AND episode_weeks.week_start = $week_start
LEFT JOIN episodes.series_weeks
    ON
        named.topic_id = series_weeks.topic_id
        AND series_weeks.week_start = $week_start AND series_weeks.slice_dim = 'all'

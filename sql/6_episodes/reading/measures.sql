-- What: the week's countermeasures, with the topics that are no comparison and other measures of the topic.
-- Grain: countermeasure
-- Reads: episodes.countermeasures, episodes.episode_weeks, detection.renamed_topics
-- Params: $week_start
WITH opened AS (
    SELECT episode_id, min(opened_week) AS opened FROM episodes.episode_weeks GROUP BY episode_id
),

measures AS (
    SELECT
        countermeasures.countermeasure_id, countermeasures.episode_id, countermeasures.topic_id,
        countermeasures.from_day, opened.opened
    FROM episodes.countermeasures
    INNER JOIN opened ON countermeasures.episode_id = opened.episode_id
    WHERE countermeasures.week_start = $week_start
),

busy AS (  -- topics with living episodes from the opening until the measure began
    SELECT measures.countermeasure_id, list_sort(list(DISTINCT episode_weeks.topic_id)) AS busy_topics
    FROM measures
    INNER JOIN episodes.episode_weeks
        ON episode_weeks.week_start >= measures.opened AND episode_weeks.week_start <= measures.from_day
    GROUP BY measures.countermeasure_id
),

risen AS (  -- topics that alarmed since
    SELECT measures.countermeasure_id, list_sort(list(DISTINCT episode_weeks.topic_id)) AS risen_topics
    FROM measures
    INNER JOIN episodes.episode_weeks
        ON
            episode_weeks.week_start > measures.from_day
            AND episode_weeks.week_start <= $week_start AND episode_weeks.grade <> ''
    GROUP BY measures.countermeasure_id
),

others AS (  -- of the same topic, begun since the rise opened
    SELECT measures.countermeasure_id, list_sort(list(other.from_day)) AS other_days
    FROM measures
    INNER JOIN measures AS other
        ON
            measures.topic_id = other.topic_id
            AND measures.countermeasure_id <> other.countermeasure_id
            AND other.from_day >= measures.opened
    GROUP BY measures.countermeasure_id
),

renamed AS (  -- topics whose name changed since the rise opened, so that two levels may be mixed
    SELECT DISTINCT measures.countermeasure_id
    FROM measures
    INNER JOIN detection.renamed_topics
        ON
            measures.topic_id = renamed_topics.renamed_into
            AND renamed_topics.since > measures.opened AND renamed_topics.week_start <= $week_start
)

SELECT
    measures.countermeasure_id, measures.episode_id, measures.topic_id, measures.from_day, measures.opened,
    coalesce(busy.busy_topics, []) AS busy_topics,
    coalesce(risen.risen_topics, []) AS risen_topics,
    coalesce(others.other_days, []) AS other_days,
    renamed.countermeasure_id IS NOT NULL AS is_renamed
FROM measures
LEFT JOIN busy ON measures.countermeasure_id = busy.countermeasure_id
LEFT JOIN risen ON measures.countermeasure_id = risen.countermeasure_id
LEFT JOIN others ON measures.countermeasure_id = others.countermeasure_id
LEFT JOIN renamed ON measures.countermeasure_id = renamed.countermeasure_id
ORDER BY measures.from_day, measures.countermeasure_id

-- weekly.new_sources: how many contacts of each topic came by a source that is new.
-- Grain:  one row a topic and new source that brought any of it; topic 0 is all contacts together.
-- Reads:  topics.contact_topics, topics.source_weeks
-- Params: $week_start

WITH brought AS (
    SELECT source_weeks.source, source_weeks.begins_on, contact_topics.topic_id
    FROM topics.source_weeks
    INNER JOIN topics.contact_topics
        ON
            source_weeks.week_start = contact_topics.week_start
            AND starts_with(contact_topics.contact_id, source_weeks.source || ':')
    WHERE
        source_weeks.week_start = $week_start
        AND source_weeks.holds = 'contacts'
        AND source_weeks.begins_on IS NOT NULL
),

both_levels AS (
    SELECT source, begins_on, topic_id FROM brought
    UNION ALL
    SELECT source, begins_on, 0 AS topic_id FROM brought
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    topic_id,
    source,
    'source ' || source || ' began on ' || CAST(begins_on AS VARCHAR) AS what,
    count(*) AS contacts
FROM both_levels
GROUP BY topic_id, source, begins_on

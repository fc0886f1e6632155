-- weekly.topic_names: what the readers of each language call a topic, where that is known; carried forward.
-- Grain:  one row a topic and language that has a name of its own. Where two topics would bear one name for
--         the same readers, neither does: both go by topic_weeks.topic_name then, which differs always.
-- Reads:  topics.topics, topics.names (as its texts name it), topics.given_names (as persons do)
-- Params: $week_start

WITH readers AS (
    SELECT language
    FROM (VALUES ('uk'), ('ru'), ('en')) AS listed (language)
),

called AS (
    SELECT
        topics.topic_id,
        readers.language,
        coalesce(given.name, given_to_all.name, names.name) AS topic_name
    FROM topics.topics
    CROSS JOIN readers
    LEFT JOIN topics.given_names AS given
        ON given.topic_id = topics.topic_id AND given.language = readers.language
    LEFT JOIN topics.given_names AS given_to_all
        ON given_to_all.topic_id = topics.topic_id AND given_to_all.language = ''
    LEFT JOIN topics.names
        ON names.topic_id = topics.topic_id AND names.language = readers.language
    WHERE topics.first_week <= $week_start
),

counted AS (
    SELECT topic_id, language, topic_name, count(*) OVER (PARTITION BY language, topic_name) AS bearers
    FROM called
    WHERE topic_name IS NOT NULL
)

SELECT CAST($week_start AS DATE) AS week_start, topic_id, language, topic_name
FROM counted
WHERE bearers = 1

-- weekly.model_weeks: the version of the topic model that placed the week's contacts, carried forward.
-- Grain:  one row a model; two only when it was changed between runs of the same week.
-- Reads:  topics.contact_topics, topics.models
-- Params: $week_start

WITH placed AS (
    SELECT DISTINCT model_version AS encoder_version
    FROM topics.contact_topics
    WHERE week_start = $week_start
),

centres AS (  -- each new topic and each refit makes new centres for the same encoder
    SELECT encoder_version, max(model_version) AS model_version
    FROM topics.models
    WHERE role = 'centres' AND made_week <= $week_start
    GROUP BY encoder_version
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    coalesce(centres.model_version, placed.encoder_version) AS model_version
FROM placed
LEFT JOIN centres ON placed.encoder_version = centres.encoder_version

-- weekly.merged_topics: where the contacts of topics that are gone are counted now.
-- Grain:  one row a topic that was merged; the survivor lives, after as many as four merges in a row.
-- Reads:  topics.topics
-- Params: $week_start

WITH gone AS (
    SELECT topic_id, merged_into FROM topics.topics WHERE state = 'merged' AND merged_into IS NOT NULL
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    gone.topic_id,
    coalesce(fourth.merged_into, third.merged_into, twice.merged_into, gone.merged_into) AS merged_into
FROM gone
LEFT JOIN gone AS twice ON gone.merged_into = twice.topic_id
LEFT JOIN gone AS third ON twice.merged_into = third.topic_id
LEFT JOIN gone AS fourth ON third.merged_into = fourth.topic_id

-- episodes.living: the episodes that lived before the week or were reopened since, each with the topic it goes by.
-- Grain:  one row an episode. That of a topic that was merged, or that goes on under another name, follows to the
--         topic that is left, which has but one: its own, else the oldest; any other stays with the topic that is
--         gone, and ends as that is quiet.
-- Reads:  episodes.episode_weeks (earlier weeks), weekly.merged_topics, detection.renamed_topics
-- Params: $week_start, $reopened (ids of episodes that people reopened)

WITH lived AS (
    SELECT episode_id, topic_id, opened_week
    FROM episodes.episode_weeks
    WHERE week_start < $week_start
    QUALIFY
        row_number() OVER (PARTITION BY episode_id ORDER BY week_start DESC) = 1
        AND (state NOT IN ('closed', 'false_alarm') OR list_contains($reopened, episode_id))
),

merged AS (
    SELECT lived.episode_id, lived.topic_id, lived.opened_week, coalesce(merged_into, lived.topic_id) AS survivor
    FROM lived
    LEFT JOIN weekly.merged_topics
        ON lived.topic_id = merged_topics.topic_id AND merged_topics.week_start = $week_start
),

followed AS (
    SELECT
        merged.episode_id, merged.topic_id, merged.opened_week,
        coalesce(renamed_topics.renamed_into, merged.survivor) AS survivor
    FROM merged
    LEFT JOIN detection.renamed_topics
        ON merged.survivor = renamed_topics.topic_id AND renamed_topics.week_start = $week_start
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    episode_id,
    CASE
        WHEN row_number() OVER (
            PARTITION BY survivor ORDER BY survivor <> topic_id, opened_week, episode_id
        ) = 1 THEN survivor
        ELSE topic_id
    END AS topic_id
FROM followed

-- episodes.episode_days: on which days the contacts of each alarming episode came.
-- Grain:  one row an episode and day that had a contact.
-- Reads:  episodes.episode_weeks, weekly.topic_days
-- Params: $week_start

SELECT
    episode_weeks.week_start,
    episode_weeks.episode_id,
    topic_days.day,
    topic_days.contacts
FROM episodes.episode_weeks
INNER JOIN weekly.topic_days
    ON
        episode_weeks.topic_id = topic_days.topic_id
        AND episode_weeks.week_start = topic_days.week_start
WHERE episode_weeks.week_start = $week_start AND episode_weeks.grade <> ''

-- weekly.running_days: contacts of every topic on the days of the running week, as a rehearsal counted them.
-- Grain:  one row a day and topic, also for 0 contacts; topic 0 is all contacts together.
-- Reads:  weekly.topic_weeks, weekly.topic_days (of the rehearsal)
-- Params: $week_start, $each_day (Monday up to the day looked at), $whole_days (those no source lacks)

WITH days AS (
    SELECT unnest($each_day) AS day  -- noqa: RF04
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    CAST(days.day AS DATE) AS day,  -- noqa: RF04
    topic_weeks.topic_id,
    coalesce(topic_days.contacts, 0) AS contacts,
    list_contains($whole_days, days.day) AS is_complete
FROM weekly.topic_weeks
CROSS JOIN days
LEFT JOIN weekly.topic_days
    ON topic_weeks.topic_id = topic_days.topic_id AND days.day = topic_days.day
WHERE topic_weeks.week_start = $week_start AND topic_weeks.slice_dim = 'all'

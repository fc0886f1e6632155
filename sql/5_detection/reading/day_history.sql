-- What: the daily counts of the running week's topics, this week and the whole weeks before it.
-- Grain: topic, day with a contact; of the running week every day up to the one looked at
-- Reads: weekly.topic_days, weekly.running_days
-- Params: $first_week, $week_start, $day
SELECT topic_id, day, contacts, is_complete
FROM weekly.running_days
WHERE week_start = $week_start AND day <= $day
UNION ALL
SELECT topic_days.topic_id, topic_days.day, topic_days.contacts, TRUE AS is_complete
FROM weekly.topic_days
INNER JOIN weekly.running_topics
    ON topic_days.topic_id = running_topics.topic_id AND running_topics.week_start = $week_start
WHERE topic_days.week_start >= $first_week AND topic_days.week_start < $week_start

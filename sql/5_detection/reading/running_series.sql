-- What: the topics of the running week with how many customers their contacts usually are.
-- Grain: topic
-- Reads: weekly.running_topics, weekly.topic_weeks (half a year before)
-- Params: $week_start, $recent_week
SELECT
    running_topics.topic_id,
    running_topics.seen_until,
    running_topics.first_week,
    running_topics.contacts,
    running_topics.customers,
    coalesce(sum(topic_weeks.contacts), 0) AS usual_contacts,
    coalesce(sum(topic_weeks.customers), 0) AS usual_customers
FROM weekly.running_topics
LEFT JOIN weekly.topic_weeks
    ON
        running_topics.topic_id = topic_weeks.topic_id
        AND topic_weeks.slice_dim = 'all'
        AND topic_weeks.is_complete
        AND topic_weeks.week_start >= $recent_week
        AND topic_weeks.week_start < $week_start
WHERE running_topics.week_start = $week_start
GROUP BY
    running_topics.topic_id, running_topics.seen_until, running_topics.first_week,
    running_topics.contacts, running_topics.customers
ORDER BY running_topics.topic_id

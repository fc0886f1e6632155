-- What: topics known before that had no contact for long and came back this week.
-- Grain: topic
-- Reads: weekly.topic_weeks
-- Params: $week_start, $silent_since, $fewest_contacts
WITH last_seen AS (
    SELECT topic_id, max(week_start) AS last_week
    FROM weekly.topic_weeks
    WHERE week_start < $week_start AND slice_dim = 'all' AND topic_id > 1 AND contacts > 0
    GROUP BY topic_id
)

SELECT
    topic_weeks.topic_id,
    topic_weeks.topic_name,
    topic_weeks.kind,
    topic_weeks.contacts,
    topic_weeks.examples,
    last_seen.last_week
FROM weekly.topic_weeks
INNER JOIN last_seen ON topic_weeks.topic_id = last_seen.topic_id
WHERE
    topic_weeks.week_start = $week_start
    AND topic_weeks.slice_dim = 'all'
    AND topic_weeks.contacts >= $fewest_contacts
    AND last_seen.last_week < $silent_since
ORDER BY topic_weeks.contacts DESC, topic_weeks.topic_id

-- What: a sample of the texts from before the last weeks; a week more changes it little.
-- Grain: text
-- Reads: topics.contact_topics
-- Params: $first_week, $before_week, $most
SELECT text
FROM topics.contact_topics
WHERE
    week_start >= $first_week
    AND week_start < $before_week
GROUP BY text
ORDER BY md5(text)
LIMIT $most

-- What: texts of the last weeks whose contacts have their topics already.
-- Grain: text
-- Reads: topics.contact_topics
-- Params: $since_week, $week_start
SELECT
    text,
    count(*) AS contacts
FROM topics.contact_topics
WHERE week_start BETWEEN $since_week AND $week_start
GROUP BY text
ORDER BY text

-- quality.kind_shares: how many contacts were counted as each kind, by week.
-- Grain:  one row a week and kind
-- Reads:  topics.contact_topics
-- Params: $first_week, $week_start

SELECT
    week_start,
    kind,
    count(*) AS contacts
FROM topics.contact_topics
WHERE week_start BETWEEN $first_week AND $week_start
GROUP BY week_start, kind

-- Contacts are the week's, of every kind, and shares counted add up to 1; those told lie between their limits.
-- Fails the run when it returns a row. Params: $week_start

WITH told AS (
    SELECT
        sum(contacts) AS contacts,
        sum(week_share) AS week_share,
        sum(counted_share) AS counted_share,
        sum(CASE WHEN share < lower OR share > upper THEN 1 ELSE 0 END) AS outside
    FROM quality.kind_shares
    WHERE week_start = $week_start
    HAVING count(*) > 0
),

counted AS (
    SELECT count(*) AS contacts
    FROM topics.contact_topics
    WHERE week_start = $week_start
)

SELECT told.contacts
FROM told
CROSS JOIN counted
WHERE
    told.contacts <> counted.contacts
    OR abs(told.week_share - 1) > 1e-9
    OR abs(told.counted_share - 1) > 1e-9
    OR told.outside > 0

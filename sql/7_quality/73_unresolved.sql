-- quality.unresolved: contacts neither resolved nor closed, by their age at the week's end.
-- Grain:  one row an age band, also when it is empty; no rows where no source says what is resolved.
-- Reads:  contacts.contacts (this week and the 25 before; what is older is a matter for archives)
-- Params: $week_start, $unresolved_days
-- As known now: a contact resolved or closed since is not here. A call that ended without a
-- solution is closed: it counts in quality.resolution, not here. Age is counted in whole days, up to Sunday.
-- A band is late when it holds a contact older than $unresolved_days, or could hold no other.

WITH bands AS (
    SELECT age_order, age_band, youngest, oldest
    FROM (
        VALUES
        (1, '0-2 days', 0, 2),
        (2, '3-7 days', 3, 7),
        (3, '8-14 days', 8, 14),
        (4, '15-30 days', 15, 30),
        (5, 'over 30 days', 31, 100000)
    ) AS listed (age_order, age_band, youngest, oldest)
),

said AS (
    SELECT
        NOT is_resolved AND closed_at IS NULL AS is_open,
        (epoch(CAST($week_start AS TIMESTAMP)) - epoch(CAST(day AS TIMESTAMP))) / 86400 + 6 AS age
    FROM contacts.contacts
    WHERE
        is_resolved IS NOT NULL
        AND direction = 'in'
        AND week_start <= $week_start
        AND epoch(CAST(week_start AS TIMESTAMP))
        > epoch(CAST($week_start AS TIMESTAMP)) - 26 * 7 * 86400
),

telling AS (
    SELECT count(*) AS contacts FROM said
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    bands.age_band,
    bands.age_order,
    count(said.age) AS contacts,
    coalesce(max(said.age), bands.youngest) > $unresolved_days AS is_late
FROM bands
LEFT JOIN said
    ON said.age >= bands.youngest AND said.age <= bands.oldest AND said.is_open
CROSS JOIN telling
WHERE telling.contacts > 0
GROUP BY bands.age_band, bands.age_order, bands.youngest
ORDER BY bands.age_order

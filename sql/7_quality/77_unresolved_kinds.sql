-- quality.unresolved_kinds: the contacts of quality.unresolved, by their kind and age.
-- Grain:  one row a kind and age band that holds a contact; '(none)' for contacts without a kind.
-- Reads:  contacts.contacts, topics.contact_topics (as quality.unresolved does), quality.unresolved
-- Params: $week_start

WITH still_open AS (
    SELECT
        coalesce(contact_topics.kind, '(none)') AS kind,
        (epoch(CAST($week_start AS TIMESTAMP)) - epoch(CAST(contacts.day AS TIMESTAMP))) / 86400
        + 6 AS age
    FROM contacts.contacts
    LEFT JOIN topics.contact_topics ON contacts.contact_id = contact_topics.contact_id
    WHERE
        NOT contacts.is_resolved
        AND contacts.closed_at IS NULL
        AND contacts.direction = 'in'
        AND contacts.week_start <= $week_start
        AND epoch(CAST(contacts.week_start AS TIMESTAMP))
        > epoch(CAST($week_start AS TIMESTAMP)) - 26 * 7 * 86400
),

banded AS (
    SELECT
        kind,
        CASE
            WHEN age <= 2 THEN 1
            WHEN age <= 7 THEN 2
            WHEN age <= 14 THEN 3
            WHEN age <= 30 THEN 4
            ELSE 5
        END AS age_order
    FROM still_open
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    banded.kind,
    unresolved.age_band,
    unresolved.age_order,
    count(*) AS contacts
FROM banded
INNER JOIN quality.unresolved
    ON banded.age_order = unresolved.age_order AND unresolved.week_start = $week_start
GROUP BY banded.kind, unresolved.age_band, unresolved.age_order
ORDER BY banded.kind, unresolved.age_order

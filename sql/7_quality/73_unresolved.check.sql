-- Every contact neither resolved nor closed of the last 26 weeks stands in one band.
-- Fails the run when it returns a row. Params: $week_start

WITH unresolved AS (
    SELECT count(*) AS contacts
    FROM contacts.contacts
    WHERE
        NOT is_resolved
        AND closed_at IS NULL
        AND direction = 'in'
        AND week_start <= $week_start
        AND epoch(CAST(week_start AS TIMESTAMP))
        > epoch(CAST($week_start AS TIMESTAMP)) - 26 * 7 * 86400
),

banded AS (
    SELECT coalesce(sum(contacts), 0) AS contacts
    FROM quality.unresolved
    WHERE week_start = $week_start
)

SELECT unresolved.contacts AS contacts_unresolved, banded.contacts AS contacts_banded
FROM unresolved
CROSS JOIN banded
WHERE unresolved.contacts <> banded.contacts

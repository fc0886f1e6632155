-- Every incoming contact has one row, with the status that the contacts room knows.
-- Fails the run when it returns a row. Params: $week_start

WITH stored AS (
    SELECT count(*) AS contacts, count(is_resolved) AS said
    FROM contacts.contacts
    WHERE week_start = $week_start AND direction = 'in'
),

built AS (
    SELECT count(*) AS contacts, count(is_resolved_by_status) AS said
    FROM quality.outcomes
    WHERE week_start = $week_start
)

SELECT stored.contacts AS contacts_stored, built.contacts AS contacts_built, stored.said, built.said AS said_built
FROM stored
CROSS JOIN built
WHERE stored.contacts <> built.contacts OR stored.said <> built.said

-- Wholes received = contacts + left out: nothing lost, nothing doubled, in this week alone.
-- Fails the run when it returns a row. Params: $week_start

WITH received AS (
    SELECT DISTINCT source || ':' || whole_id AS contact_id
    FROM sources.records
    WHERE whole_week = $week_start AND holds = 'contacts'
),

built AS (
    SELECT contact_id FROM contacts.contacts WHERE week_start = $week_start
),

aside AS (
    SELECT coalesce(sum(contacts), 0) AS contacts FROM contacts.left_out WHERE week_start = $week_start
),

joined AS (
    SELECT
        count(received.contact_id) AS wholes_received,
        count(built.contact_id) AS contacts,
        count(CASE WHEN received.contact_id IS NULL THEN 1 END) AS contacts_never_received
    FROM received
    FULL JOIN built ON received.contact_id = built.contact_id
)

SELECT joined.wholes_received, joined.contacts, aside.contacts AS left_out, joined.contacts_never_received
FROM joined
CROSS JOIN aside
WHERE joined.contacts_never_received > 0 OR joined.wholes_received <> joined.contacts + aside.contacts

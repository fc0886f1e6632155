-- quality.resolution: of the week's contacts whose source says, how many are resolved, and at once.
-- Grain:  one row a week, also when no source says: 0.
-- Reads:  contacts.contacts
-- Params: $week_start
-- Resolved at the first contact: resolved, never reopened, and not a repeat of an earlier contact.

SELECT
    CAST($week_start AS DATE) AS week_start,
    count(is_resolved) AS contacts,
    count(CASE WHEN is_resolved THEN 1 END) AS resolved,
    count(CASE WHEN is_resolved AND coalesce(reopened_count, 0) = 0 AND NOT is_repeat THEN 1 END)
        AS first_contact
FROM contacts.contacts
WHERE week_start = $week_start AND direction = 'in'

-- In every age band the kinds add up to all unresolved contacts.
-- Fails the run when it returns a row. Params: $week_start

WITH by_kind AS (
    SELECT age_order, sum(contacts) AS contacts
    FROM quality.unresolved_kinds
    WHERE week_start = $week_start
    GROUP BY age_order
)

SELECT unresolved.age_band, unresolved.contacts, by_kind.contacts AS of_kinds
FROM quality.unresolved
LEFT JOIN by_kind ON unresolved.age_order = by_kind.age_order
WHERE
    unresolved.week_start = $week_start
    AND unresolved.contacts <> coalesce(by_kind.contacts, 0)

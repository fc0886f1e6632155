-- No operator has more repeats, or more customers, than first contacts, and the interval holds the share.
-- Fails the run when it returns a row. Params: $week_start

SELECT operator_id, contacts, customers, repeats
FROM quality.operator_repeats
WHERE
    week_start = $week_start
    AND (
        repeats NOT BETWEEN 0 AND contacts
        OR customers NOT BETWEEN 1 AND contacts
        OR repeat_share NOT BETWEEN repeat_lower - 1e-9 AND repeat_upper + 1e-9
    )

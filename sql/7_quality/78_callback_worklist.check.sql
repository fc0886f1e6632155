-- Who is to be called has a day for it, nobody else has one, and answers come from those who were reached.
-- Fails the run when it returns a row. Params: $week_start

SELECT event_id
FROM quality.callback_worklist
WHERE
    week_start = $week_start
    AND (
        (state = 'waits') <> (next_try IS NOT NULL)
        OR (NOT is_chosen AND attempts > 0)
        OR (NOT is_chosen AND state NOT IN ('unknown_customer', 'not_drawn', 'quarantine', 'no_calls'))
        OR (is_solved IS NOT NULL AND attempts = 0)
        OR event_id <> concat(worklist, ':', contact_id)
    )

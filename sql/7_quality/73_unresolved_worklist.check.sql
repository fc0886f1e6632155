-- Who left has a reason and no next try, who is on it has one, and nobody leaves before they came.
-- Fails the run when it returns a row. Params: $week_start

SELECT contact_id
FROM quality.unresolved_worklist
WHERE
    week_start = $week_start
    AND (
        (left_at IS NULL) <> (left_by IS NULL)
        OR (left_at IS NULL) <> (next_try IS NOT NULL)
        OR left_at < entered_at
        OR entered_at < opened_at
        OR attempts < 0
        OR age_days < 0
    )

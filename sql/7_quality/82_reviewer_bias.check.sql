-- A verdict follows its bias, and is given to nobody whose limits hold 0.
-- Fails the run when it returns a row. Params: $week_start

SELECT reviewer_id
FROM quality.reviewer_bias
WHERE
    week_start = $week_start
    AND (
        lower > bias
        OR upper < bias
        OR (verdict = 'lenient' AND coalesce(lower, 0) <= 0)
        OR (verdict = 'strict' AND coalesce(upper, 0) >= 0)
    )

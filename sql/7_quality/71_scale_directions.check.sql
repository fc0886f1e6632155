-- Only a source that is shown to stand on its head, and is not stated, is refused; limits lie in order.
-- Fails the run when it returns a row. Params: $week_start

SELECT source
FROM quality.scale_directions
WHERE
    week_start = $week_start
    AND (
        is_refused <> (says = 'low_is_good' AND NOT is_stated)
        OR lower > score_correlation
        OR upper < score_correlation
        OR contacts < 1
    )

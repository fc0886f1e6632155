-- Agreement lies between its limits, at most 1, and has none where it is not known.
-- Fails the run when it returns a row. Params: $week_start

SELECT reviewer_id, criterion
FROM quality.agreement
WHERE
    week_start = $week_start
    AND (value > 1 OR lower > value OR upper < value OR (value IS NULL AND lower IS NOT NULL) OR contacts < 0)

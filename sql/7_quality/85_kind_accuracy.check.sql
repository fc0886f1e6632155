-- A figure lies between its limits, and these between 0 and 1; where it is not told there are none.
-- Fails the run when it returns a row. Params: $week_start

SELECT
    judge,
    measure,
    kind
FROM quality.kind_accuracy
WHERE
    week_start = $week_start
    AND (
        share < lower
        OR share > upper
        OR lower < 0
        OR upper > 1
        OR (share IS NULL) <> (lower IS NULL)
        OR (share IS NULL) <> (upper IS NULL)
    )

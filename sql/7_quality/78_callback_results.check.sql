-- No more said something than could be asked, and shares lie inside their intervals.
-- Fails the run when it returns a row. Params: $week_start

SELECT worklist, question
FROM quality.callback_results
WHERE
    week_start = $week_start
    AND (
        said > called
        OR called > eligible
        OR effective > said + 0.001
        OR share < lower
        OR share > upper
        OR weighted_share < weighted_lower
        OR weighted_share > weighted_upper
    )

-- Every eligible event is on the list, or left out for a reason; the counts are those of the list.
-- Fails the run when it returns a row. Params: $week_start

WITH counted AS (
    SELECT
        worklist,
        sum(CASE WHEN state = 'eligible' THEN events ELSE -events END) AS unexplained,
        sum(CASE WHEN state = 'eligible' THEN events ELSE 0 END) AS eligible
    FROM quality.callback_counts
    WHERE week_start = $week_start
    GROUP BY worklist
),

listed AS (
    SELECT worklist, count(*) AS events
    FROM quality.callback_worklist
    WHERE week_start = $week_start
    GROUP BY worklist
)

SELECT counted.worklist, counted.unexplained, counted.eligible, listed.events
FROM counted
FULL JOIN listed ON counted.worklist = listed.worklist
WHERE coalesce(counted.unexplained, 1) <> 0 OR coalesce(counted.eligible, 0) <> coalesce(listed.events, 0)

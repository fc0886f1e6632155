-- Of every kind: what was on the list and came on it is what left it and stands, and the list holds just those.
-- Fails the run when it returns a row. Params: $week_start

WITH flows AS (
    SELECT
        kind,
        sum(CASE WHEN what IN ('begun', 'entered') THEN contacts ELSE -contacts END) AS unexplained,
        sum(CASE WHEN what NOT IN ('begun', 'entered') THEN contacts ELSE 0 END) AS listed
    FROM quality.unresolved_flow
    WHERE week_start = $week_start
    GROUP BY kind
),

rows_listed AS (
    SELECT kind, count(*) AS contacts
    FROM quality.unresolved_worklist
    WHERE week_start = $week_start
    GROUP BY kind
)

SELECT flows.kind, flows.unexplained, flows.listed, rows_listed.contacts
FROM flows
FULL JOIN rows_listed ON flows.kind = rows_listed.kind
WHERE coalesce(flows.unexplained, 1) <> 0 OR coalesce(flows.listed, 0) <> coalesce(rows_listed.contacts, 0)

-- What: no revision tells of fewer contacts than none, and expectations are none either.
-- Reads: report.told_figures
-- Params: $week_start
SELECT
    language,
    revision,
    topic_id
FROM report.told_figures
WHERE
    week_start = $week_start
    AND (
        revision < 1
        OR observed < 0
        OR expected < 0
    )

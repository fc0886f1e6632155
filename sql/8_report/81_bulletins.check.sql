-- What: revisions count up from 1 without a gap, and each holds full hashes and a path.
-- Reads: report.bulletins
-- Params: $week_start
SELECT
    language,
    count(*) AS revisions
FROM report.bulletins
WHERE week_start = $week_start
GROUP BY language
HAVING
    count(*) <> max(revision)
    OR min(revision) <> 1
    OR min(length(sha256)) <> 64
    OR min(length(content_hash)) <> 64
    OR min(length(path)) = 0

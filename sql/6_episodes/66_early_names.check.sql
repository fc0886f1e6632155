-- Only topics that were warned of have names here.
-- Fails the run when it returns a row. Params: $week_start

SELECT early_names.warning_id
FROM episodes.early_names
LEFT JOIN episodes.early_warnings
    ON
        early_names.warning_id = early_warnings.warning_id
        AND early_names.week_start = early_warnings.week_start
WHERE early_names.week_start = $week_start AND early_warnings.warning_id IS NULL

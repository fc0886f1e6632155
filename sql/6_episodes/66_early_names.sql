-- episodes.early_names: what readers call the topics of the newest morning's early warnings.
-- Grain:  one row a warning and language that has a name of its own.
-- Reads:  weekly.running_names, episodes.early_warnings
-- Params: $week_start, $day (the morning: a topic born since has another id each day)

SELECT
    early_warnings.week_start,
    early_warnings.warning_id,
    running_names.language,
    running_names.topic_name
FROM episodes.early_warnings
INNER JOIN weekly.running_names
    ON
        early_warnings.topic_id = running_names.topic_id
        AND early_warnings.week_start = running_names.week_start
WHERE early_warnings.week_start = $week_start AND early_warnings.day = $day

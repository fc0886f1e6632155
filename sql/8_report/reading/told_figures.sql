-- What: what every revision of the week's bulletins told of all contacts and of its spikes.
-- Grain: language, revision, topic
-- Reads: report.told_figures
-- Params: $week_start
SELECT
    week_start,
    language,
    revision,
    topic_id,
    topic_name,
    is_spike,
    observed,
    expected
FROM report.told_figures
WHERE week_start = $week_start
ORDER BY language, revision, topic_id

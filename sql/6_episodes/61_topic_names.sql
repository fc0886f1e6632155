-- episodes.topic_names: what the readers of each language call a topic; carried forward.
-- Grain:  one row a topic and language that has a name of its own.
-- Reads:  weekly.topic_names
-- Params: $week_start

SELECT week_start, topic_id, language, topic_name
FROM weekly.topic_names
WHERE week_start = $week_start

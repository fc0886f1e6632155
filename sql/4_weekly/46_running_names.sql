-- weekly.running_names: what readers call the topics of the running week, as a rehearsal found them.
-- Grain:  one row a topic and language that has a name of its own.
-- Reads:  weekly.topic_names (of the rehearsal)
-- Params: $week_start

SELECT week_start, topic_id, language, topic_name
FROM weekly.topic_names
WHERE week_start = $week_start

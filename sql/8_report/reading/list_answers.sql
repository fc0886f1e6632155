-- What: how many answers about the lists of callers were said in the week, and how many when the list had moved on.
-- Grain: one row
-- Reads: quality.list_answers
-- Params: $week_start
SELECT
    count(*) AS answers,
    count(CASE WHEN became = 'left_before' THEN 1 END) AS left_before,
    count(CASE WHEN became = 'not_on_list' THEN 1 END) AS not_on_list,
    count(CASE WHEN became = 'no_such_thing' THEN 1 END) AS no_such_thing
FROM quality.list_answers
WHERE week_start = $week_start

-- What: the share of contacts whose kind, as it is counted, is right.
-- Grain: week, nothing before enough is settled
-- Reads: quality.kind_accuracy
-- Params: $week_start
SELECT
    share,
    lower,
    upper
FROM quality.kind_accuracy
WHERE week_start = $week_start AND judge = 'topic' AND measure = 'accuracy' AND share IS NOT NULL

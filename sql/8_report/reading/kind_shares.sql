-- What: the share of all contacts that is of each kind, as counted and with the errors taken out.
-- Grain: kind, nothing before enough is settled
-- Reads: quality.kind_shares
-- Params: $week_start
SELECT
    kind,
    counted_share,
    share,
    lower,
    upper,
    change,
    change_lower,
    change_upper
FROM quality.kind_shares
WHERE week_start = $week_start AND share IS NOT NULL
ORDER BY kind

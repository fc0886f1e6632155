-- What: the share of contacts that came back, over all, by kind and by channel.
-- Grain: week, slice
-- Reads: quality.repeat_contacts
-- Params: $first_week, $week_start
SELECT
    week_start,
    slice_dim,
    slice_value,
    contacts,
    customers,
    repeats,
    repeat_share,
    repeat_lower,
    repeat_upper
FROM quality.repeat_contacts
WHERE week_start BETWEEN $first_week AND $week_start AND slice_dim <> 'topic'
ORDER BY week_start, slice_dim, slice_value

-- What: what people knew beforehand.
-- Grain: event, slice
-- Reads: registers.known_events
SELECT
    first_day,
    last_day,
    what,
    slice_dim,
    slice_value
FROM registers.known_events
ORDER BY first_day, last_day, what, slice_dim, slice_value

-- What: contacts not solved at the end of this week, by kind and age.
-- Grain: kind, age band
-- Reads: quality.unresolved_kinds
-- Params: $week_start
SELECT
    kind,
    age_band,
    contacts
FROM quality.unresolved_kinds
WHERE week_start = $week_start
ORDER BY kind, age_order

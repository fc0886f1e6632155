-- What: figures about the service beside the surveys', in one shape: a part of a whole, with its interval.
-- Grain: measure, slice
-- Reads: quality.repeat_contacts, quality.resolution, quality.unresolved, quality.unresolved_kinds, quality.team_weeks
-- Params: $week_start
-- Of teams the share is adjusted for kinds and channels, and the interval is the inner limits of the funnel.
WITH repeats AS (
    SELECT
        'came_back' AS measure,
        '' AS detail,
        slice_dim,
        slice_value,
        repeats AS part,
        contacts AS whole,
        repeat_share AS part_share,
        repeat_lower AS lower_limit,
        repeat_upper AS upper_limit
    FROM quality.repeat_contacts
    WHERE week_start = $week_start
),

teams AS (
    SELECT
        'team' AS measure,
        '' AS detail,
        'team' AS slice_dim,
        team AS slice_value,
        came_back AS part,
        contacts AS whole,
        share AS part_share,
        lower_95 AS lower_limit,
        upper_95 AS upper_limit
    FROM quality.team_weeks
    WHERE week_start = $week_start
),

counts AS (
    SELECT 'all' AS slice_dim, 'all' AS slice_value, age_band AS detail, age_order, contacts
    FROM quality.unresolved
    WHERE week_start = $week_start
    UNION ALL
    SELECT 'kind' AS slice_dim, kind AS slice_value, age_band AS detail, age_order, contacts
    FROM quality.unresolved_kinds
    WHERE week_start = $week_start
),

still_open AS (
    SELECT
        'open' AS measure,
        detail,
        slice_dim,
        slice_value,
        contacts AS part,
        sum(contacts) OVER (PARTITION BY slice_dim, slice_value) AS whole,
        age_order
    FROM counts
)

SELECT measure, detail, slice_dim, slice_value, part, whole, part_share, lower_limit, upper_limit, 0 AS place
FROM repeats
UNION ALL
SELECT
    'first_contact' AS measure,
    '' AS detail,
    'all' AS slice_dim,
    'all' AS slice_value,
    first_contact AS part,
    contacts AS whole,
    CASE WHEN contacts > 0 THEN CAST(first_contact AS DOUBLE) / contacts END AS part_share,
    NULL AS lower_limit,
    NULL AS upper_limit,
    0 AS place
FROM quality.resolution
WHERE week_start = $week_start
UNION ALL
SELECT
    measure,
    detail,
    slice_dim,
    slice_value,
    part,
    CAST(whole AS BIGINT) AS whole,
    CASE WHEN whole > 0 THEN CAST(part AS DOUBLE) / whole END AS part_share,
    NULL AS lower_limit,
    NULL AS upper_limit,
    age_order AS place
FROM still_open
UNION ALL
SELECT measure, detail, slice_dim, slice_value, part, whole, part_share, lower_limit, upper_limit, 0 AS place
FROM teams
ORDER BY measure, slice_dim, slice_value, place

-- What: figures about the service beside the surveys', in one shape: a part of a whole, with its interval.
-- Grain: measure, slice
-- Reads: quality.repeat_contacts, quality.first_contact, quality.unresolved, quality.unresolved_kinds,
--        quality.team_weeks, episodes.series_weeks (names of topics)
-- Params: $week_start
-- Of teams the share is adjusted for kinds and channels, and the interval is the inner limits of the funnel.
WITH repeats AS (
    SELECT
        'came_back' AS measure,
        '' AS detail,
        repeat_contacts.slice_dim,
        coalesce(series_weeks.topic_name, repeat_contacts.slice_value) AS slice_value,
        repeat_contacts.repeats AS part,
        repeat_contacts.contacts AS whole,
        repeat_contacts.customers,
        repeat_contacts.repeat_share AS part_share,
        repeat_contacts.repeat_lower AS lower_limit,
        repeat_contacts.repeat_upper AS upper_limit
    FROM quality.repeat_contacts
    LEFT JOIN episodes.series_weeks
        ON
            repeat_contacts.slice_dim = 'topic'
            AND repeat_contacts.slice_value = CAST(series_weeks.topic_id AS VARCHAR)
            AND repeat_contacts.week_start = series_weeks.week_start
            AND series_weeks.slice_dim = 'all'
    WHERE repeat_contacts.week_start = $week_start
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

SELECT measure, detail, slice_dim, slice_value, part, whole, part_share, lower_limit, upper_limit, 0 AS place, customers
FROM repeats
UNION ALL
SELECT
    'first_contact' AS measure,
    definition AS detail,
    'all' AS slice_dim,
    'all' AS slice_value,
    solved AS part,
    contacts AS whole,
    solved_share AS part_share,
    solved_lower AS lower_limit,
    solved_upper AS upper_limit,
    0 AS place,
    NULL AS customers
FROM quality.first_contact
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
    age_order AS place,
    NULL AS customers
FROM still_open
UNION ALL
SELECT
    measure,
    detail,
    slice_dim,
    slice_value,
    part,
    whole,
    part_share,
    lower_limit,
    upper_limit,
    0 AS place,
    NULL AS customers
FROM teams
ORDER BY measure, slice_dim, slice_value, place, detail

-- sources.source_weeks: how complete each source is that was there in one week.
-- Grain:  one row a source that had begun; a silent source has a row of 0 records.
-- Reads:  sources.records, sources.deliveries
-- Params: $week_start, $calendar (seven entries a source: source, holds, delivers, day,
--         is_expected, is_short, first_day and last_day of all its records, filling_from,
--         begins_on: where it began in these weeks, later than others of its kind)
-- A daily source is complete when no expected day lacks records or has far fewer than usual, a
-- weekly one with any record; neither while its newest days still fill up.

WITH days AS (
    SELECT
        entry.source, entry.holds, entry.delivers, entry.first_day, entry.last_day,
        entry.is_expected, entry.is_short, entry.filling_from, entry.begins_on, entry.day
    FROM (SELECT unnest($calendar) AS entry) AS calendar
),

records AS (
    SELECT source, day, count(*) AS records FROM sources.records
    WHERE week_start = $week_start GROUP BY source, day
),

filled AS (
    SELECT
        days.*,
        coalesce(records.records, 0) AS records,
        days.is_expected AND records.records IS NULL AS is_missing
    FROM days
    LEFT JOIN records ON days.source = records.source AND days.day = records.day
),

counted AS (
    SELECT
        source, holds, delivers, first_day, last_day, begins_on,
        CAST(sum(records) AS BIGINT) AS records,
        count(*) FILTER (WHERE records > 0) AS days_with_records,
        count(*) FILTER (WHERE is_expected) AS days_expected,
        count(*) FILTER (WHERE is_missing) AS days_missing,
        count(*) FILTER (WHERE is_missing AND day < first_day) AS days_too_early,
        count(*) FILTER (WHERE is_missing AND day > last_day) AS days_too_late,
        list_sort(list(CAST(day AS VARCHAR)) FILTER (
            WHERE is_missing AND day > first_day AND day < last_day
        )) AS days_between,
        list_sort(list(CAST(day AS VARCHAR)) FILTER (
            WHERE is_short AND day < coalesce(filling_from, day + 1)
        )) AS days_short,
        min(CASE WHEN day >= filling_from THEN filling_from END) AS filling_from
    FROM filled
    GROUP BY source, holds, delivers, first_day, last_day, begins_on
),

delivered AS (
    SELECT
        source,
        CAST(sum(rows_read) AS BIGINT) AS rows_read,
        CAST(sum(rows_kept) AS BIGINT) AS rows_kept,
        CAST(sum(rows_repeated) AS BIGINT) AS rows_repeated,
        CAST(sum(rows_quarantined) AS BIGINT) AS rows_quarantined,
        array_to_string(list_sort(list(DISTINCT note) FILTER (WHERE note IS NOT NULL)), '; ') AS note
    FROM sources.deliveries
    WHERE (source, delivery_id) IN (SELECT (source, delivery_id) FROM sources.records WHERE week_start = $week_start)
    GROUP BY source
),

refused AS (
    SELECT source, array_to_string(list_sort(list(DISTINCT note)), '; ') AS note
    FROM sources.deliveries
    WHERE state = 'refused' GROUP BY source
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    counted.source, counted.holds, counted.records, counted.days_with_records, counted.days_expected,
    counted.records > 0 AND counted.days_missing = 0
    AND counted.days_short IS NULL AND counted.filling_from IS NULL AS is_complete,
    CASE
        WHEN counted.first_day IS NULL THEN 'no records yet'
        WHEN counted.records = 0 AND counted.last_day < $week_start
            THEN 'silent since ' || CAST(counted.last_day AS VARCHAR)
        WHEN counted.records = 0 THEN 'no records in the whole week'
        ELSE nullif(concat_ws(
            '; ',
            CASE WHEN counted.days_too_early > 0 THEN 'begins on ' || CAST(counted.first_day AS VARCHAR) END,
            CASE WHEN counted.days_too_late > 0 THEN 'ends on ' || CAST(counted.last_day AS VARCHAR) END,
            'no records on ' || array_to_string(counted.days_between, ', '),
            'far fewer records than usual on ' || array_to_string(counted.days_short, ', '),
            'still filling up since ' || CAST(counted.filling_from AS VARCHAR)
        ), '')
    END AS why_incomplete,
    coalesce(delivered.rows_read, 0) AS rows_read, coalesce(delivered.rows_kept, 0) AS rows_kept,
    coalesce(delivered.rows_repeated, 0) AS rows_repeated,
    coalesce(delivered.rows_quarantined, 0) AS rows_quarantined,
    nullif(concat_ws(
        '; ', CASE WHEN counted.begins_on >= $week_start THEN 'begins on ' || CAST(counted.begins_on AS VARCHAR) END,
        nullif(delivered.note, ''),
        CASE WHEN counted.records = 0 OR days_missing > 0 OR days_short IS NOT NULL THEN refused.note END
    ), '') AS note,
    counted.begins_on
FROM counted
LEFT JOIN delivered ON counted.source = delivered.source
LEFT JOIN refused ON counted.source = refused.source

-- Regions, products and channels each add up to the episode, observed and expected, to the last digit.
-- Fails the run when it returns a row. Params: $week_start

SELECT
    drivers.episode_id,
    drivers.slice_dim,
    episode_weeks.observed,
    sum(drivers.observed) AS observed_in_slices,
    episode_weeks.expected,
    sum(drivers.expected) AS expected_in_slices
FROM episodes.drivers
INNER JOIN episodes.episode_weeks USING (week_start, episode_id)
WHERE drivers.week_start = $week_start
GROUP BY
    drivers.episode_id,
    drivers.slice_dim,
    episode_weeks.observed,
    episode_weeks.expected
HAVING
    sum(drivers.observed) <> episode_weeks.observed
    OR sum(drivers.expected) <> episode_weeks.expected
    OR sum(drivers.excess) <> episode_weeks.observed - episode_weeks.expected

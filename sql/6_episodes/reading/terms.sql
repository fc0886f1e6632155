-- What: customers who use a term in an alarming topic, this week and in the half year before; and all of them.
-- Grain: episode, term
-- Reads: episodes.episode_weeks, weekly.topic_terms, weekly.topic_weeks
-- Params: $week_start
WITH alarming AS (
    SELECT episode_id, topic_id
    FROM episodes.episode_weeks
    WHERE week_start = $week_start AND grade <> ''
),

topics AS (  -- all contacts together use the terms of every topic
    SELECT DISTINCT alarming.episode_id, topic_weeks.topic_id
    FROM weekly.topic_weeks
    INNER JOIN alarming ON topic_weeks.topic_id = alarming.topic_id OR alarming.topic_id = 0
    WHERE topic_weeks.week_start = $week_start AND topic_weeks.slice_dim = 'all' AND topic_weeks.topic_id > 0
),

counted AS (
    SELECT
        topics.episode_id,
        topic_terms.term,
        max(CASE WHEN topic_terms.week_start = $week_start THEN topic_terms.written END) AS written,
        sum(CASE WHEN topic_terms.week_start = $week_start THEN topic_terms.contacts ELSE 0 END) AS contacts,
        sum(CASE WHEN topic_terms.week_start = $week_start THEN topic_terms.customers ELSE 0 END) AS customers,
        sum(CASE WHEN topic_terms.week_start < $week_start THEN topic_terms.customers ELSE 0 END)
            AS customers_before
    FROM weekly.topic_terms
    INNER JOIN topics USING (topic_id)
    WHERE
        topic_terms.week_start <= $week_start
        AND topic_terms.week_start >= CAST($week_start AS DATE) - INTERVAL 182 DAY
    GROUP BY topics.episode_id, topic_terms.term
),

weeks_read AS (
    SELECT DISTINCT week_start
    FROM weekly.topic_terms
    WHERE week_start <= $week_start AND week_start >= CAST($week_start AS DATE) - INTERVAL 182 DAY
),

whole AS (
    SELECT
        topics.episode_id,
        sum(CASE WHEN topic_weeks.week_start = $week_start THEN topic_weeks.customers ELSE 0 END) AS of_customers,
        sum(CASE WHEN topic_weeks.week_start < $week_start THEN topic_weeks.customers ELSE 0 END)
            AS of_customers_before
    FROM weekly.topic_weeks
    INNER JOIN topics USING (topic_id)
    INNER JOIN weeks_read USING (week_start)
    WHERE
        topic_weeks.slice_dim = 'all'
        AND topic_weeks.week_start <= $week_start
        AND topic_weeks.week_start >= CAST($week_start AS DATE) - INTERVAL 182 DAY
    GROUP BY topics.episode_id
)

SELECT
    counted.episode_id,
    counted.term,
    counted.written,
    CAST(counted.contacts AS BIGINT) AS contacts,
    CAST(counted.customers AS BIGINT) AS customers,
    CAST(counted.customers_before AS BIGINT) AS customers_before,
    CAST(whole.of_customers AS BIGINT) AS of_customers,
    CAST(whole.of_customers_before AS BIGINT) AS of_customers_before
FROM counted
INNER JOIN whole USING (episode_id)
ORDER BY counted.episode_id, counted.term

-- weekly.topic_weeks: contacts and customers of every series in one week, with its exposure.
-- Grain:  one row a series (topic_id, slice_dim, slice_value); a series that was ever seen keeps
--         its row in quiet weeks, with 0. Topic 0 is all contacts together.
-- Reads:  topics.contact_topics, topics.topics, topics.source_weeks, weekly.topic_weeks (earlier
--         weeks: the series known so far), weekly.topic_examples, registers.exposures
-- Params: $week_start

WITH dimensions AS (
    SELECT is_whole, slice_dim
    FROM (
        VALUES (TRUE, 'all'), (TRUE, 'kind'), (TRUE, 'region'), (TRUE, 'product'), (TRUE, 'channel'),
        (FALSE, 'all'), (FALSE, 'region'), (FALSE, 'product'), (FALSE, 'channel')
    ) AS listed (is_whole, slice_dim)
),

counted AS (
    SELECT
        CASE WHEN dimensions.is_whole THEN 0 ELSE contact_topics.topic_id END AS topic_id,
        dimensions.slice_dim,
        CASE dimensions.slice_dim
            WHEN 'all' THEN 'all'
            WHEN 'kind' THEN contact_topics.kind
            WHEN 'region' THEN coalesce(contact_topics.region, '(none)')
            WHEN 'product' THEN coalesce(contact_topics.product, '(none)')
            ELSE contact_topics.channel
        END AS slice_value,
        count(*) AS contacts,
        count(DISTINCT coalesce(contact_topics.customer_id, contact_topics.contact_id)) AS customers
    FROM topics.contact_topics
    CROSS JOIN dimensions
    WHERE contact_topics.week_start = $week_start
    GROUP BY
        CASE WHEN dimensions.is_whole THEN 0 ELSE contact_topics.topic_id END,
        dimensions.slice_dim,
        CASE dimensions.slice_dim
            WHEN 'all' THEN 'all'
            WHEN 'kind' THEN contact_topics.kind
            WHEN 'region' THEN coalesce(contact_topics.region, '(none)')
            WHEN 'product' THEN coalesce(contact_topics.product, '(none)')
            ELSE contact_topics.channel
        END
),

known_series AS (
    SELECT topic_id, slice_dim, slice_value FROM counted
    UNION
    SELECT topic_id, slice_dim, slice_value FROM weekly.topic_weeks WHERE week_start < $week_start
    UNION
    SELECT topic_id, 'all' AS slice_dim, 'all' AS slice_value
    FROM topics.topics
    WHERE first_week <= $week_start
    UNION
    SELECT 0 AS topic_id, 'all' AS slice_dim, 'all' AS slice_value
),

exposures AS (  -- the register may lag behind: its newest word holds until the next
    SELECT slice_dim, slice_value, arg_max(exposure, week_start) AS exposure
    FROM registers.exposures
    WHERE week_start <= $week_start
    GROUP BY slice_dim, slice_value
),

completeness AS (
    SELECT coalesce(bool_and(is_complete), FALSE) AS is_complete
    FROM topics.source_weeks
    WHERE week_start = $week_start AND holds = 'contacts'
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    known_series.topic_id,
    known_series.slice_dim,
    known_series.slice_value,
    coalesce(counted.contacts, 0) AS contacts,
    coalesce(counted.customers, 0) AS customers,
    exposures.exposure,
    completeness.is_complete,
    CASE WHEN known_series.slice_dim = 'all' THEN coalesce(topic_examples.examples, []) ELSE [] END
        AS examples,
    coalesce(topics.name, 'All contacts') AS topic_name,
    topics.kind,
    topics.first_week
FROM known_series
LEFT JOIN counted USING (topic_id, slice_dim, slice_value)
LEFT JOIN topics.topics ON known_series.topic_id = topics.topic_id
LEFT JOIN weekly.topic_examples
    ON known_series.topic_id = topic_examples.topic_id AND topic_examples.week_start = $week_start
LEFT JOIN exposures  -- channels and kinds have no subscribers of their own: all subscribers
    ON
        exposures.slice_dim
        = CASE WHEN known_series.slice_dim IN ('region', 'product') THEN known_series.slice_dim ELSE 'all' END
        AND exposures.slice_value
        = CASE WHEN known_series.slice_dim IN ('region', 'product') THEN known_series.slice_value ELSE 'all' END
CROSS JOIN completeness

-- weekly.topic_examples: up to five texts of each topic in one week, the most typical ones.
-- Grain:  one row a topic that had a contact with words.
-- Reads:  topics.contact_topics
-- Params: $week_start

WITH distinct_texts AS (
    SELECT topic_id, text, max(similarity) AS similarity
    FROM topics.contact_topics
    WHERE week_start = $week_start AND length(text) > 0
    GROUP BY topic_id, text
),

ranked_texts AS (  -- of readable length before very short and very long ones
    SELECT
        topic_id,
        text,
        row_number() OVER (
            PARTITION BY topic_id
            ORDER BY CASE WHEN length(text) BETWEEN 20 AND 240 THEN 0 ELSE 1 END, similarity DESC, text
        ) AS place
    FROM distinct_texts
)

SELECT
    CAST($week_start AS DATE) AS week_start,
    topic_id,
    list_sort(list(text)) AS examples
FROM ranked_texts
WHERE place <= 5
GROUP BY topic_id

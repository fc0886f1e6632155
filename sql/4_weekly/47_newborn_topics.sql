-- weekly.newborn_topics: which topic of the whole week a topic born in the last rehearsal has become.
-- Grain:  one row a topic born in a rehearsal, where most of its contacts are of one topic now.
-- Reads:  weekly.running_topics, topics.contact_topics
-- Params: $week_start

WITH newborn AS (
    SELECT topic_id AS provisional_id, contacts, unnest(contact_ids) AS contact_id
    FROM weekly.running_topics
    WHERE week_start = $week_start
),

shared AS (  -- 1 is the residue: no topic
    SELECT newborn.provisional_id, newborn.contacts, contact_topics.topic_id, count(*) AS shared_contacts
    FROM newborn
    INNER JOIN topics.contact_topics ON newborn.contact_id = contact_topics.contact_id
    WHERE contact_topics.week_start = $week_start AND contact_topics.topic_id > 1
    GROUP BY newborn.provisional_id, newborn.contacts, contact_topics.topic_id
)

SELECT CAST($week_start AS DATE) AS week_start, provisional_id, topic_id
FROM shared
WHERE 2 * shared_contacts > contacts
QUALIFY row_number() OVER (PARTITION BY topic_id ORDER BY shared_contacts DESC, provisional_id) = 1

-- quality.team_weeks: of the contacts that a team handled first, how many came back, and how many usually do.
-- Grain:  one row a team, and '(all)'; teams under $least_people are one, '(small teams)'.
-- Reads:  contacts.contacts, topics.contact_topics, quality.returns, registers.operators
-- Params: $week_start, $contacts_week, $least_people
-- $contacts_week is the newest week all of whose contacts have had the whole time to come back. A contact is
-- a first one when it is no repeat itself; it came back when another of the same customer and topic followed in time.
-- Expected is what all teams together have for the same mixture of kinds and channels. People are those who
-- handled such contacts in that week; where small teams together are still too few, they are left out.

WITH first_contacts AS (
    SELECT
        contacts.contact_id,
        contacts.operator_id,
        contacts.channel,
        operators.team,
        coalesce(contact_topics.kind, '(none)') AS kind,
        CASE WHEN returns.next_contact IS NULL THEN 0 ELSE 1 END AS came_back
    FROM contacts.contacts
    INNER JOIN registers.operators ON contacts.operator_id = operators.operator_id
    INNER JOIN quality.returns
        ON contacts.contact_id = returns.contact_id AND contacts.week_start = returns.week_start
    LEFT JOIN topics.contact_topics
        ON
            contacts.contact_id = contact_topics.contact_id
            AND contact_topics.week_start = $contacts_week  -- a topic lies in its contact's week
    WHERE
        contacts.week_start = $contacts_week
        AND returns.repeat_of IS NULL
),

team_sizes AS (
    SELECT team, count(DISTINCT operator_id) AS people
    FROM first_contacts
    GROUP BY team
),

grouped AS (
    SELECT
        first_contacts.operator_id,
        first_contacts.channel,
        first_contacts.kind,
        CASE WHEN team_sizes.people < $least_people THEN '(small teams)' ELSE team_sizes.team END AS team,
        first_contacts.came_back
    FROM first_contacts
    INNER JOIN team_sizes ON first_contacts.team = team_sizes.team
),

shown AS (
    SELECT team, count(DISTINCT operator_id) AS people
    FROM grouped
    GROUP BY team
    HAVING count(DISTINCT operator_id) >= $least_people
),

kept AS (
    SELECT grouped.team, grouped.channel, grouped.kind, shown.people, grouped.came_back
    FROM grouped
    INNER JOIN shown ON grouped.team = shown.team
),

usual AS (
    SELECT channel, kind, CAST(sum(came_back) AS DOUBLE) / count(*) AS usual_share
    FROM kept
    GROUP BY channel, kind
),

counted AS (
    SELECT
        kept.team,
        min(kept.people) AS people,
        count(*) AS contacts,
        CAST(sum(kept.came_back) AS BIGINT) AS came_back,
        sum(usual.usual_share) AS expected
    FROM kept
    INNER JOIN usual ON kept.channel = usual.channel AND kept.kind = usual.kind
    GROUP BY kept.team
)

SELECT CAST($week_start AS DATE) AS week_start, team, people, contacts, came_back, round(expected, 6) AS expected
FROM counted
UNION ALL
SELECT
    CAST($week_start AS DATE) AS week_start,
    '(all)' AS team,
    CAST(sum(people) AS BIGINT) AS people,
    CAST(sum(contacts) AS BIGINT) AS contacts,
    CAST(sum(came_back) AS BIGINT) AS came_back,
    CAST(sum(came_back) AS DOUBLE) AS expected
FROM counted
HAVING count(*) > 0
ORDER BY team

-- quality.operator_repeats: to how many first contacts of an operator the customer came back with the same.
-- Grain:  one row an operator who was the first to handle such a contact, of the weeks looked at.
-- Reads:  quality.returns, quality.outcomes, contacts.contacts
-- Params: $first_week, $week_start
-- A first contact repeats none before it, so that one caller's storm is one of them. Only those count whose days to
-- come back are over. As observed: adjusted for case mix it is the measure came_back of quality.operator_scores.
-- The interval is computed from these counts (trend_lib/quality/interval.py).

SELECT
    CAST($week_start AS DATE) AS week_start,
    coalesce(contacts.first_operator_id, contacts.operator_id) AS operator_id,
    count(*) AS contacts,
    count(DISTINCT contacts.customer_id) AS customers,
    CAST(sum(CASE WHEN outcomes.is_resolved_by_absence THEN 0 ELSE 1 END) AS BIGINT) AS repeats
FROM quality.returns
INNER JOIN contacts.contacts
    ON returns.contact_id = contacts.contact_id AND returns.week_start = contacts.week_start
INNER JOIN quality.outcomes
    ON returns.contact_id = outcomes.contact_id AND returns.week_start = outcomes.week_start
WHERE
    returns.week_start BETWEEN $first_week AND $week_start
    AND returns.repeat_of IS NULL
    AND outcomes.is_resolved_by_absence IS NOT NULL
    AND coalesce(contacts.first_operator_id, contacts.operator_id) IS NOT NULL
GROUP BY coalesce(contacts.first_operator_id, contacts.operator_id)
ORDER BY coalesce(contacts.first_operator_id, contacts.operator_id)

-- A term is said by three customers at least, belongs to an alarming episode, and grew.
-- Fails the run when it returns a row. Params: $week_start

SELECT terms.episode_id, terms.term
FROM episodes.terms
LEFT JOIN episodes.episode_weeks USING (week_start, episode_id)
WHERE
    terms.week_start = $week_start
    AND (
        coalesce(episode_weeks.grade, '') = ''
        OR terms.customers < 3
        OR terms.contacts < terms.customers
        OR terms.customer_share <= terms.usual_share
        OR terms.p_value > terms.q_value
    )

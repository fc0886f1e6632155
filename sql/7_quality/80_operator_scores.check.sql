-- Nobody stands out who is not compared or whose limits hold the typical operator, and limits lie about their figure.
-- Fails the run when it returns a row. Params: $week_start

SELECT operator_id, measure
FROM quality.operator_scores
WHERE
    week_start = $week_start
    AND (
        (status = 'compared') <> (adjusted IS NOT NULL)
        OR lower > adjusted
        OR upper < adjusted
        OR funnel_lower > typical
        OR funnel_upper < typical
        OR (stands_out IS NOT NULL AND (status <> 'compared' OR typical BETWEEN lower AND upper))
    )

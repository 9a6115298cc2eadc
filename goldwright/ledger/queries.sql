-- name: earnings   What a worker has accrued, by currency. Index entry_worker.
SELECT currency, sum(amount_micros)::bigint AS amount_micros, count(*) AS entries
  FROM entry
 WHERE worker_id = %(worker_id)s AND account = 'worker'
 GROUP BY currency
 ORDER BY currency;

-- name: cost   What an organisation owes, by project and currency. Primary keys; every transfer of the organisation.
SELECT CASE WHEN p.is_implicit THEN NULL ELSE p.name END AS project, e.currency,
       (-sum(e.amount_micros))::bigint AS amount_micros, count(DISTINCT t.annotation_id) AS annotations
  FROM entry AS e
  JOIN transfer AS t ON t.organisation_id = e.organisation_id AND t.environment = e.environment AND t.id = e.transfer_id
  JOIN annotation AS n ON n.organisation_id = t.organisation_id AND n.environment = t.environment
       AND n.id = t.annotation_id AND n.is_current
  JOIN project AS p ON p.organisation_id = n.organisation_id AND p.environment = n.environment AND p.id = n.project_id
 WHERE e.organisation_id = %(organisation_id)s AND e.environment = %(environment)s AND e.account = 'organisation'
   AND (%(project)s::text IS NULL OR p.name = %(project)s)
 GROUP BY p.is_implicit, p.name, e.currency
 ORDER BY 1 NULLS LAST, 2;

-- name: reverse   Undo the pay of an annotation with the opposite transfer. See functions.sql.
SELECT reverse_accrual(%(organisation_id)s, %(environment)s, %(annotation_id)s, %(reason)s) AS is_reversed;

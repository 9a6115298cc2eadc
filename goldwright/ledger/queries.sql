-- name: earnings   What a worker has accrued, by currency. Index entry_worker.
SELECT currency, sum(amount_micros)::bigint AS amount_micros, count(*) AS entries
  FROM entry
 WHERE worker_id = %(worker_id)s AND account = 'worker'
 GROUP BY currency
 ORDER BY currency;

-- name: earnings_by_day   The same by day of a time zone and project, of the last days. Index entry_worker; reads all of
-- the worker's entries.
SELECT (t.created_at AT TIME ZONE %(zone)s)::date AS day, CASE WHEN p.is_implicit THEN NULL ELSE p.name END AS project,
       e.currency, sum(e.amount_micros)::bigint AS amount_micros, count(*) AS entries
  FROM entry AS e
  JOIN transfer AS t ON t.organisation_id = e.organisation_id AND t.environment = e.environment AND t.id = e.transfer_id
  LEFT JOIN project AS p ON p.organisation_id = e.organisation_id AND p.environment = e.environment AND p.id = e.project_id
 WHERE e.worker_id = %(worker_id)s AND e.account = 'worker'
   AND t.created_at >= (date_trunc('day', now() AT TIME ZONE %(zone)s) - (%(days)s - 1) * interval '1 day') AT TIME ZONE %(zone)s
 GROUP BY 1, 2, 3
 ORDER BY 1, 2 NULLS LAST, 3;

-- name: cost   What an organisation owes, by project and currency: its entries, read once. Primary key.
SELECT CASE WHEN p.is_implicit THEN NULL ELSE p.name END AS project, owed.currency, owed.amount_micros,
       owed.annotations
  FROM (SELECT project_id, currency, (-sum(amount_micros))::bigint AS amount_micros,
               sum(CASE WHEN amount_micros < 0 THEN 1 ELSE -1 END)::bigint AS annotations
          FROM entry
         WHERE organisation_id = %(organisation_id)s AND environment = %(environment)s
           AND account = 'organisation'
         GROUP BY project_id, currency) AS owed
  JOIN project AS p ON p.organisation_id = %(organisation_id)s AND p.environment = %(environment)s
       AND p.id = owed.project_id
 ORDER BY 1 NULLS LAST, 2;

-- name: reverse   Undo the pay of an annotation with the opposite transfer. See functions.sql.
SELECT reverse_accrual(%(organisation_id)s, %(environment)s, %(annotation_id)s, %(reason)s) AS is_reversed;

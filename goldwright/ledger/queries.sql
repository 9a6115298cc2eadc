-- name: earnings   What a worker has accrued, by currency. Index entry_worker.
SELECT currency, sum(amount_micros)::bigint AS amount_micros, count(*) AS entries
  FROM entry
 WHERE worker_id = %(worker_id)s AND account = 'worker'
 GROUP BY currency
 ORDER BY currency;

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

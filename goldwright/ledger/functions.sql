-- Credit workers for one annotation each and charge the paying organisations. A second accrual for the same
-- annotation is refused by the unique index. Nothing is written for work without a price.
CREATE OR REPLACE FUNCTION accrue_all(p_earnings earning[]) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  WITH made AS (
    INSERT INTO transfer (organisation_id, environment, kind, annotation_id, worker_id)
    SELECT e.organisation_id, e.environment, 'accrual', e.annotation_id, e.worker_id
      FROM unnest(p_earnings) AS e WHERE e.amount_micros > 0
    RETURNING id, annotation_id)
  INSERT INTO entry (organisation_id, environment, transfer_id, account, worker_id, project_id, amount_micros,
    currency)
  SELECT e.organisation_id, e.environment, made.id, side.account, e.worker_id, e.project_id,
         side.sign * e.amount_micros, e.currency
    FROM unnest(p_earnings) AS e
    JOIN made ON made.annotation_id = e.annotation_id
   CROSS JOIN (VALUES ('worker', 1), ('organisation', -1)) AS side (account, sign);
END $$;

-- The same for one annotation.
CREATE OR REPLACE FUNCTION accrue(p_organisation integer, p_environment environment, p_annotation text,
  p_worker text, p_project text, p_amount_micros bigint, p_currency text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM accrue_all(ARRAY[(p_organisation, p_environment, p_annotation, p_worker, p_project, p_amount_micros,
                            p_currency)::earning]);
END $$;

-- Undo an accrual with the opposite transfer, once; false when there was none or it was undone before.
CREATE OR REPLACE FUNCTION reverse_accrual(p_organisation integer, p_environment environment, p_annotation text,
  p_reason text) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE original transfer; made_id bigint;
BEGIN
  SELECT * INTO original FROM transfer
   WHERE organisation_id = p_organisation AND environment = p_environment
     AND annotation_id = p_annotation AND kind = 'accrual';
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO transfer (organisation_id, environment, kind, annotation_id, worker_id, reverses, reason)
  VALUES (p_organisation, p_environment, 'reversal', p_annotation, original.worker_id, original.id, p_reason)
  ON CONFLICT DO NOTHING RETURNING id INTO made_id;
  IF made_id IS NULL THEN RETURN false; END IF;
  INSERT INTO entry (organisation_id, environment, transfer_id, account, worker_id, project_id, amount_micros,
    currency)
  SELECT organisation_id, environment, made_id, account, worker_id, project_id, -amount_micros, currency
    FROM entry
   WHERE organisation_id = p_organisation AND environment = p_environment AND transfer_id = original.id;
  RETURN true;
END $$;

-- Credit a worker for one annotation and charge the paying organisation. A second accrual for the same
-- annotation is refused by the unique index. Nothing is written for work without a price.
CREATE OR REPLACE FUNCTION accrue(p_organisation integer, p_environment environment, p_annotation text,
  p_worker text, p_project text, p_amount_micros bigint, p_currency text) RETURNS void LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  WITH made AS (
    INSERT INTO transfer (organisation_id, environment, kind, annotation_id, worker_id)
    SELECT p_organisation, p_environment, 'accrual', p_annotation, p_worker WHERE p_amount_micros > 0
    RETURNING id)
  INSERT INTO entry (organisation_id, environment, transfer_id, account, worker_id, project_id, amount_micros,
    currency)
  SELECT p_organisation, p_environment, made.id, side.account, p_worker, p_project, side.amount, p_currency
    FROM made, (VALUES ('worker', p_amount_micros), ('organisation', -p_amount_micros)) AS side (account, amount);
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

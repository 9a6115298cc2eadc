-- Why: a budget counts answers at the rate of the moment, so after a change of rate it must know what those before it
-- cost more, or it would be spent beyond or left over.
-- Lock: `budget` exclusively for milliseconds: a constant default rewrites nothing. Rates changed before this stay uncounted.

-- What the answers given so far cost beyond the rate that held when this was last counted; below zero: less.
ALTER TABLE budget ADD COLUMN overpaid_micros bigint NOT NULL DEFAULT 0;

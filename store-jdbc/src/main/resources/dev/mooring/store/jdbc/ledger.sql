CREATE TABLE IF NOT EXISTS mooring_ledger (
    id               VARCHAR(64) NOT NULL PRIMARY KEY,
    claimed          BIGINT      NOT NULL,
    attempt          VARCHAR(32) NOT NULL,
    copy             VARCHAR(32) NOT NULL,
    least_generation BIGINT      NOT NULL,
    least_checkpoint BIGINT      NOT NULL,
    revoked          BOOLEAN     NOT NULL,
    keep_until       BIGINT      NOT NULL
);

CREATE INDEX IF NOT EXISTS mooring_ledger_keep_until ON mooring_ledger (keep_until);

-- lockkeeper: transaction=none
--lockkeeper:lock-timeout = 500ms
  -- lockkeeper: irreversible: the old column is gone
-- lockkeeper: allow add-column: the table is empty
-- lockkeeper: allow drop-column: it was never used
-- lockkeeper: statement-timout=2s
-- lockkeeper: statement-timeout=2 fortnights
-- lockkeeper: statement-timeout
-- lockkeeper: lock-timeout=2s
-- lockkeeper: transaction none
-- lockkeeper: allow add-column
-- lockkeeper: frobnicate
-- lockkeeper:
/* lockkeeper: transaction=none */
-- the lockkeeper: is not first here
select '-- lockkeeper: frobnicate';

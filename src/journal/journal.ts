// The door of the journal: what a database has had done to it, read and written.

export { ensureDeployLog, readDeployLog, recordDeploy, unfinishedIn } from "./deploy-log.ts";
export {
  hashOfMarks,
  lookAtJournal,
  readDownSql,
  readHistory,
  readRepeatedSources,
  type JournalLook,
  type Remembered,
} from "./read.ts";
export { ensureJournal, record, recordRequest, type JournalEntry, type Run } from "./write.ts";

// The door of the journal: what a database has had done to it, read and written.

export { readDownSql, readHistory } from "./read.ts";
export { ensureJournal, record, type JournalEntry, type JournalEvent, type Run } from "./write.ts";

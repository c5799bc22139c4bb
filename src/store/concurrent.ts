// Runs work on many items at once, with a bound.

/** Enough to keep a disk busy; far below any limit of open files. */
const AT_ONCE_MAX = 32;

/** The results in the order of the items. At most 32 are under way; the first rejection is passed on. */
export async function mapConcurrently<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  const waiting = items.entries();
  const worker = async (): Promise<void> => {
    // All workers share one iterator, so each item is taken once.
    for (const [index, item] of waiting) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE_MAX, items.length) }, worker));
  return results;
}

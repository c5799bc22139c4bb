// Maps that can go back to how they were: a down is judged against the schema that its up left, and then forgotten.

/** How far a ledger had been written when it was asked. */
export type Mark = number;

/** Writes to maps that can be taken back. */
export interface Ledger {
  /** Sets a key, or removes it where the value is undefined. */
  put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value | undefined): void;
  mark(): Mark;
  /** Takes back everything that was written since. */
  goBack(mark: Mark): void;
  /** Forgets how to go back: what is written stays. */
  settle(): void;
}

export function newLedger(): Ledger {
  const undo: (() => void)[] = [];
  return {
    put(map, key, value) {
      const before = map.get(key);
      undo.push(before === undefined ? () => map.delete(key) : () => map.set(key, before));
      if (value === undefined) map.delete(key);
      else map.set(key, value);
    },
    mark: () => undo.length,
    goBack(mark) {
      while (undo.length > mark) undo.pop()?.();
    },
    settle() {
      undo.length = 0;
    },
  };
}

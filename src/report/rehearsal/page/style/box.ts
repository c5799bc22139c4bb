// How findings and failures look.

export const BOX: string = `
.box {
  background: var(--panel);
  border: 1px solid var(--line);
  border-left: 4px solid var(--quiet);
  border-radius: 8px;
  padding: 14px 18px;
  margin-top: 10px;
  display: grid;
  gap: 8px;
  overflow-wrap: anywhere;
}

.box.bad {
  border-left-color: var(--rw);
}

.box.warn {
  border-left-color: var(--wr);
}

.box .rule {
  display: flex;
  flex-wrap: wrap;
  gap: 0 12px;
  align-items: baseline;
  font-size: 13px;
  color: var(--quiet);
}

.box.bad .rule b {
  color: var(--bad);
}

.box.warn .rule b {
  color: var(--warn);
}

.box .message {
  font-weight: 550;
}

.places {
  display: grid;
  gap: 10px;
}

.places small {
  display: block;
  margin-top: 2px;
}

.box .folded .places {
  margin-top: 8px;
}

.box pre {
  background: var(--soft);
  border-radius: 6px;
  padding: 10px 12px;
  white-space: pre;
  overflow-x: auto;
}
`;

// How differences look.

export const DIFFERENCES: string = `
.changes > summary h4 {
  display: inline;
}

.differences {
  font-size: 14px;
}

.changes .differences {
  margin-top: 8px;
  columns: 2 420px;
  column-gap: 40px;
}

.differences li {
  position: relative;
  padding: 2px 0 2px 18px;
  break-inside: avoid;
  overflow-wrap: anywhere;
}

.differences > li::before {
  position: absolute;
  left: 0;
  font-family: monospace;
  font-weight: 700;
}

.differences > .added::before {
  content: "+";
  color: var(--good);
}

.differences > .removed::before {
  content: "−";
  color: var(--bad);
}

.differences > .changed::before {
  content: "~";
  color: var(--warn);
}

.differences span {
  color: var(--quiet);
}

.differences pre {
  margin: 4px 0;
  padding: 6px 10px;
  border-radius: 6px;
}

.differences pre.added {
  background: var(--good-ground);
}

.differences pre.removed {
  background: var(--bad-ground);
}
`;

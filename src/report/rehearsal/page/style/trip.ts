// How stalls and round trips look.

export const TRIP: string = `
.pair {
  display: grid;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 400px), 1fr));
  gap: 24px 40px;
}

.pair > * {
  min-width: 0;
}

.stalls dl {
  display: grid;
  gap: 10px;
  margin-top: 8px;
}

.stalls dt {
  overflow-wrap: anywhere;
}

.gauge {
  display: grid;
  grid-template-columns: 44px minmax(0, 1fr) 64px;
  gap: 10px;
  align-items: center;
  font-size: 13px;
  color: var(--quiet);
}

.gauge .figure {
  text-align: right;
  color: var(--ink);
}

.gauge i {
  display: block;
  height: 8px;
  width: max(2px, var(--w));
  border-radius: 2px;
  background: var(--wr);
}

.gauge.read i {
  background: var(--rw);
}

.stages {
  display: flex;
  flex-wrap: wrap;
  gap: 1px;
  background: var(--line);
  border: 1px solid var(--line);
  border-radius: 8px;
  overflow: hidden;
}

.stages li {
  flex: 1 1 110px;
  background: var(--panel);
  padding: 9px 13px;
  display: flex;
  flex-direction: column;
  font-size: 14px;
  line-height: 1.4;
}

.stages b {
  font-size: 13px;
  font-weight: 600;
  color: var(--quiet);
}

.stages .good span {
  color: var(--good);
}

.stages .bad {
  background: var(--bad-ground);
}

.stages .bad span {
  color: var(--bad);
}

.trip > p {
  margin: 12px 0 6px;
  overflow-wrap: anywhere;
}
`;

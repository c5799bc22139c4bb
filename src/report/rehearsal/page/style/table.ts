// How tables look, and how they become cards where they would not fit.

export const TABLE: string = `
table {
  border-collapse: separate;
  border-spacing: 0;
  width: 100%;
  font-size: 14px;
  background: var(--panel);
  border: 1px solid var(--line);
  border-radius: 8px;
}

th,
td {
  text-align: left;
  vertical-align: top;
  padding: 7px 12px;
  border-top: 1px solid var(--line);
}

thead th {
  border-top: 0;
  font-size: 13px;
  font-weight: 600;
  color: var(--quiet);
}

td {
  overflow-wrap: anywhere;
}

.locks td:nth-child(2) {
  white-space: nowrap;
}
@media screen and (min-width: 861px) {
  .locks td:nth-child(4) {
    white-space: nowrap;
  }

  .locks td:nth-child(3),
  .sizes td:first-child,
  .sizes td:last-child {
    min-width: 150px;
  }
}

.locks :where(th, td):where(:first-child, :nth-child(n + 5)),
.sizes :where(th, td):where(:nth-child(3), :nth-child(4), :nth-child(5)) {
  text-align: right;
  white-space: nowrap;
  font-variant-numeric: tabular-nums;
}

.folded > summary {
  font-size: 13px;
  color: var(--quiet);
  padding: 6px 0;
}

.folded > summary:hover {
  color: var(--ink);
}

.binding .note {
  margin: -8px 0 14px;
}

.binding .folded {
  margin-top: 12px;
}
@media screen and (max-width: 860px) {
  thead {
    position: absolute;
    display: block;
    width: 1px;
    height: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }

  table,
  tbody,
  tr,
  td {
    display: block;
  }

  tr {
    padding: 10px 14px;
    border-top: 1px solid var(--line);
  }

  tr:first-child {
    border-top: 0;
  }

  table td:nth-child(n) {
    position: relative;
    min-width: 0;
    padding: 1px 0 1px 112px;
    border: 0;
    text-align: left;
    white-space: normal;
  }

  td::before {
    position: absolute;
    left: 0;
    color: var(--quiet);
    font-size: 13px;
  }

  td:nth-child(1)::before {
    content: var(--t1);
  }

  td:nth-child(2)::before {
    content: var(--t2);
  }

  td:nth-child(3)::before {
    content: var(--t3);
  }

  td:nth-child(4)::before {
    content: var(--t4);
  }

  td:nth-child(5)::before {
    content: var(--t5);
  }

  td:nth-child(6)::before {
    content: var(--t6);
  }
}
`;

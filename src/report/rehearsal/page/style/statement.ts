// How a statement looks.

export const STATEMENT: string = `
.mode {
  white-space: nowrap;
  font-size: 12px;
}

.mode::before {
  content: "";
  display: inline-block;
  width: 9px;
  height: 9px;
  border-radius: 2px;
  margin-right: 6px;
  background: var(--fill);
}

.migration > summary::after,
.statement > summary::after {
  content: "";
  flex: none;
  width: 7px;
  height: 7px;
  border: solid var(--quiet);
  border-width: 0 1.5px 1.5px 0;
  transform: rotate(45deg) translate(-2px, -2px);
}

.migration[open] > summary::after,
.statement[open] > summary::after {
  transform: rotate(-135deg) translate(-2px, -2px);
}

.statement {
  border-top: 1px solid var(--line);
}

.statement:last-child {
  border-bottom: 1px solid var(--line);
}

.statement > summary {
  display: grid;
  grid-template-areas: "number name chips time fold";
  grid-template-columns: 20px minmax(0, 1fr) auto minmax(56px, auto) 12px;
  gap: 4px 12px;
  align-items: center;
  padding: 8px 4px;
  list-style: none;
}

.statement > summary .number {
  color: var(--quiet);
  text-align: right;
  font-variant-numeric: tabular-nums;
  font-size: 13px;
}

.statement > summary > code {
  overflow: hidden;
  text-overflow: ellipsis;
  white-space: nowrap;
  font-size: 13px;
}

.statement > summary .time {
  grid-area: time;
  color: var(--quiet);
  font-size: 13px;
  text-align: right;
}

.statement > summary::after {
  grid-area: fold;
}

.statement[open]:not(.whole) > summary > code,
.statement:not([open]) > summary .kind {
  display: none;
}

.whole[open] > summary > code {
  white-space: normal;
  overflow-wrap: anywhere;
}

.statement > summary > code,
.statement > summary .kind {
  grid-area: name;
}

.statement > summary .kind {
  font-size: 13px;
  font-weight: 600;
}

.statement .inside {
  padding: 4px 4px 18px 36px;
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 14px;
  scroll-margin-top: 64px;
}

.source {
  background: var(--soft);
  border-radius: 6px;
  padding: 12px 14px;
}

.facts {
  display: grid;
  grid-template-columns: max-content minmax(0, 1fr);
  gap: 6px 18px;
  font-size: 14px;
}

.facts dt {
  color: var(--quiet);
}

.facts dd {
  overflow-wrap: anywhere;
}

.plain {
  display: grid;
  gap: 3px;
}

.statement > summary .chips {
  grid-area: chips;
  display: flex;
  flex-wrap: wrap;
  gap: 4px 10px;
  align-items: center;
}
@media (max-width: 560px) {
  .statement > summary {
    grid-template-areas:
      "number name time fold"
      ". chips chips chips";
    grid-template-columns: 20px minmax(0, 1fr) auto 12px;
  }

  .statement .inside {
    padding-left: 0;
  }

  .mode {
    white-space: normal;
  }

  .facts {
    grid-template-columns: minmax(0, 1fr);
    gap: 0;
  }

  .facts dd {
    margin-bottom: 8px;
  }
}
`;

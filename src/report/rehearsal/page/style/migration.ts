// How a folded and an open migration look.

export const MIGRATION: string = `
h4 {
  font-size: 13px;
  font-weight: 650;
  margin-bottom: 8px;
}

.migration {
  background: var(--panel);
  border: 1px solid var(--line);
  border-radius: 10px;
  margin-top: 10px;
}

.migration > summary {
  display: flex;
  gap: 12px;
  align-items: center;
  padding: 13px 18px;
  list-style: none;
}

summary::-webkit-details-marker {
  display: none;
}

.migration > summary .title {
  font: inherit;
  flex: 1;
  min-width: 0;
  overflow-wrap: anywhere;
}

.migration > summary .title b {
  font-weight: 650;
  font-size: 16px;
  margin-right: 6px;
}

.migration > summary code,
.migration > summary .time {
  color: var(--quiet);
  font-size: 13px;
}

.migration > .inside {
  padding: 2px 18px 22px;
  display: grid;
  grid-template-columns: minmax(0, 1fr);
  gap: 24px;
  scroll-margin-top: 64px;
}

.migration > .inside > .about {
  display: flex;
  flex-wrap: wrap;
  gap: 0 14px;
  color: var(--quiet);
  font-size: 13px;
  overflow-wrap: anywhere;
}

.migration > .inside > .about code {
  color: var(--ink);
}

@media (max-width: 560px) {
  .migration > summary {
    padding: 12px 14px;
  }

  .migration > summary .title code {
    display: block;
  }

  .migration > .inside {
    padding: 2px 14px 18px;
  }
}
`;

// How the overview and legends look.

export const OVERVIEW: string = `
small,
.note {
  color: var(--quiet);
  font-size: 13px;
}

.overview ol {
  background: var(--panel);
  border: 1px solid var(--line);
  border-radius: 10px;
}

.overview ol > li {
  display: grid;
  grid-template-areas: "mark name said back spent time";
  grid-template-columns: 22px minmax(0, 5fr) minmax(0, 6fr) minmax(0, 4fr) 80px 60px;
  gap: 0 14px;
  align-items: center;
  padding: 8px 16px;
  border-top: 1px solid var(--line);
  font-size: 14px;
}

.overview ol > li:first-child {
  border-top: 0;
}

.overview .columns {
  font-size: 13px;
  font-weight: 600;
  color: var(--quiet);
}

.overview .columns :nth-child(1) {
  grid-area: name;
}

.overview .columns :nth-child(2) {
  grid-area: said;
}

.overview .columns :nth-child(3) {
  grid-area: back;
}

.overview .columns :nth-child(4) {
  grid-area: time;
  text-align: right;
}

.overview a {
  grid-area: name;
  color: inherit;
  text-decoration: none;
  overflow-wrap: anywhere;
  line-height: 1.35;
}

.overview a:hover b {
  text-decoration: underline;
}

.overview a b {
  font-weight: 600;
}

.overview a code {
  color: var(--quiet);
  white-space: nowrap;
}

.overview .said {
  grid-area: said;
  display: flex;
  flex-wrap: wrap;
  gap: 2px 8px;
  overflow-wrap: anywhere;
  min-width: 0;
}

.overview .back {
  grid-area: back;
  color: var(--quiet);
  font-size: 13px;
}

.overview .back.bad {
  color: var(--bad);
}

.overview .spent {
  grid-area: spent;
  height: 8px;
}

.overview .spent i {
  display: block;
  height: 100%;
  width: max(2px, var(--w));
  border-radius: 2px;
}

.overview .time {
  grid-area: time;
  text-align: right;
}

.chip {
  flex: none;
  font-size: 12px;
  line-height: 18px;
  padding: 0 7px;
  border-radius: 9px;
  background: var(--soft);
  border: 1px solid var(--line);
  white-space: nowrap;
}

.spent i,
.legend i {
  background: var(--fill);
}

.headline {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  justify-content: space-between;
  gap: 6px 24px;
  margin: 44px 0 14px;
}

.headline h2 {
  margin: 0;
}

.legend {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 18px;
  font-size: 13px;
  color: var(--quiet);
}

.legend i {
  display: inline-block;
  width: 14px;
  height: 10px;
  border-radius: 2px;
  margin-right: 7px;
}

.overview .mode {
  font-size: 14px;
  white-space: normal;
}

@media (max-width: 860px) {
  .overview ol > .columns {
    display: none;
  }

  .overview ol > .columns + li {
    border-top: 0;
  }

  .overview ol > li {
    grid-template-areas:
      "mark name time"
      ". said spent"
      ". back spent";
    grid-template-columns: 22px minmax(0, 1fr) 84px;
    gap: 1px 12px;
  }

  .overview .spent {
    align-self: start;
    margin-top: 6px;
  }

  .overview .spent i {
    margin-left: auto;
  }
}
`;

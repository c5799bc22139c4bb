// How the top of the page looks.

export const TOP: string = `
main {
  max-width: 1080px;
  margin: 0 auto;
  padding: 40px 24px 64px;
}

h1 {
  display: flex;
  gap: 12px;
  align-items: flex-start;
  font-size: 27px;
  line-height: 1.25;
  font-weight: 650;
  letter-spacing: -0.015em;
  text-wrap: balance;
  overflow-wrap: anywhere;
}

.product {
  color: var(--quiet);
  font-size: 13px;
  font-weight: 600;
  margin-bottom: 10px;
}

.mark {
  flex: none;
  display: inline-grid;
  place-items: center;
  width: 22px;
  height: 22px;
  border-radius: 50%;
  font-size: 13px;
  font-weight: 700;
  line-height: 1;
  letter-spacing: 0;
}

h1 .mark {
  width: 30px;
  height: 30px;
  font-size: 17px;
  margin-top: 2px;
}

h1 .mark.good {
  background: var(--good);
  color: var(--panel);
}

h1 .mark.warn {
  background: var(--warn);
  color: var(--panel);
}

h1 .mark.bad {
  background: var(--bad);
  color: var(--panel);
}

.mark.good {
  background: var(--good-ground);
  color: var(--good);
}

.mark.warn {
  background: var(--warn-ground);
  color: var(--warn);
}

.mark.bad {
  background: var(--bad-ground);
  color: var(--bad);
}

.particulars {
  display: flex;
  flex-wrap: wrap;
  gap: 12px 28px;
  margin: 22px 0 0;
  font-size: 14px;
}

.particulars dt {
  color: var(--quiet);
  font-size: 13px;
}

.particulars dd {
  overflow-wrap: anywhere;
}

.tiles {
  display: grid;
  grid-template-columns: repeat(6, 1fr);
  gap: 1px;
  margin-top: 26px;
  overflow: hidden;
  background: var(--line);
  border: 1px solid var(--line);
  border-radius: 10px;
}

.tiles li {
  background: var(--panel);
  padding: 14px 16px;
  display: flex;
  flex-direction: column;
}

.tiles b {
  font-size: 21px;
  line-height: 1.2;
  font-weight: 650;
  letter-spacing: -0.01em;
  font-variant-numeric: tabular-nums;
}

.tiles span {
  font-size: 13px;
  margin-top: 4px;
  line-height: 1.35;
}

.tiles small {
  margin-top: auto;
  padding-top: 4px;
  overflow-wrap: anywhere;
  line-height: 1.35;
}

.overview .mark {
  grid-area: mark;
}
@media (max-width: 860px) {
  .tiles {
    grid-template-columns: repeat(3, 1fr);
  }
}
@media (max-width: 560px) {
  main {
    padding: 24px 14px 48px;
  }

  h1 {
    font-size: 22px;
  }

  h1 .mark {
    width: 26px;
    height: 26px;
    font-size: 15px;
    margin-top: 1px;
  }

  .particulars {
    display: grid;
    grid-template-columns: 1fr 1fr;
    gap: 12px 18px;
  }

  .particulars > :first-child {
    grid-column: 1 / -1;
  }

  .tiles {
    grid-template-columns: repeat(2, 1fr);
  }
}
`;

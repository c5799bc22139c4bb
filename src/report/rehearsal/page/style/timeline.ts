// How timelines are laid out: bars are placed by percent, so that any width will do.

/** Names stand beside the bars, and above them where there is no room. */
export const TIMELINE: string = `
.timeline {
  --who: 230px;
  --pitch: 20px;
}

.timeline figcaption {
  display: flex;
  flex-wrap: wrap;
  align-items: baseline;
  justify-content: space-between;
  gap: 0 16px;
}

.chart {
  position: relative;
  overflow: hidden;
}

.head {
  margin: 6px 0 0;
  margin-left: var(--who);
  position: relative;
}

.steps,
.numbers {
  position: relative;
  height: 18px;
}

.numbers {
  height: 20px;
}

.step,
.number > b,
.tick {
  font-size: 12px;
  color: var(--quiet);
}

.step,
.numbers .number {
  position: absolute;
  left: min(var(--x), calc(100% - 2px));
  width: max(2px, var(--w));
  container-type: inline-size;
}

.step {
  height: 16px;
  border-bottom: 2px solid var(--line);
}

.step b,
.numbers .number b {
  display: block;
  text-align: center;
  font-weight: 500;
  line-height: 16px;
  white-space: nowrap;
  overflow: hidden;
}
@container (max-width: 72px) {
  .step b {
    display: none;
  }
}

.numbers .number {
  height: 20px;
}

.numbers .number b {
  line-height: 20px;
  font-variant-numeric: tabular-nums;
}
@container (max-width: 15px) {
  .number b {
    display: none;
  }
}

.numbers .number::before,
.numbers .number::after {
  content: "";
  position: absolute;
  top: 4px;
  height: 4000px;
  border-left: 1px solid var(--line);
}

.numbers .number::before {
  left: 0;
}

.numbers .number::after {
  right: 0;
}

.lanes {
  position: relative;
}

.lane {
  display: grid;
  grid-template-columns: var(--who) minmax(0, 1fr);
  align-items: start;
  padding: 4px 0;
}

.who {
  padding-right: 16px;
  line-height: 20px;
  overflow-wrap: anywhere;
}

.who code {
  font-size: 13px;
}

.who small {
  display: block;
  line-height: 16px;
  font-size: 12px;
}

.track {
  position: relative;
  height: calc(var(--rows, 1) * var(--pitch));
}

.bar {
  position: absolute;
  left: min(var(--x), calc(100% - 4px));
  width: max(4px, min(var(--w), calc(100% - var(--x))));
  top: calc(var(--row, 0) * var(--pitch) + 1px);
  height: 18px;
  border-radius: 3px;
  background: var(--fill);
  color: var(--on);
  container-type: inline-size;
}

.bar::after {
  content: attr(title);
  display: block;
  padding: 0 7px;
  font-size: 11px;
  font-weight: 600;
  line-height: 18px;
  white-space: nowrap;
  overflow: hidden;
  text-overflow: ellipsis;
}
@container (max-width: 60px) {
  .bar::after {
    display: none;
  }
}

.new .bar {
  height: 8px;
  top: calc(var(--row, 0) * var(--pitch) + 6px);
}

.new .who code {
  color: var(--quiet);
}

.axis {
  position: relative;
  margin-left: var(--who);
  height: 24px;
  border-top: 1px solid var(--line);
  margin-top: 4px;
  background: var(--panel);
}

.tick {
  position: absolute;
  left: var(--x);
  top: 5px;
  transform: translateX(-50%);
  white-space: nowrap;
  font-variant-numeric: tabular-nums;
}

.tick::before {
  content: "";
  position: absolute;
  left: 50%;
  top: -5px;
  height: 4px;
  border-left: 1px solid var(--quiet);
}

.tick:first-child {
  transform: none;
}

.tick:first-child::before {
  left: 0;
}

.tick.last {
  transform: translateX(-100%);
}

.tick.last::before {
  left: auto;
  right: 0;
}

.none {
  margin-left: var(--who);
  padding: 4px 0 8px;
  color: var(--quiet);
  font-size: 14px;
  position: relative;
  background: var(--panel);
}

.timeline > .folded {
  margin-top: 4px;
}
@media (max-width: 700px) {
  .timeline {
    --who: 0px;
  }

  .lane {
    grid-template-columns: minmax(0, 1fr);
  }

  .who {
    padding: 2px 6px 1px 0;
    position: relative;
    width: fit-content;
    background: var(--panel);
  }

  .who small {
    display: inline;
    margin-left: 8px;
  }
}
`;

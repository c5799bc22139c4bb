// Colours for light and dark, and which of them a lock has.

/** Each pair of text and ground has a contrast of 4.5 at least; a test in a browser measures it. */
export const COLOURS: string = `
:root {
  color-scheme: light dark;
  --ground: light-dark(#f5f6f8, #0e1115);
  --panel: light-dark(#ffffff, #161a20);
  --soft: light-dark(#f1f3f6, #1e242b);
  --line: light-dark(#dfe3e8, #2b323b);
  --ink: light-dark(#171b20, #e6e9ed);
  --quiet: light-dark(#58616d, #9ba5b2);
  --link: light-dark(#1c55b5, #80b3f6);
  --good: light-dark(#17713f, #5fcb90);
  --warn: light-dark(#8a5200, #e9b05c);
  --bad: light-dark(#b8232b, #f58a88);
  --warn-ground: light-dark(#fdf5e6, #2a2114);
  --bad-ground: light-dark(#fdeeee, #2c1719);
  --good-ground: light-dark(#e9f6ef, #14271d);
  --rw: light-dark(#c62f36, #f27b7d);
  --wr: light-dark(#ad5a00, #eaa344);
  --mt: light-dark(#2a68b3, #74aef0);
  --no: light-dark(#ccd3db, #4a5460);
  --on-strong: light-dark(#ffffff, #14100c);
  --on-no: light-dark(#171b20, #f2f4f6);
}

.rw {
  --fill: var(--rw);
  --on: var(--on-strong);
}

.wr {
  --fill: var(--wr);
  --on: var(--on-strong);
}

.mt {
  --fill: var(--mt);
  --on: var(--on-strong);
}

.no {
  --fill: var(--no);
  --on: var(--on-no);
}
`;

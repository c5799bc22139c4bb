// Type, and what holds for every element.

export const TYPE: string = `
* {
  box-sizing: border-box;
}

html {
  -webkit-text-size-adjust: 100%;
}

body {
  margin: 0;
  background: var(--ground);
  color: var(--ink);
  font:
    15px/1.5 Inter,
    system-ui,
    -apple-system,
    "Segoe UI",
    Roboto,
    "Helvetica Neue",
    Arial,
    sans-serif;
}

h1,
h2,
h3,
h4,
p,
ul,
ol,
dl,
dd,
figure,
pre {
  margin: 0;
  padding: 0;
}

ul,
ol {
  list-style: none;
}

h2 {
  font-size: 18px;
  line-height: 1.3;
  font-weight: 650;
  letter-spacing: -0.01em;
  margin: 44px 0 14px;
}

a {
  color: var(--link);
  text-decoration-thickness: 1px;
  text-underline-offset: 2px;
}

code,
pre {
  font-family:
    ui-monospace, SFMono-Regular, Menlo, Consolas, "JetBrains Mono", "DejaVu Sans Mono", monospace;
  font-size: 0.88em;
  font-variant-ligatures: none;
  overflow-wrap: anywhere;
  unicode-bidi: plaintext;
}

pre {
  white-space: pre-wrap;
  font-size: 13px;
  line-height: 1.55;
  tab-size: 4;
}

.time,
.figure {
  font-variant-numeric: tabular-nums;
  white-space: nowrap;
}

summary {
  cursor: pointer;
}

:focus-visible {
  outline: 2px solid var(--link);
  outline-offset: 2px;
  border-radius: 4px;
}

.hash {
  font-size: 12px;
  word-break: break-all;
}
`;

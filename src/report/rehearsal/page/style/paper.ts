// What is different on paper.

export const PAPER: string = `
@media print {
  :root {
    color-scheme: light;
    --ground: #ffffff;
  }
  * {
    print-color-adjust: exact;
    -webkit-print-color-adjust: exact;
  }
  body {
    font-size: 12px;
  }
  main {
    max-width: none;
    padding: 0;
  }
  /* What is open on the screen is printed with everything in it, however it was folded. */
  .migration[open] details::details-content,
  .binding details::details-content {
    content-visibility: visible;
    block-size: auto;
  }
  .migration > summary::after,
  .statement > summary::after {
    display: none;
  }
  .box,
  .lane,
  .statement > summary,
  .stages,
  tr,
  .overview li,
  .tiles {
    break-inside: avoid;
  }
  h2,
  h4,
  summary {
    break-after: avoid;
  }
}
`;

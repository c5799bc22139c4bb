// What is measured inside the page; each is text, because it runs in the browser and not here.

/** Opens every fold, so that everything is laid out. */
export const OPEN_ALL = `for (const each of document.querySelectorAll("details")) each.open = true`;

/** Elements that reach beyond the window, or whose content reaches beyond them, as far as a person could see it. */
export const OVERFLOWING = `(() => {
  const hidden = (element) => element.closest("thead") && getComputedStyle(element.closest("thead")).clipPath !== "none";
  // To measure what is folded up would lay out all of it.
  const seen = [...document.body.querySelectorAll("*")].filter((element) => element.checkVisibility());
  const beyond = seen.filter((element) => {
    const { left, right, width } = element.getBoundingClientRect();
    return width > 0 && !hidden(element) && (right > document.documentElement.clientWidth + 0.5 || left < -0.5);
  });
  const inside = seen
    .filter((element) => element.matches("main, header, section, details, figure, table, .box, .inside, .chart, li, td"))
    .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0);
  const wide = document.documentElement.scrollWidth > document.documentElement.clientWidth ? ["the page"] : [];
  const name = (element) => element.tagName + "." + element.className + ": " + element.textContent.slice(0, 40);
  return [...wide, ...new Set([...beyond, ...inside].map(name))];
})()`;

/** Texts whose contrast with what is behind them is below 4.5, as \`text: ratio\`. */
export const FAINT = `(() => {
  const numbers = (color) => color.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b]
    .map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (element) => {
    for (let each = element; each; each = each.parentElement) {
      const color = numbers(getComputedStyle(each).backgroundColor);
      if (color.length === 3 || color[3] === 1) return color;
    }
    return [255, 255, 255];
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const speaks = (element) => element.classList.contains("bar")
    || [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== "");
  return [...document.body.querySelectorAll("*")].filter(speaks).flatMap((element) => {
    const found = ratio(light(numbers(getComputedStyle(element).color)), light(ground(element)));
    return found >= 4.5 ? [] : [element.className + " " + element.textContent.slice(0, 30) + ": " + found.toFixed(2)];
  });
})()`;

/** Relation and label of each bar, and whether it has a width to be seen by. */
export const BARS = `[...document.querySelectorAll(".bar")].map((bar) => ({
  relation: bar.closest(".lane").querySelector("code").textContent,
  migration: bar.closest(".migration").querySelector("summary code").textContent,
  isSeen: bar.getBoundingClientRect().width >= 4,
}))`;

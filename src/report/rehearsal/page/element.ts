// Elements of the page: Preact's, with every text cleaned of secrets and of characters that hide.

import { h, type ComponentChild, type VNode } from "preact";

import { shown } from "../shown.ts";

export type Content = VNode | string | number | false | undefined | readonly Content[];

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/** An element. Text and attributes are escaped when the page is written; nothing here is HTML. */
export const element = (
  tag: string,
  attributes: Attributes | string,
  ...content: readonly Content[]
): VNode => h(tag, attributesOf(attributes), ...content.map(cleaned));

/** The one element whose content is not text: the page's own style sheet. */
export function styleElement(css: string): VNode {
  const tag: string = "style";
  return h(tag, { dangerouslySetInnerHTML: { __html: css } });
}

/** A word alone is the element's class: by far the most elements have that and nothing else. */
function attributesOf(attributes: Attributes | string): Attributes | null {
  if (typeof attributes === "string") return attributes === "" ? null : { class: attributes };
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === "string" ? shown(value) : value,
    ]),
  );
}

function cleaned(content: Content): ComponentChild {
  if (typeof content === "string") return shown(content);
  return isList(content) ? content.map(cleaned) : content;
}

const isList = (content: Content): content is readonly Content[] => Array.isArray(content);

// Text from files and databases as it may be shown: no secrets, and nothing that hides or turns other text.

import { redact } from "../../core/redact.ts";

/** Controls besides tab and line feed, and the characters that turn or hide text around them. */
const HIDDEN =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;

/** The text without secrets, with `\u{202E}` in place of each character that could not be seen. */
export const shown = (text: string): string =>
  redact(text)
    .replaceAll("\r\n", "\n")
    .replaceAll(HIDDEN, (hidden) => `\\u{${hidden.charCodeAt(0).toString(16).toUpperCase()}}`)
    .toWellFormed();

/** The same on one line. */
export const shownInLine = (text: string): string => shown(text).replaceAll(/\s+/g, " ").trim();

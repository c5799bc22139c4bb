// The simple commands of a shell script, as far as one must know them to see what a job runs.

/** A word without its quotes. `at` is a UTF-16 index of the script. */
export interface Word {
  readonly text: string;
  readonly at: number;
}

export interface ShellCommand {
  readonly words: readonly Word[];
  /** True where the script goes on although it failed. */
  readonly masked: boolean;
  /** True where it only runs if something else holds. */
  readonly conditional: boolean;
}

/** What ends a command; the longest first. */
const SEPARATOR = /^(?:&&|\|\||;;|\|&|[|;&()\n])/;
const BEGINNINGS = new Set(["if", "while", "until", "for", "case", "select"]);
const ENDINGS = new Set(["fi", "done", "esac"]);
const PASSED_OVER = new Set(["then", "else", "elif", "do", "!", "{", "}", "exec", "time", "command", "in"]);

/** Reads a script. What it does not understand, such as a substitution, stays in the words as it is written. */
export function shellCommands(script: string): readonly ShellCommand[] {
  const commands: ShellCommand[] = [];
  const pipesFail = /\bset\s+(?:-\w+\s+)*-\w*o\s+pipefail|\bset\s+-o\s+pipefail/.test(script);
  let depth = 0;
  let before = "";
  let goesOn = false;
  for (const { words, end } of pieces(script)) {
    const [first] = words;
    const start = words.findIndex(({ text }) => !PASSED_OVER.has(text) && !BEGINNINGS.has(text));
    const asks = words.slice(0, Math.max(start, 0)).some(({ text }) => text === "!" || BEGINNINGS.has(text));
    if (first !== undefined && BEGINNINGS.has(first.text)) depth += 1;
    if (first !== undefined && ENDINGS.has(first.text)) depth -= 1;
    const own = start === -1 ? [] : words.slice(start).filter(({ text }) => !ENDINGS.has(text));
    if (own[0]?.text === "set") goesOn = goesBeyondFailure(own, goesOn);
    if (own.length > 0) {
      const piped = end === "|" && !pipesFail;
      const masked = goesOn || asks || end === "||" || end === "&" || piped;
      commands.push({ words: own, masked, conditional: depth > 0 || before === "||" });
    }
    before = end;
  }
  return commands;
}

/** What `set +e` and `set -e` say. */
function goesBeyondFailure(words: readonly Word[], now: boolean): boolean {
  const said = words.map(({ text }) => text);
  if (said.some((text) => /^\+\w*e/.test(text))) return true;
  return said.some((text) => /^-\w*e/.test(text)) ? false : now;
}

interface Piece {
  readonly words: readonly Word[];
  readonly end: string;
}

function* pieces(script: string): Iterable<Piece> {
  let words: Word[] = [];
  let at = 0;
  const heredocs: string[] = [];
  while (at < script.length) {
    const rest = script.slice(at, at + 2);
    const separator = SEPARATOR.exec(rest)?.[0];
    if (rest === "\\\n") at += 2;
    else if (separator !== undefined) {
      yield { words, end: separator };
      words = [];
      at += separator.length;
      if (separator === "\n") at = behindHeredocs(script, at, heredocs.splice(0));
    } else if (/^\s/.test(rest)) at += 1;
    else if (rest.startsWith("#")) at = lineEnd(script, at);
    else {
      const { text, end } = wordAt(script, at);
      const heredoc = /^\d*<<-?(?<mark>[^<].*)$/.exec(text)?.groups?.["mark"];
      if (heredoc !== undefined) heredocs.push(heredoc);
      words.push({ text, at });
      at = end;
    }
  }
  yield { words, end: "" };
}

function behindHeredocs(script: string, from: number, marks: readonly string[]): number {
  let at = from;
  for (const mark of marks) {
    while (at < script.length) {
      const end = lineEnd(script, at);
      const line = script.slice(at, end).trim();
      at = end + 1;
      if (line === mark) break;
    }
  }
  return at;
}

function lineEnd(script: string, from: number): number {
  const end = script.indexOf("\n", from);
  return end === -1 ? script.length : end;
}

interface ReadWord {
  readonly text: string;
  readonly end: number;
}

/** One word, always at least one character long. */
function wordAt(script: string, from: number): ReadWord {
  let text = "";
  let at = from;
  while (at < script.length) {
    const char = script.charAt(at);
    const isRedirection = /[<>]&?$|^&$/.test(text);
    if (/\s/.test(char) || (SEPARATOR.test(char) && !(char === "&" && /[<>]$/.test(text)))) {
      if (at > from || !isRedirection) break;
    }
    const piece = pieceOfWord(script, at);
    text += piece.text;
    at = piece.end;
  }
  return at === from ? { text: script.charAt(from), end: from + 1 } : { text, end: at };
}

/** A quoted part, a substitution, an escape, or one character. */
function pieceOfWord(script: string, at: number): ReadWord {
  const char = script.charAt(at);
  if (char === "\\") {
    const next = script.charAt(at + 1);
    return { text: next === "\n" ? "" : next, end: at + 2 };
  }
  if (char === "'") {
    const end = endOf(script, at + 1, "'");
    return { text: script.slice(at + 1, end), end: end + 1 };
  }
  if (char === '"') return doubleQuoted(script, at);
  if (char === "$" && /[({]/.test(script.charAt(at + 1))) {
    const end = balancedEnd(script, at + 1);
    return { text: script.slice(at, end), end };
  }
  return { text: char, end: at + 1 };
}

function doubleQuoted(script: string, from: number): ReadWord {
  let text = "";
  let at = from + 1;
  while (at < script.length && script.charAt(at) !== '"') {
    const char = script.charAt(at);
    const piece = char === "\\" || char === "$" ? pieceOfWord(script, at) : { text: char, end: at + 1 };
    text += piece.text;
    at = piece.end;
  }
  return { text, end: at + 1 };
}

function endOf(script: string, from: number, mark: string): number {
  const end = script.indexOf(mark, from);
  return end === -1 ? script.length : end;
}

const CLOSING: Readonly<Record<string, string>> = { "(": ")", "{": "}" };

/** Behind the bracket that closes the one at `from`. */
function balancedEnd(script: string, from: number): number {
  const open = script.charAt(from);
  const close = CLOSING[open] ?? "";
  let depth = 0;
  for (let at = from; at < script.length; at += 1) {
    const char = script.charAt(at);
    if (char === open) depth += 1;
    if (char === close) depth -= 1;
    if (depth === 0) return at + 1;
  }
  return script.length;
}

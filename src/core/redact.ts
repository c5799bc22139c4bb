// Takes secrets out of text before anybody sees it.

const URL_PASSWORD = /(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/?#@]*):[^\s@/]*@/gi;
const QUERY_PASSWORD = /([?&](?:password|sslpassword)=)[^&\s]*/gi;
const KEYWORD_PASSWORD = /\b((?:ssl)?password\s*=\s*)('(?:[^'\\]|\\.)*'|[^\s&]+)/gi;
const SQL_PASSWORD = /\b(password\s+)(E?'(?:[^'\\]|''|\\.)*')/gi;

/** The text with passwords in URLs, connection strings and `PASSWORD '…'` clauses replaced by `***`. */
export function redact(text: string): string {
  return text
    .replaceAll(URL_PASSWORD, "$1:***@")
    .replaceAll(QUERY_PASSWORD, "$1***")
    .replaceAll(KEYWORD_PASSWORD, "$1***")
    .replaceAll(SQL_PASSWORD, "$1'***'");
}

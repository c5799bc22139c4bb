// A real Chromium for tests, with one page open in a window of a given size and scheme.

import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

/** Debian's and Ubuntu's names for it, and Google's own. */
const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Undefined where none is installed; tests are then skipped and say so. */
export const chromiumPath: string | undefined = PLACES.find((path) => existsSync(path));

export interface View {
  readonly width: number;
  readonly scheme: "light" | "dark";
}

/** The browser. Root may only run it without its sandbox; the pages are our own. */
export const openChromium = (): Promise<Browser> =>
  chromium.launch({
    ...(chromiumPath === undefined ? {} : { executablePath: chromiumPath }),
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });

export interface OpenPage extends AsyncDisposable {
  readonly page: Page;
  /** What the console said and what failed, so far. */
  readonly complaints: readonly string[];
}

/** The HTML, opened as a file would be: nothing is served. Leaving its scope closes the page. */
export async function openPage(browser: Browser, html: string, { width, scheme }: View): Promise<OpenPage> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith("about:")) complaints.push(`asks for ${request.url()}`);
  });
  await page.setContent(html);
  return { page, complaints, [Symbol.asyncDispose]: () => context.close() };
}

import { existsSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { siteFiles } from '../../src/cli/commands/studio/site-files.ts';
import { type ServedInput, serveSite } from '../../src/cli/commands/studio/site-server.ts';
import type { Chromium } from '../report/chromium.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Of the served site in tests. */
export const TOKEN = 'token-of-the-test';

export interface ServedStudio {
  readonly address: string;
  close(): void;
}

/** Serves the studio as the command does. It is built unless `npm run build` has built what the sources say. */
export async function serveStudio(inputs: readonly ServedInput[] = [], minify = false): Promise<ServedStudio> {
  const built = join(root, 'dist-studio');
  const folder = temporaryFolder();
  const outDir = isUpToDate(built) ? built : join(folder, 'site');
  if (outDir !== built) {
    await build({
      configFile: join(root, 'studio/vite.config.ts'),
      logLevel: 'silent',
      build: { outDir, minify, emptyOutDir: true },
    });
  }
  const { server, port } = await serveSite({
    files: siteFiles(outDir),
    inputs,
    token: TOKEN,
    host: '127.0.0.1',
    port: 0,
  });
  return {
    address: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether a built site is younger than everything it is made of. */
function isUpToDate(site: string): boolean {
  const page = join(site, 'index.html');
  if (!existsSync(page)) return false;
  const builtAt = statSync(page).mtimeMs;
  const sources = ['studio', 'src', 'examples', 'schemas'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((file) => join(root, folder, file)),
  );
  return sources.every((file) => statSync(file).mtimeMs <= builtAt);
}

/** The page in a browser, in words of its user. */
export class StudioPage {
  readonly browser: Chromium;
  constructor(browser: Chromium) {
    this.browser = browser;
  }

  /** Opens an address anew, also where only its part behind # differs. */
  async open(address: string): Promise<void> {
    await this.browser.open('about:blank');
    await this.browser.open(address);
  }

  /** Waits until an expression of the page holds. */
  async until(condition: string, milliseconds = 30_000): Promise<void> {
    const end = Date.now() + milliseconds;
    while ((await this.browser.evaluate(`Boolean(${condition})`)) !== true) {
      if (Date.now() > end) throw new Error(`the page never came to: ${condition}\n${await this.text('body')}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async text(selector: string): Promise<string> {
    return String(await this.browser.evaluate(`document.querySelector(${JSON.stringify(selector)})?.innerText ?? ''`));
  }

  /** Energy in pJ and latency in cycles, of a state that is up to date. */
  async totals(): Promise<{ readonly energy: number; readonly latency: number }> {
    await this.until("document.querySelector('.state.settled') && !document.querySelector('.total.old')");
    const values = await this.browser.evaluate(
      "[...document.querySelectorAll('.total strong[data-value]')].slice(0, 2).map(({ dataset }) => dataset.value)",
    );
    const [energy, latency] = Array.isArray(values) ? values.map(Number) : [];
    if (energy === undefined || latency === undefined) throw new Error('the page has no totals');
    return { energy, latency };
  }

  /** Until the element has the focus: one that isn't shown yet refuses it. */
  async focus(selector: string): Promise<void> {
    await this.until(
      `(() => { const e = document.querySelector(${JSON.stringify(selector)}); e?.focus(); return e !== null && document.activeElement === e; })()`,
    );
  }

  /** Clicks an element of the page or of a drawing. */
  async click(selector: string): Promise<void> {
    await this.until(`document.querySelector(${JSON.stringify(selector)})`);
    await this.browser.evaluate(
      `document.querySelector(${JSON.stringify(selector)}).dispatchEvent(new MouseEvent('click', { bubbles: true }))`,
    );
  }

  /** Puts a text in the place of all that the editor holds, as from the clipboard. */
  async replaceText(text: string): Promise<void> {
    await this.focus('.cm-content');
    await this.browser.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: 'a',
      code: 'KeyA',
      windowsVirtualKeyCode: 65,
      modifiers: 2,
      commands: ['selectAll'],
    });
    await this.browser.send('Input.insertText', { text });
  }

  /** Drags from one place of an element to another, both as shares of its width. */
  async drag(selector: string, from: number, to: number): Promise<void> {
    const box = await this.browser.evaluate(
      `(() => { const e = document.querySelector(${JSON.stringify(selector)}); e.scrollIntoView(); const { x, y, width, height } = e.getBoundingClientRect(); return [x, y, width, height]; })()`,
    );
    const [x = 0, y = 0, width = 0, height = 0] = Array.isArray(box) ? box.map(Number) : [];
    const mouse = (type: string, share: number): Promise<unknown> =>
      this.browser.send('Input.dispatchMouseEvent', {
        type,
        x: x + width * share,
        y: y + height * 0.64,
        button: 'left',
        buttons: type === 'mouseReleased' ? 0 : 1,
        clickCount: 1,
      });
    await mouse('mousePressed', from);
    for (let step = 1; step <= 8; step++) await mouse('mouseMoved', from + ((to - from) * step) / 8);
    await mouse('mouseReleased', to);
  }
}

import { effect, untracked } from '@preact/signals';
import { linkOf, projectOfLink } from '../link/link.ts';
import { load, message, project, startWith } from './project.ts';
import { status } from './search.ts';
import { projectOfServer } from './served-files.ts';

/* The address bar holds the state: closing the page loses nothing. */

/** The hash that was written or read last. */
let shown = '';

/** Starts with the project of the address, if it has one. */
export async function readAddress(): Promise<void> {
  shown = location.hash.slice(1);
  if (shown === '') return;
  const [, token] = /^files=([\w-]+)$/.exec(shown) ?? [];
  try {
    startWith(await (token === undefined ? projectOfLink(shown) : projectOfServer(token)));
  } catch (error) {
    message.value = { text: `The link cannot be read, so the first design is shown. ${sentenceOf(error)}` };
  }
}

/** Writes settled states into the address, and follows links that are opened. */
export function followAddress(): void {
  effect(() => {
    const now = project.value;
    if (status.value === 'searching') return;
    untracked(() => void writeAddress(now));
  });
  addEventListener('hashchange', () => {
    const hash = location.hash.slice(1);
    if (hash === shown || hash === '') return;
    shown = hash;
    projectOfLink(hash).then(
      (opened) => load(opened, 'opened link'),
      (error: unknown) => {
        message.value = { text: `The link cannot be read. ${sentenceOf(error)}` };
      },
    );
  });
}

async function writeAddress(now: typeof project.value): Promise<void> {
  const { text } = await linkOf(now);
  const hash = text ?? '';
  if (hash === shown || now !== project.peek()) return;
  shown = hash;
  // The address has no steps of its own: undo is the history of the page. A link that cannot hold the state holds no other one either.
  window.history.replaceState(null, '', hash === '' ? location.href.replace(/#.*$/, '') : `#${hash}`);
}

function sentenceOf(error: unknown): string {
  return error instanceof Error && error.message.endsWith('.') ? error.message : '';
}

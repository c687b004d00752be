import { existsSync, readdirSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { InputError } from '../../../base/diagnostic.ts';

/** What browsers must be told of a file, by the end of its name. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.json': 'application/json; charset=utf-8',
  '.yaml': 'text/plain; charset=utf-8',
};

export interface SiteFile {
  /** On this machine. */
  readonly path: string;
  readonly type: string;
  /** Whether its name changes with its content, so that browsers may keep it. */
  readonly isLasting: boolean;
}

/**
 * Every file of the built site by its address. Nothing else is ever read for an address, so no address can lead out of the folder.
 * @throws InputError when the site is not built.
 */
export function siteFiles(folder: string): ReadonlyMap<string, SiteFile> {
  if (!existsSync(join(folder, 'index.html'))) {
    throw new InputError([
      {
        code: 'ZZ6080',
        severity: 'error',
        message: `the studio is not built: ${folder} has no index.html`,
        hint: 'install the package again; in a checkout, run npm run build',
      },
    ]);
  }
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name));
  const files = new Map(
    names.map((path): [string, SiteFile] => {
      const address = path.slice(folder.length).split(sep).filter(Boolean).join('/');
      const type = TYPES[extname(path)] ?? 'application/octet-stream';
      return [`/${address}`, { path, type, isLasting: address.startsWith('assets/') }];
    }),
  );
  const index = files.get('/index.html');
  if (index !== undefined) files.set('/', index);
  return files;
}

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'rolldown';

/** Writes the licence of every package that went into the bundle to a file beside it, as their licences ask for. */
export function licenceNotices(fileName: string): Plugin {
  return {
    name: 'licence-notices',
    generateBundle(_, bundle) {
      const modules = Object.values(bundle).flatMap((output) => (output.type === 'chunk' ? output.moduleIds : []));
      const paths = modules.map((id) => id.replaceAll('\\', '/'));
      const folders = new Set(paths.flatMap((path) => /^.*\/node_modules\/(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? []));
      const notices = [...folders].sort().map((folder) => {
        const name = folder.replace(/^.*\/node_modules\//, '');
        return `${name}\n${'-'.repeat(name.length)}\n${licenceOf(folder)}`;
      });
      this.emitFile({ type: 'asset', fileName, source: notices.join('\n\n') });
    },
  };
}

function licenceOf(folder: string): string {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  if (file === undefined) throw new Error(`${folder} has no licence file`);
  return readFileSync(join(folder, file), 'utf8').trim();
}

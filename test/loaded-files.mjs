import { appendFileSync } from 'node:fs';
import { createRequire, register } from 'node:module';

/* Preloaded into a command: lists every file it loads, one URL or path per line, in the file that LOADED_FILES names. */

const list = JSON.stringify(process.env.LOADED_FILES);
const hooks = `import { appendFileSync } from 'node:fs';
export function load(url, context, next) {
  appendFileSync(${list}, url + '\\n');
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(hooks)}`);

const { cache } = createRequire(import.meta.url);
process.on('exit', () => {
  for (const path of Object.keys(cache)) appendFileSync(process.env.LOADED_FILES, `${path}\n`);
});

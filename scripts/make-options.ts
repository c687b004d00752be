/** Writes what is made from the table of run options: `npm run options`. A test checks that it is up to date. */
import { writeFileSync } from 'node:fs';
import { optionsModule, optionsPage } from './option-files.ts';

const root = new URL('../', import.meta.url);
writeFileSync(new URL('src/run/options/options.ts', root), optionsModule());
writeFileSync(new URL('docs/options.md', root), optionsPage());

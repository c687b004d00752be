/** Writes the script of the page of a sweep: `npm run page-script`. A test checks that it is up to date. */
import { writeFileSync } from 'node:fs';
import { pageScriptModule } from './page-script.ts';

writeFileSync(new URL('../src/sweep-page/style/sweep-script.ts', import.meta.url), await pageScriptModule());

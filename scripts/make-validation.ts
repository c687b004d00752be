/** Writes the tables of docs/validation.md: `npm run validation`. A test checks that they are up to date. */
import { writeFileSync } from 'node:fs';
import { validationPage } from './validation/page.ts';

writeFileSync(new URL('../docs/validation.md', import.meta.url), await validationPage());

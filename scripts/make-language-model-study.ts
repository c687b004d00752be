/** Writes the tables of the study in docs/language-models.md: `npm run study`. A test checks that they are up to date. */
import { writeFileSync } from 'node:fs';
import { studyPage } from './language-model-study.ts';

writeFileSync(new URL('../docs/language-models.md', import.meta.url), await studyPage());

/** Writes the tables of docs/onnx.md that are made from the registry of operators: `npm run operators`. A test checks that they are up to date. */
import { writeFileSync } from 'node:fs';
import { operatorsPage } from './onnx-page.ts';

writeFileSync(new URL('../docs/onnx.md', import.meta.url), operatorsPage());

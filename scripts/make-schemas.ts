/** Writes the JSON Schemas of the input formats and of the results to `schemas/`: `npx tsx scripts/make-schemas.ts`. A test checks that they are up to date. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { jsonSchemas } from '../src/io/json-schema.ts';
import { resultsJsonSchema } from '../src/results/document-schema.ts';
import { sweepJsonSchema } from '../src/sweep/file/sweep-json-schema.ts';

const folder = new URL('../schemas/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries({
  ...jsonSchemas(),
  results: resultsJsonSchema(),
  sweep: sweepJsonSchema(),
})) {
  const file = new URL(`${name}.schema.json`, folder);
  writeFileSync(file, `${JSON.stringify(schema, undefined, 2)}\n`);
  console.log(fileURLToPath(file));
}

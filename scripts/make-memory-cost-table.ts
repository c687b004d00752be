/**
 * Writes `src/memory-cost/table/table-data.ts` from CSV files of measured memories, plain or gzipped: `npm run memory-cost-table`.
 * A test checks that it is up to date.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeRows } from '../src/memory-cost/table/table-encoding.ts';
import { readMeasuredMemories } from './measured-memories.ts';

const sources = process.argv.slice(2);
if (sources.length === 0) throw new Error('usage: make-memory-cost-table.ts <file.csv or file.csv.gz>...');

const lines = encodeRows(readMeasuredMemories(sources).filter(({ failed }) => !failed));
const module = `/** Made by scripts/make-memory-cost-table.ts; the format is that of table-encoding.ts. */
export const TABLE_LINES: readonly string[] = [
${lines.map((line) => `  '${line}',\n`).join('')}];
`;
const target = new URL('../src/memory-cost/table/table-data.ts', import.meta.url);
writeFileSync(target, module);
console.log(`${fileURLToPath(target)}: ${module.length} bytes`);

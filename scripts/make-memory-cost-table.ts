/**
 * Writes `src/memory-cost/table-data.ts` from a CSV file of measured memories, plain or gzipped:
 * `npx tsx scripts/make-memory-cost-table.ts test/fixtures/memory-cost/measured-memories.csv.gz`. A test checks that it is up to date.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { encodeRows } from '../src/memory-cost/table/table-encoding.ts';
import { readMeasuredMemories } from './measured-memories.ts';

const [source] = process.argv.slice(2);
if (source === undefined) throw new Error('usage: make-memory-cost-table.ts <file.csv or file.csv.gz>');

const lines = encodeRows(readMeasuredMemories(source).filter(({ failed }) => !failed));
const module = `/** Made by scripts/make-memory-cost-table.ts; the format is that of table-encoding.ts. */
export const TABLE_LINES: readonly string[] = [
${lines.map((line) => `  '${line}',\n`).join('')}];
`;
const target = new URL('../src/memory-cost/table/table-data.ts', import.meta.url);
writeFileSync(target, module);
console.log(`${fileURLToPath(target)}: ${module.length} bytes`);

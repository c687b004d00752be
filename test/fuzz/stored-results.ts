import { explainedQuantities, explainQuantity } from '../../src/explain/index.ts';
import { reportHtml } from '../../src/page/index.ts';
import { decodeResults } from '../../src/results/decode-results.ts';
import { compareRuns, readResults, resultsCsv, resultsDiffer } from '../../src/results/index.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { resultsDocument } from '../../src/run/result-files.ts';
import { type Damage, MemoryFiles } from './fuzz-input.ts';

const written = new Map<string, Promise<string>>();

/** Text of the results of a run; each run is made once. */
function resultsText(options: HardwarePerformanceOptions): Promise<string> {
  const key = JSON.stringify([options.workload, options.accelerator, options.mapping]);
  const known = written.get(key) ?? makeResults(options);
  written.set(key, known);
  return known;
}

async function makeResults(options: HardwarePerformanceOptions): Promise<string> {
  const document = await resultsDocument(await getHardwarePerformance(options), options, new Date(0));
  decodeResults(document);
  return JSON.stringify(document);
}

/** Puts odd values into the results of a run and makes of them whatever the program makes of results. */
export async function readDamagedResults(
  options: HardwarePerformanceOptions,
  damage: readonly Damage[],
): Promise<void> {
  const data: unknown = JSON.parse(await resultsText(options));
  for (const one of damage) inflict(data, one);
  const files = new MemoryFiles({ 'results.json': new TextEncoder().encode(JSON.stringify(data)) });
  const run = await readResults('results.json', files);
  resultsCsv(run.evaluations);
  reportHtml(run);
  for (const evaluation of run.evaluations) JSON.stringify(evaluation);
  resultsDiffer(compareRuns(run, run));
  const [first] = run.evaluations;
  if (first === undefined) return;
  for (const figure of explainedQuantities(first)) explainQuantity(first, figure);
}

function inflict(data: unknown, { way, value }: Damage): void {
  let place: unknown = data;
  for (const [step, choice] of way.entries()) {
    if (typeof place !== 'object' || place === null) return;
    const keys = Object.keys(place);
    const key = keys[choice % keys.length];
    if (key === undefined) return;
    const child: unknown = Reflect.get(place, key);
    const isLast = step === way.length - 1 || typeof child !== 'object' || child === null;
    if (isLast) {
      Reflect.set(place, key, value);
      return;
    }
    place = child;
  }
}

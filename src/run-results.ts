import { platformFiles } from '#platform';
import { VERSION } from './base/version.ts';
import type { HardwarePerformance } from './evaluate.ts';
import { describeInput } from './io/describe-input.ts';
import { encodeResults } from './results/encode-results.ts';
import type { ResultsDocument } from './results/index.ts';
import { resultsCsv } from './results/results-csv.ts';
import type { HardwarePerformanceOptions } from './run-options.ts';

/** What `zigzag run --json` prints and `results.json` holds (docs/outputs.md#resultsjson). */
export async function resultsDocument(
  performance: HardwarePerformance,
  options: HardwarePerformanceOptions,
  created: Date,
): Promise<ResultsDocument> {
  const { workload, accelerator, mapping, files = platformFiles, ...others } = options;
  const settings = Object.entries(others).filter(
    ([name, value]) => value !== undefined && typeof value !== 'function' && name !== 'signal',
  );
  return encodeResults({
    generator: `zigzag-ts ${VERSION}`,
    created,
    options: Object.fromEntries(settings),
    inputs: {
      workload: await describeInput('workload', workload, files),
      accelerator: await describeInput('accelerator', accelerator, files),
      mapping: await describeInput('mapping', mapping, files),
    },
    total: performance.total,
    evaluations: performance.evaluations,
    uncosted: performance.uncosted,
    warnings: performance.warnings,
  });
}

/** Writes what is known only when the run is over to its folder: `results.json`, `results.csv` and `report.html`. */
export async function writeResults(
  folder: string,
  performance: HardwarePerformance,
  options: HardwarePerformanceOptions,
  created: Date,
): Promise<void> {
  const { files = platformFiles } = options;
  const document = await resultsDocument(performance, options, created);
  files.write(`${folder}/results.json`, `${JSON.stringify(document, undefined, 1)}\n`);
  files.write(`${folder}/results.csv`, resultsCsv(performance.evaluations));
  // Only runs that write files need to load what makes the page.
  const { reportHtml } = await import('./report/html/index.ts');
  const { total, evaluations } = performance;
  files.write(`${folder}/report.html`, reportHtml({ document, total, evaluations }));
}

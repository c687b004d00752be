import { platformFiles } from '#platform';
import type { Diagnostic } from '../base/diagnostic.ts';
import { VERSION } from '../base/version.ts';
import { energyAndLatencyChart } from '../charts/bars/energy-and-latency.ts';
import { loadChartLibrary } from '../charts/drawing/chart-library.ts';
import { describeInput } from '../io/files/describe-input.ts';
import { writeBothPictures } from '../io/files/write-picture.ts';
import { writeResult } from '../io/files/write-result.ts';
import { encodeResults } from '../results/encode-results.ts';
import type { ResultsDocument } from '../results/index.ts';
import { resultsCsv } from '../results/results-csv.ts';
import { effectiveOptions } from './options/idle-options.ts';
import { optionNamed } from './options/option-table.ts';
import type { HardwarePerformanceOptions } from './options/options.ts';
import type { HardwarePerformance } from './performance.ts';

/** More layers than these are drawn together. */
const MOST_ROWS = 60;

/**
 * Warnings that do not belong to results: about how a run went, since others with the same inputs may go otherwise, and about layers
 * left out, which the results list with their reasons.
 */
const NOT_RECORDED: readonly string[] = ['ZZ4415', 'ZZ4416', 'ZZ4431', 'ZZ4432', 'ZZ6016', 'ZZ6026'];

/** What `zigzag run --json` prints and `results.json` holds (docs/outputs.md#resultsjson). */
export async function resultsDocument(
  performance: HardwarePerformance,
  options: HardwarePerformanceOptions,
  created: Date,
): Promise<ResultsDocument> {
  const { workload, accelerator, mapping, files = platformFiles } = options;
  return encodeResults({
    generator: `zigzag-ts ${VERSION}`,
    created,
    options: recordedOptions(options),
    inputs: {
      workload: await describeInput('workload', workload, files),
      accelerator: await describeInput('accelerator', accelerator, files),
      mapping: await describeInput('mapping', mapping, files),
    },
    total: performance.total,
    evaluations: performance.evaluations,
    uncosted: performance.uncosted,
    otherOperators: performance.otherOperators,
    infeasible: performance.infeasible,
    languageModel: performance.languageModel,
    warnings: performance.warnings.filter(({ code }) => !NOT_RECORDED.includes(code)),
  });
}

/** Options that the results depend on, apart from the inputs. */
function recordedOptions(options: HardwarePerformanceOptions): Record<string, unknown> {
  const recorded = [...effectiveOptions(options)].filter(([name]) => {
    const option = optionNamed(name);
    return option?.recorded !== false && option?.required !== true;
  });
  return Object.fromEntries(recorded);
}

interface ResultsContext {
  readonly options: HardwarePerformanceOptions;
  /** Start of the run. */
  readonly created: Date;
  /** For files that cannot be made here. Adds to the warnings of `performance`. */
  readonly warn: (diagnostic: Diagnostic) => void;
}

/**
 * Writes what is known only when the run is over to its folder: the bars of all layers, `results.json`, `results.csv` and
 * `report.html`; `certificate.json` if it is asked for.
 */
export async function writeResults(
  folder: string,
  performance: HardwarePerformance,
  { options, created, warn }: ResultsContext,
): Promise<void> {
  const { files = platformFiles } = options;
  const { evaluations, infeasible, uncosted, otherOperators, languageModel } = performance;
  if (evaluations.length > 0) {
    const svg = energyAndLatencyChart(await loadChartLibrary(), evaluations, {
      top: MOST_ROWS,
      infeasible,
      uncosted,
      otherOperators,
    });
    writeBothPictures(files, `${folder}/energy_latency`, svg, warn);
  }
  const document = await resultsDocument(performance, options, created);
  writeResult(files, `${folder}/results.json`, `${JSON.stringify(document, undefined, 1)}\n`);
  if (effectiveOptions(options).get('certificate') === true) {
    // Only runs that ask for a certificate need to load what proves it.
    const { certificateDocument } = await import('./certificate/certificate-document.ts');
    const certificate = await certificateDocument(evaluations, document, options);
    writeResult(files, `${folder}/certificate.json`, `${JSON.stringify(certificate)}\n`);
  }
  writeResult(files, `${folder}/results.csv`, resultsCsv(evaluations, { infeasible, uncosted }, otherOperators));
  // Only runs that write files need to load what makes the page.
  const { reportHtml } = await import('../page/index.ts');
  writeResult(
    files,
    `${folder}/report.html`,
    reportHtml({ document, total: performance.total, evaluations, otherOperators, languageModel }),
  );
}

/** Writes the mappings of a run as a mapping file. If no layer has a mapping, nothing is written, with a warning. */
export async function writeMappingFile(
  path: string,
  performance: HardwarePerformance,
  { options, created, warn }: ResultsContext,
): Promise<void> {
  const { evaluations } = performance;
  if (evaluations.length === 0) {
    warn({
      code: 'ZZ4432',
      severity: 'warning',
      message: `no mapping is saved to ${path}: no layer has one`,
      hint: 'change what keeps the layers from fitting, then run again',
    });
    return;
  }
  // Only runs that save their mapping need to load what writes it.
  const { savedMapping } = await import('./saved-mapping/saved-mapping.ts');
  const { text, warnings } = savedMapping(await resultsDocument(performance, options, created), evaluations);
  writeResult(options.files, path, text);
  warnings.forEach(warn);
}

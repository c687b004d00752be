import * as z from 'zod/mini';
import { getHardwarePerformance, type HardwarePerformance } from '../../evaluate.ts';
import { formatSpatialMapping } from '../../model/spatial-mapping.ts';
import type { HardwarePerformanceOptions } from '../../run-options.ts';
import { resultsDocument } from '../../run-results.ts';
import { printDiagnostic } from '../terminal/failures.ts';
import { exact, percent } from '../terminal/numbers.ts';
import { ProgressLine } from '../terminal/progress.ts';
import { formatTable } from '../terminal/table.ts';

/** The options as the command line hands them over. */
const Options = z.readonly(
  z.object({
    workload: z.optional(z.string()),
    model: z.optional(z.string()),
    accelerator: z.string(),
    mapping: z.string(),
    opt: z.enum(['latency', 'energy', 'EDP']),
    lpfLimit: z.nullable(z.number()),
    spatialMappings: z.number(),
    mappingType: z.enum(['uneven', 'even']),
    mixedSpatialMapping: z._default(z.boolean(), false),
    exploitDataLocality: z._default(z.boolean(), false),
    inMemoryCompute: z._default(z.boolean(), false),
    memoryCostParity: z._default(z.boolean(), false),
    engine: z.enum(['loma', 'salsa']),
    salsaIterations: z.optional(z.number()),
    salsaTemperature: z.optional(z.number()),
    salsaCriterion: z.optional(z.enum(['latency', 'energy', 'EDP'])),
    salsaCores: z.optional(z.number()),
    salsaChains: z.optional(z.number()),
    seed: z.optional(z.number()),
    out: z.optional(z.string()),
    json: z._default(z.boolean(), false),
    quiet: z._default(z.boolean(), false),
  }),
);

type RunCommandOptions = z.infer<typeof Options>;

/** `zigzag run`. */
export async function runCommand(given: unknown): Promise<number> {
  const options = Options.parse(given);
  const workload = options.workload ?? options.model;
  if (workload === undefined) throw new Error("required option '--workload <file or example>' not specified");
  const progress = new ProgressLine(!options.quiet && !options.json);
  const created = new Date();
  const runOptions: HardwarePerformanceOptions = {
    workload,
    accelerator: options.accelerator,
    mapping: options.mapping,
    opt: options.opt,
    temporalMappingSearchEngine: options.engine,
    temporalMappingType: options.mappingType,
    lpfLimit: options.engine === 'loma' ? options.lpfLimit : undefined,
    salsaIterationNumber: options.salsaIterations,
    salsaStartTemperature: options.salsaTemperature,
    salsaOptCriterion: options.salsaCriterion,
    salsaNumberOfCore: options.salsaCores,
    salsaNumberOfChains: options.salsaChains,
    salsaSeed: options.seed,
    nbSpatialMappingsGenerated: options.spatialMappings,
    inMemoryCompute: options.inMemoryCompute,
    memoryCostParity: options.memoryCostParity,
    exploitDataLocality: options.exploitDataLocality,
    enableMixSpatialMapping: options.mixedSpatialMapping,
    dumpFolder: options.out,
  };
  try {
    const performance = await getHardwarePerformance({
      ...runOptions,
      onProgress: (event) => progress.update(event),
      onWarning: (diagnostic) => {
        progress.clear();
        printDiagnostic(diagnostic);
      },
    });
    progress.clear();
    if (options.json) {
      process.stdout.write(
        `${JSON.stringify(await resultsDocument(performance, runOptions, created), undefined, 2)}\n`,
      );
    } else {
      process.stdout.write(`${report(performance, workload, options)}\n`);
    }
    return 0;
  } finally {
    progress.clear();
  }
}

function report(performance: HardwarePerformance, workload: string, options: RunCommandOptions): string {
  const { energy, latency, total, uncosted, evaluations } = performance;
  const sections = options.quiet ? [] : [layerTable(performance), ''];
  const { utilisation } = total;
  sections.push(
    `${workload} on ${options.accelerator}, best ${options.opt}, ${evaluations.length} ${evaluations.length === 1 ? 'layer' : 'layers'}`,
    `  energy       ${exact(energy)} pJ  (operations ${exact(total.macEnergy)}, memories ${exact(total.memoryEnergy)})`,
    `  latency      ${exact(latency)} cycles  (computation ${exact(total.latencyTotal0)}, on-loading ${exact(total.onloadingCycles)}, off-loading ${exact(total.offloadingCycles)})`,
    `  utilisation  ${percent(utilisation.withOffloading)}  (spatial ${percent(utilisation.spatial)})`,
  );
  sections.push(...hardwareLines(performance));
  if (uncosted.length > 0) {
    const nodes = uncosted.reduce((sum, { count }) => sum + count, 0);
    const list = uncosted.map(({ operatorType, count }) => `${operatorType} ×${count}`).join(', ');
    sections.push(`  not costed   ${nodes} ${nodes === 1 ? 'operator' : 'operators'} without cost model: ${list}`);
  }
  if (options.out !== undefined)
    sections.push(
      `  files        ${options.out}/ (report.html, results.json and .csv, reports of layers as JSON, list_of_cmes.pickle, loop_ordering.txt, mem_hierarchy.svg and .png)`,
    );
  return sections.join('\n');
}

/** Clock, area and peak figures of an in-memory-computing array. */
function hardwareLines({ evaluations, latency }: HardwarePerformance): string[] {
  const hardware = evaluations[0]?.hardware;
  if (hardware === undefined) return [];
  const { clockPeriod, area, peak } = hardware;
  return [
    `  clock        ${exact(clockPeriod.totalNs)} ns  (the latency takes ${exact((latency * clockPeriod.totalNs) / 1e6)} ms)`,
    `  area         ${exact(area.totalMm2)} mm²  (array ${exact(area.arrayMm2)}, memories ${exact(area.memoryMm2)})`,
    `  array peak   ${exact(peak.topPerSecond)} TOP/s, ${exact(peak.topPerSecondPerWatt)} TOP/s/W, ${exact(peak.topPerSecondPerMm2)} TOP/s/mm²`,
  ];
}

function layerTable({ evaluations }: HardwarePerformance): string {
  return formatTable(
    [
      { heading: 'layer', shrinks: true },
      { heading: 'operator' },
      { heading: 'spatial mapping', shrinks: true },
      { heading: 'energy (pJ)', align: 'right' },
      { heading: 'latency (cycles)', align: 'right' },
      { heading: 'utilisation', align: 'right' },
    ],
    evaluations.map((evaluation) => [
      evaluation.layer.name,
      evaluation.layer.operatorType,
      formatSpatialMapping(evaluation.spatialMapping.source),
      exact(evaluation.energy),
      exact(evaluation.latency),
      percent(evaluation.utilisation.withOffloading),
    ]),
    process.stdout.isTTY ? process.stdout.columns : Number.POSITIVE_INFINITY,
  );
}

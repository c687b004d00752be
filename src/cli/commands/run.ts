import * as z from 'zod/mini';
import { rememberedFiles } from '../../io/files/remembered-files.ts';
import { platformFiles } from '../../platform/node.ts';
import { ResultFolder } from '../../platform/result-folder.ts';
import { performanceOrFailure } from '../../run/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../run/options.ts';
import type { HardwarePerformance } from '../../run/performance.ts';
import { resultsDocument } from '../../run/result-files.ts';
import { tableOptions } from '../terminal/colours.ts';
import { ProgressLine } from '../terminal/progress.ts';
import { NO_MAPPING, printDiagnostic, printInfeasible } from '../text/failures.ts';
import { layerTable } from '../text/layer-table.ts';
import { runSummary } from '../text/run-summary.ts';

/** The options as the command line hands them over. */
const Options = z.readonly(
  z.object({
    workload: z.optional(z.string()),
    model: z.optional(z.string()),
    dim: z.record(z.string(), z.number()),
    accelerator: z.string(),
    mapping: z.string(),
    opt: z.enum(['latency', 'energy', 'EDP']),
    lpfLimit: z.union([z.number(), z.literal('none')]),
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
    workers: z.union([z.number(), z.literal('auto')]),
    out: z.optional(z.string()),
    resume: z._default(z.boolean(), false),
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
  const folder = options.out === undefined ? undefined : new ResultFolder(options.out);
  const runOptions: HardwarePerformanceOptions = {
    workload,
    ...(Object.keys(options.dim).length === 0 ? {} : { dimensionValues: options.dim }),
    accelerator: options.accelerator,
    mapping: options.mapping,
    opt: options.opt,
    temporalMappingSearchEngine: options.engine,
    temporalMappingType: options.mappingType,
    lpfLimit: options.engine !== 'loma' ? undefined : options.lpfLimit === 'none' ? null : options.lpfLimit,
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
    workers: options.workers,
    dumpFolder: options.out,
    resume: options.resume,
    files: rememberedFiles(folder?.files(platformFiles) ?? platformFiles),
  };
  try {
    const { created, performance, failure } = await performanceOrFailure({
      ...runOptions,
      onProgress: (event) => progress.update(event),
      onWarning: (diagnostic) => {
        progress.clear();
        printDiagnostic(diagnostic);
      },
    });
    progress.clear();
    printInfeasible(performance.infeasible);
    const leftoverFiles = folder?.leftoverFiles();
    if (leftoverFiles !== undefined) printDiagnostic(leftoverFiles);
    if (options.json) {
      process.stdout.write(
        `${JSON.stringify(await resultsDocument(performance, runOptions, created), undefined, 2)}\n`,
      );
    } else if (failure === undefined) {
      process.stdout.write(`${report(performance, workload, options)}\n`);
    }
    const { length } = performance.evaluations;
    progress.finish(`${length} ${length === 1 ? 'layer' : 'layers'}`);
    return performance.infeasible.length > 0 ? NO_MAPPING : 0;
  } finally {
    folder?.release();
    progress.clear();
  }
}

function report(performance: HardwarePerformance, workload: string, options: RunCommandOptions): string {
  const style = tableOptions(process.stdout);
  const sections = options.quiet ? [] : [layerTable(performance.evaluations, style), ''];
  const title = `${workload} on ${options.accelerator}, best ${options.opt}`;
  sections.push(...runSummary(performance, title, style.width));
  if (options.out !== undefined)
    sections.push(
      `  files        ${options.out}/ (report.html, results.json and .csv, reports of layers as JSON, list_of_cmes.pickle, loop_ordering.txt, mem_hierarchy and energy_latency as .svg and .png)`,
    );
  return sections.join('\n');
}

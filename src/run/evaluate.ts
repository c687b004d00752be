import { platformFiles } from '#platform';
import { type Diagnostic, type InfeasibleLayer, InputError, MappingError } from '../base/diagnostic.ts';
import type { ProgressEvent } from '../chain/control/progress.ts';
import { rememberedFiles } from '../io/files/remembered-files.ts';
import { checkWritable } from '../io/files/write-result.ts';
import { type CostModelEvaluation, CumulativeCME } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import { areaOf } from '../model/hardware/area.ts';
import { uncostedOperators } from '../model/in-memory-computing/evaluated-layers.ts';
import type { UncostedOperator } from '../model/workload/uncosted-operators.ts';
import type { Workload } from '../model/workload/workload.ts';
import type { FileAccess } from '../platform/file-access.ts';
import { costModelOf, designOf } from '../quantities/hardware/hardware-quantities.ts';
import { languageModelResults } from '../quantities/language-model/model-results.ts';
import { MainStage, OtherOperatorsStage, type StageResult } from '../stages/index.ts';
import { defaultChain } from './default-chain.ts';
import { layerEvaluations } from './evaluate-network.ts';
import { withBounds } from './optimality/compulsory-bounds.ts';
import { farFromOptimum } from './optimality/far-from-optimum.ts';
import { checkOptions } from './options/check-options.ts';
import { type IdleOption, idleOptions, idleOptionWarning } from './options/idle-options.ts';
import { optionNamed } from './options/option-table.ts';
import { LIBRARY_WORDS, type OptionWords } from './options/option-words.ts';
import type { HardwarePerformanceOptions } from './options/options.ts';
import type { HardwarePerformance, PerformanceOrFailure } from './performance.ts';
import { writeMappingFile, writeResults } from './result-files.ts';
import { SearchFile } from './search-file.ts';
import { figureWarnings } from './warnings/figure-warnings.ts';
import { layersLeftOut } from './warnings/left-out.ts';
import { endedEarly, SearchedShares } from './warnings/searched-shares.ts';

/**
 * Energy, latency and best mapping of every layer of a network on an accelerator: the default chain of stages
 * (docs/stages.md#the-default-chain).
 *
 * ```ts
 * const { energy, latency, evaluations } = await getHardwarePerformance({
 *   workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like',
 * });
 * ```
 * @throws InputError when an input or option cannot be used, with file, line, column and fix of every fault.
 * @throws MappingError when no layer fits, naming the first one and the memory that is too small.
 */
export async function getHardwarePerformance(given: HardwarePerformanceOptions): Promise<HardwarePerformance> {
  const { performance, failure } = await performanceOrFailure(given);
  if (failure !== undefined) throw failure;
  return performance;
}

/**
 * As `getHardwarePerformance`, for those who report on runs without any result as well.
 * @param words of the caller, in which messages name options.
 * @throws InputError as it does.
 */
export async function performanceOrFailure(
  given: HardwarePerformanceOptions,
  words: OptionWords = LIBRARY_WORDS,
): Promise<PerformanceOrFailure> {
  checkOptions(given, words);
  const options = { ...given, files: rememberedFiles(given.files ?? platformFiles) };
  const created = new Date();
  const { stages, args } = defaultChain(options);
  const seen: { workload?: Workload; otherOperators: readonly TrafficEvaluation[] } = { otherOperators: [] };
  const warnings: Diagnostic[] = [];
  const infeasible: InfeasibleLayer[] = [];
  const onInfeasible = ({ layerName, diagnostic }: MappingError): void => {
    infeasible.push({ name: layerName, diagnostic });
  };
  const warn = (diagnostic: Diagnostic): void => {
    warnings.push(diagnostic);
    options.onWarning?.(diagnostic);
  };
  const onWorkload = (workload: Workload): void => {
    seen.workload = workload;
  };
  const onOtherOperators = (found: readonly TrafficEvaluation[]): void => {
    seen.otherOperators = found;
  };
  const idle = idleOptions(options);
  idle.map((option) => idleOptionWarning(option, words)).forEach(warn);
  const { saveMapping } = options;
  if (saveMapping !== undefined) checkMappingFile(saveMapping, options);
  checkCertificate(options, words);
  const searches = await searchFile(options, warn);
  const shares = new SearchedShares();
  const onProgress = (event: ProgressEvent): void => {
    shares.add(event);
    options.onProgress?.(event);
  };
  const main = MainStage.from(stages, {
    ...withoutIdle(args, idle),
    onWorkload,
    onInfeasible,
    ...(stages.includes(OtherOperatorsStage) ? { onOtherOperators } : {}),
  });
  const { result, failure } = await resultOf(
    main.run({
      signal: options.signal,
      onProgress,
      onWarning: warn,
      searchStore: searches,
      timeLimit: options.timeLimit,
      stopSearches: options.stopSearches,
    }),
    infeasible,
  );
  const total = failure === undefined ? result?.cme : new CumulativeCME();
  if (!(total instanceof CumulativeCME)) throw new Error('the chain of stages gave no total');
  const evaluations = withBounds(
    layerEvaluations(result?.extra).map((evaluation) => shares.marked(evaluation)),
    options,
  );
  const leftOut = failure === undefined ? layersLeftOut(infeasible, evaluations.length) : undefined;
  if (leftOut !== undefined) warn(leftOut);
  const partial = endedEarly(evaluations, options, words);
  if (partial !== undefined) warn(partial);
  const far = farFromOptimum(evaluations, seen.otherOperators, options, words);
  if (far !== undefined) warn(far);
  const design = designOf(evaluations);
  const performance: HardwarePerformance = {
    energy: total.energy,
    latency: total.latency,
    total,
    tclk: evaluations[0]?.tclk,
    area: design && areaOf(design, costModelOf(evaluations)).totalMm2,
    evaluations,
    uncosted: seen.workload === undefined ? [] : uncosted(seen.workload, evaluations, seen.otherOperators),
    otherOperators: seen.otherOperators,
    infeasible,
    languageModel: languageModelResults(seen.workload?.languageModel, total, evaluations, infeasible),
    warnings,
  };
  figureWarnings(evaluations).forEach(warn);
  searches?.write();
  const context = { options, created, warn };
  if (options.dumpFolder !== undefined) await writeResults(options.dumpFolder, performance, context);
  if (saveMapping !== undefined) await writeMappingFile(saveMapping, performance, context);
  return { created, performance, failure };
}

/** Files in the folder of a run that a saved mapping must not replace. */
const FILES_OF_RUN = ['results.json', 'results.csv', 'report.html', 'searches.json'];

/** @throws InputError when the mapping can't be saved there, before anything is searched. */
function checkMappingFile(
  path: string,
  { workload, accelerator, mapping, dumpFolder, files }: HardwarePerformanceOptions & { readonly files: FileAccess },
): void {
  const kept = new Map<string, unknown>([
    ['the workload file', workload],
    ['the accelerator file', accelerator],
    ['the mapping file', mapping],
    ...(dumpFolder === undefined ? [] : FILES_OF_RUN.map((name) => [name, `${dumpFolder}/${name}`] as const)),
  ]);
  for (const [what, other] of kept) {
    if (typeof other !== 'string' || files.resolve(other) !== files.resolve(path)) continue;
    throw new InputError([
      {
        code: 'ZZ6022',
        severity: 'error',
        file: path,
        message: `the saved mapping would replace ${what} of the run`,
        hint: 'choose another file for the saved mapping',
      },
    ]);
  }
  if (/\.json$/i.test(path)) {
    throw new InputError([
      {
        code: 'ZZ6022',
        severity: 'error',
        file: path,
        message: 'the saved mapping is YAML, not JSON',
        hint: 'name a file that ends in .yaml; results.json holds the mappings as JSON',
      },
    ]);
  }
  checkWritable(files, path);
}

/** @throws InputError when the certificate has no folder to go to. */
function checkCertificate({ certificate, dumpFolder }: HardwarePerformanceOptions, words: OptionWords): void {
  const [option, folder] = [optionNamed('certificate'), optionNamed('dumpFolder')];
  if (certificate !== true || dumpFolder !== undefined || option === undefined || folder === undefined) return;
  throw new InputError([
    {
      code: 'ZZ6024',
      severity: 'error',
      message: `${words.nameOf(option)} has no folder to write to`,
      hint: `give ${words.nameOf(folder)}`,
    },
  ]);
}

/** The chain would say about their arguments once more that they have no effect. */
function withoutIdle(args: Readonly<Record<string, unknown>>, idle: readonly IdleOption[]): Record<string, unknown> {
  const names = idle.map(({ option }) => option.argument);
  return Object.fromEntries(Object.entries(args).filter(([name]) => !names.includes(name)));
}

/** The result of the chain, or why no layer has any: that is to be found in the folder too, not what an earlier run left there. */
async function resultOf(
  run: Promise<readonly StageResult[]>,
  infeasible: readonly InfeasibleLayer[],
): Promise<{ readonly result?: StageResult | undefined; readonly failure?: MappingError }> {
  try {
    const [result] = await run;
    return { result };
  } catch (error) {
    if (!(error instanceof MappingError) || infeasible.length === 0) throw error;
    return { failure: error };
  }
}

/** Where the run files what its searches find: in its folder, if it has one. */
async function searchFile(
  { dumpFolder, resume = false, files }: HardwarePerformanceOptions & { readonly files: FileAccess },
  warn: (diagnostic: Diagnostic) => void,
): Promise<SearchFile | undefined> {
  if (dumpFolder === undefined) return undefined;
  const path = `${dumpFolder}/searches.json`;
  return resume ? SearchFile.open(path, files, warn) : SearchFile.create(path, files);
}

/** What counts as free: on in-memory-computing arrays also layers that they leave out. */
function uncosted(
  workload: Workload,
  [first]: readonly CostModelEvaluation[],
  otherOperators: readonly TrafficEvaluation[],
): readonly UncostedOperator[] {
  const costed = new Set(otherOperators.map(({ operator }) => operator.id));
  return uncostedOperators(workload, first?.accelerator.operationalArray, costed);
}

import type { Diagnostic } from '../base/diagnostic.ts';
import { prepareChain, runChain } from '../chain/build/build-chain.ts';
import { canonicalArgumentName } from '../chain/check/argument-names.ts';
import { chainProblems, isStageClass } from '../chain/check/chain-check.ts';
import { ChainError } from '../chain/check/chain-error.ts';
import type { CanonicalArguments, CheckedChain } from '../chain/check/chain-types.ts';
import { chainWarnings } from '../chain/check/chain-warnings.ts';
import type { ProgressEvent } from '../chain/control/progress.ts';
import { type RunControl, RunState } from '../chain/control/run-control.ts';
import { type Clock, TimeBudget } from '../chain/control/time-budget.ts';
import type { Context } from '../chain/kind.ts';
import type { StageClass, StageResult } from '../chain/stage.ts';
import { originalStage } from '../chain/stage-alias.ts';
import { asStageClass, type ChainEntry } from '../chain/subclass/adapt-subclass.ts';
import { createTaskPool } from '../chain/workers/task-pool.ts';
import { BUILT_IN_SHORTCUTS, BUILT_IN_STAGES } from './built-in.ts';
import { SearchAnswers, type SearchStore } from './fused-search/search-answers.ts';
import { ProgressBar } from './progress-bar.ts';

/** How a run is steered and observed; all optional. */
export interface RunOptions {
  /** Stops the run within 100 ms of being aborted (docs/stages.md#stopping-a-run). */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
  /** Receives warnings about the chain and the inputs. */
  readonly onWarning?: ((diagnostic: Diagnostic) => void) | undefined;
  /** What `{datetime}` in file names stands for; now by default. */
  readonly startTime?: Date | undefined;
  /**
   * Seconds that the run may search. Searches that aren't done by then end with the best mapping so far
   * (docs/stages.md#ending-searches-early).
   */
  readonly timeLimit?: number | undefined;
  /** Ends all searches with the best mapping so far when aborted. The run goes on to its end. */
  readonly stopSearches?: AbortSignal | undefined;
  /** The clock of the time limit: milliseconds since 1970. */
  readonly clock?: Clock | undefined;
  /** What searches of earlier runs found; findings of this run are added. */
  readonly searchStore?: SearchStore | undefined;
}

/** A run that was stopped by its signal. An `AbortError` that carries the results found so far; `cause` is the signal's reason. */
export class RunAbortedError extends Error {
  override readonly name = 'AbortError';
  readonly results: readonly StageResult[];

  constructor(reason: unknown, results: readonly StageResult[]) {
    super('the run was aborted', { cause: reason });
    this.results = results;
  }
}

/**
 * The entry point: a list of stage classes and the arguments of the run. Arguments flow down the list, results flow up
 * (docs/stages.md). The list is the run: there is no other scheduler.
 *
 * ```ts
 * const main = new MainStage(
 *   [ONNXModelParserStage, AcceleratorParserStage, SumStage, WorkloadStage, MinimalLatencyStage,
 *    SpatialMappingGeneratorStage, MinimalLatencyStage, LomaStage, CostModelStage],
 *   { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', lomaLpfLimit: 6 },
 * );
 * const [total] = await main.run();
 * ```
 *
 * Argument names may also be given in their older spellings (`accelerator_path`, `loma_lpf_limit`, …). Besides the arguments of
 * the stages: `files` (where files are read and written) and `fuse: false` (never replace stages by the fast search).
 */
export class MainStage<
  const Chain extends readonly ChainEntry[] = readonly ChainEntry[],
  const A extends object = Context,
> {
  private readonly stages: readonly StageClass[];
  private readonly context: Context;
  private readonly warnings: readonly Diagnostic[];

  /** @throws ChainError naming every stage that lacks an argument, stands in the wrong place or gets an unknown argument. */
  constructor(stages: Chain & CheckedChain<Chain, CanonicalArguments<A>>, args: A) {
    const named = Object.entries(args).filter(([, value]) => value !== undefined);
    this.context = Object.fromEntries(named.map(([name, value]) => [canonicalArgumentName(name), value]));
    const entries: readonly unknown[] = stages;
    const written = entries.map((entry) => asStageClass(entry) ?? entry);
    const problems = [...repeatedArguments(named), ...chainProblems(written, this.context, BUILT_IN_STAGES)];
    if (problems.length > 0) throw new ChainError(problems);
    const classes = written.filter(isStageClass);
    this.stages = classes.map(originalStage);
    const writtenNames = named.map(([name]) => name);
    this.warnings = [
      ...chainWarnings(classes, this.context, writtenNames, BUILT_IN_STAGES),
      ...BUILT_IN_SHORTCUTS.flatMap(({ warnings }) => warnings(classes, this.context)),
    ];
  }

  /** A chain put together at run time: checked when built, not by the compiler. */
  static from(stages: readonly ChainEntry[], args: object): MainStage<readonly ChainEntry[], object> {
    return new MainStage<readonly ChainEntry[], object>(stages, args);
  }

  /**
   * Runs the chain and returns every result of its first stage. May be called again; every run builds all stages anew.
   * @throws RunAbortedError when stopped by the signal.
   */
  async run(options: RunOptions = {}): Promise<StageResult[]> {
    const results: StageResult[] = [];
    try {
      for await (const result of this.stream(options)) results.push(result);
    } catch (error) {
      throw options.signal?.aborted === true ? new RunAbortedError(options.signal.reason, results) : error;
    }
    return results;
  }

  /**
   * The results one by one, as they are found. Leaving the loop ends the run.
   * @throws the signal's reason when stopped by it.
   */
  async *stream(options: RunOptions = {}): AsyncGenerator<StageResult> {
    const signal = options.signal ?? new AbortController().signal;
    const timeBudget = TimeBudget.of(options.timeLimit, options.clock);
    const run = new RunState(options.startTime ?? new Date(), createTaskPool, signal, timeBudget);
    const stopSearches = (): void => timeBudget.stop();
    if (options.stopSearches?.aborted === true) stopSearches();
    options.stopSearches?.addEventListener('abort', stopSearches);
    run.share(SearchAnswers, new SearchAnswers(options.searchStore));
    const bar = this.context.lomaShowProgressBar === true ? ProgressBar.onTerminal() : undefined;
    const control: RunControl = {
      signal,
      progress: (event) => {
        bar?.update(event);
        options.onProgress?.(event);
      },
      // Warnings come from lists, too: the listener gets no index.
      warn: (diagnostic) => options.onWarning?.(diagnostic),
      place: {},
      run,
    };
    try {
      signal.throwIfAborted();
      this.warnings.forEach(control.warn);
      await prepareChain(this.stages, this.context);
      for await (const result of runChain(this.stages, this.context, control, BUILT_IN_SHORTCUTS)) {
        control.signal.throwIfAborted();
        yield result;
      }
    } finally {
      options.stopSearches?.removeEventListener('abort', stopSearches);
      bar?.end();
      await run.close();
    }
  }
}

function repeatedArguments(named: readonly (readonly [string, unknown])[]): string[] {
  const spelling = new Map<string, string>();
  return named.flatMap(([name]) => {
    const canonical = canonicalArgumentName(name);
    const first = spelling.get(canonical);
    spelling.set(canonical, name);
    return first === undefined ? [] : [`'${first}' and '${name}' are the same argument: give one of them`];
  });
}

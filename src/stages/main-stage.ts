import type { Diagnostic } from '../base/diagnostic.ts';
import { canonicalArgumentName } from './argument-names.ts';
import { BUILT_IN_STAGES } from './built-in.ts';
import { ChainError, chainProblems } from './chain-check.ts';
import type { CanonicalArguments, CheckedChain } from './chain-types.ts';
import { extend, withDefaults } from './context.ts';
import { fusedCriterion, fusedSearch } from './fused-search.ts';
import type { Context } from './kind.ts';
import type { ProgressEvent, RunControl, StageClass, StageResult, StageRun } from './stage.ts';

/** How a run is steered and observed; all optional. */
export interface RunOptions {
  /** Stops the run soon after it is aborted; the run then rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((event: ProgressEvent) => void) | undefined;
  /** Receives warnings about the inputs. */
  readonly onWarning?: ((diagnostic: Diagnostic) => void) | undefined;
}

/**
 * The entry point: a list of stage classes and the arguments of the run. Arguments flow down the list, results flow up
 * (docs/stages.md). The list is the run: there is no other scheduler.
 *
 * ```ts
 * const main = new MainStage(
 *   [ONNXModelParserStage, AcceleratorParserStage, SumStage, WorkloadStage, MinimalLatencyStage,
 *    SpatialMappingGeneratorStage, LomaStage, CostModelStage],
 *   { workload: 'resnet18', accelerator: 'tpu_like', mapping: 'tpu_like', lomaLpfLimit: 6 },
 * );
 * const [total] = await main.run();
 * ```
 *
 * Argument names may also be given in their older spellings (`accelerator_path`, `loma_lpf_limit`, …). Besides the arguments of
 * the stages: `files` (where files are read and written) and `fuse: false` (never replace stages by the fast search).
 */
export class MainStage<const Chain extends readonly StageClass[] = readonly StageClass[], A extends object = Context> {
  private readonly stages: readonly StageClass[];
  private readonly context: Context;

  /** @throws ChainError naming every stage that lacks an argument, stands in the wrong place or gets an unknown argument. */
  constructor(stages: Chain & CheckedChain<Chain, CanonicalArguments<A>>, args: A) {
    const { stages: list, context } = checkChain(stages, args);
    this.stages = list;
    this.context = context;
  }

  /** A chain put together at run time: checked when built, not by the compiler. */
  static from(stages: readonly StageClass[], args: object): MainStage<readonly StageClass[], object> {
    return new MainStage<readonly StageClass[], object>(stages, args);
  }

  /** Runs the chain and returns every result of its first stage. May be called again; every run builds all stages anew. */
  async run(options: RunOptions = {}): Promise<StageResult[]> {
    const results: StageResult[] = [];
    for await (const result of this.stream(options)) results.push(result);
    return results;
  }

  /** The results one by one, as they are found. */
  async *stream(options: RunOptions = {}): AsyncGenerator<StageResult> {
    const control: RunControl = {
      signal: options.signal ?? new AbortController().signal,
      progress: options.onProgress ?? ignore,
      warn: options.onWarning ?? ignore,
    };
    control.signal.throwIfAborted();
    for await (const result of buildChain(this.stages, 0, this.context, control)) {
      control.signal.throwIfAborted();
      yield result;
    }
  }
}

function ignore(): void {}

function checkChain(
  stages: readonly StageClass[],
  args: object,
): { readonly stages: readonly StageClass[]; readonly context: Context } {
  const named = Object.entries(args).filter(([, value]) => value !== undefined);
  const context = Object.fromEntries(named.map(([name, value]) => [canonicalArgumentName(name), value]));
  const problems = [...duplicateArguments(named), ...chainProblems(stages, context, BUILT_IN_STAGES)];
  if (problems.length > 0) throw new ChainError(problems);
  return { stages, context };
}

function duplicateArguments(named: readonly (readonly [string, unknown])[]): string[] {
  const spelling = new Map<string, string>();
  return named.flatMap(([name]) => {
    const canonical = canonicalArgumentName(name);
    const first = spelling.get(canonical);
    spelling.set(canonical, name);
    return first === undefined ? [] : [`'${first}' and '${name}' are the same argument: give one of them`];
  });
}

/** Builds the stage at `index` on its context and runs it; its substages are built when it asks for them. */
function buildChain(stages: readonly StageClass[], index: number, given: Context, control: RunControl): StageRun {
  const Stage = stages[index];
  if (Stage === undefined) throw new Error('a stage that needs substages stands at the end of the chain');
  const criterion = fusedCriterion(stages.slice(index), given);
  if (criterion !== undefined) return fusedSearch(criterion, given, control);
  const context = withDefaults(given, Stage.contract.options);
  const substage = (changes: Context): StageRun =>
    buildChain(stages, index + 1, extend(context, changes, Stage.contract.drops), control);
  return new Stage({ context, substage, control }).run();
}

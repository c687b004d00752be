import { compileProblem } from '../../engine/compile.ts';
import type { CompiledProblem } from '../../engine/compiled-problem.ts';
import { evaluateMapping, recordEvaluation } from '../../engine/cost-model.ts';
import { MappingEvaluator } from '../../engine/mapping-evaluator.ts';
import type { CostModelEvaluation } from '../../model/evaluation.ts';
import { ClassSearch } from '../../search/class-search.ts';
import { isBetter, type OptimisationCriterion } from '../../search/criteria.ts';
import { problemKey } from '../../search/problem-key.ts';
import { TemporalMappingCandidates, type TemporalSearchOptions } from '../../search/temporal-mapping-candidates.ts';
import {
  accelerator,
  accessSameDataConsideredAsNoAccess,
  layer,
  lomaLpfLimit,
  spatialMapping,
  temporalMappingType,
} from '../arguments.ts';
import { CostModelStage } from '../cost/cost-model-stage.ts';
import { type Context, conforms } from '../kind.ts';
import { LomaStage } from '../mapping/loma-stage.ts';
import { MinimalEDPStage } from '../reduce/minimal-edp-stage.ts';
import { MinimalEnergyStage } from '../reduce/minimal-energy-stage.ts';
import { MinimalLatencyStage } from '../reduce/minimal-latency-stage.ts';
import type { StageClass, StageRun } from '../stage.ts';
import { withDefaults } from './context.ts';
import { BLOCK, PAUSE, type PacedWork, runPaced } from './paced-run.ts';
import { type RunControl, report } from './run-control.ts';

/*
 * [Minimal…Stage, LomaStage, CostModelStage] at the end of a chain asks for one thing: the best order of loops. Run as three
 * stages every order would cost a context, a stage and an evaluation object; run here, they share one evaluator and nothing is
 * allocated. The result is the same, bit by bit (test/stages/fused-search.test.ts).
 */

const REQUIRED = { accelerator, layer, spatialMapping };
const OPTIONS = { lomaLpfLimit, temporalMappingType, accessSameDataConsideredAsNoAccess };

/** The criterion if the chain from `index` on is one of the fusible triples, exact classes only. */
export function fusedCriterion(
  stages: readonly StageClass[],
  index: number,
  context: Context,
): OptimisationCriterion | undefined {
  if (stages.length - index !== 3 || stages[index + 1] !== LomaStage || stages[index + 2] !== CostModelStage) {
    return undefined;
  }
  if (context.fuse === false || context.reduceMinimalKeepOthers === true) return undefined;
  const minimal = stages[index];
  if (minimal === MinimalLatencyStage) return 'latency';
  if (minimal === MinimalEnergyStage) return 'energy';
  if (minimal === MinimalEDPStage) return 'EDP';
  return undefined;
}

/** Runs the fused triple. */
export function fusedSearch(
  criterion: OptimisationCriterion,
  given: Context,
  control: RunControl,
  mayWait: boolean,
): StageRun {
  return runPaced(search(criterion, given, control), control, mayWait);
}

function* search(criterion: OptimisationCriterion, given: Context, control: RunControl): PacedWork {
  const context = withDefaults(given, OPTIONS);
  if (!conforms(REQUIRED, context) || !conforms(OPTIONS, context)) {
    throw new Error('LomaStage was given arguments of the wrong kind');
  }
  const problem = compileProblem(context.layer, context.accelerator, context.spatialMapping, context);
  const options = { lpfLimit: context.lomaLpfLimit ?? undefined, type: context.temporalMappingType };
  const key = `${criterion} ${options.lpfLimit} ${options.type} ${problemKey(problem)}`;
  const known = control.run.bestMappings.get(key);
  if (known !== undefined) {
    yield { cme: evaluateMapping(problem, known), extra: [] };
    return;
  }
  const byClass = ClassSearch.serves(problem) ? new ClassSearch(problem, options, criterion) : undefined;
  const best = yield* byClass === undefined
    ? searchAll(problem, options, criterion, control)
    : searchClasses(byClass, control);
  control.run.bestMappings.set(key, best.temporalMapping);
  yield { cme: best, extra: [] };
}

/** Searches, pausing now and then; returns the winner. */
type PacedSearch = Generator<typeof PAUSE, CostModelEvaluation>;

/** One order of every class of equal orders. */
function* searchClasses(search: ClassSearch, control: RunControl): PacedSearch {
  const announce = (done: number) => report(control, { stage: 'LomaStage', done, total: search.total });
  const steps = search.run();
  let step = steps.next();
  while (!step.done) {
    if (control.run.isReportDue) announce(Math.floor(search.progress * search.total));
    yield PAUSE;
    step = steps.next();
  }
  if (step.value === 'nothingFits') throw search.noMappingError();
  announce(search.total);
  return recordEvaluation(search.evaluator, search.nest);
}

/** Every order. */
function* searchAll(
  problem: CompiledProblem,
  options: TemporalSearchOptions,
  criterion: OptimisationCriterion,
  control: RunControl,
): PacedSearch {
  const candidates = new TemporalMappingCandidates(problem, options);
  const evaluator = new MappingEvaluator(problem);
  const announce = () => report(control, { stage: 'LomaStage', done: candidates.tried, total: candidates.total });
  let best: CostModelEvaluation | undefined;
  let nextStop = BLOCK;
  while (candidates.next()) {
    if (candidates.tried >= nextStop) {
      nextStop = candidates.tried + BLOCK;
      if (control.run.isReportDue) announce();
      yield PAUSE;
    }
    evaluator.evaluate(candidates.nest);
    const { energyTotal, latencyTotal2 } = evaluator;
    if (best === undefined || isBetter(criterion, energyTotal, latencyTotal2, best.energy, best.latency)) {
      best = recordEvaluation(evaluator, candidates.nest);
    }
  }
  if (best === undefined) throw candidates.noMappingError();
  announce();
  return best;
}

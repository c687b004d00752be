import { withDefaults } from '../../chain/build/context.ts';
import { type PacedWork, runPaced } from '../../chain/build/paced-run.ts';
import type { ChainShortcut } from '../../chain/build/shortcut.ts';
import { type RunControl, reportProgress } from '../../chain/control/run-control.ts';
import { searchThreads } from '../../chain/control/search-threads.ts';
import { partOfTime } from '../../chain/control/time-budget.ts';
import type { WorkerPool } from '../../chain/control/worker-pool.ts';
import { type Context, conforms } from '../../chain/kind.ts';
import type { StageClass, StageResult, StageRun } from '../../chain/stage.ts';
import { evaluateMapping } from '../../engine/cost-model.ts';
import { type Cost, type OptimisationCriterion, objectiveOf } from '../../search/criteria.ts';
import {
  accelerator,
  accessSameDataConsideredAsNoAccess,
  costModel,
  layer,
  lomaLpfLimit,
  spatialMapping,
  temporalMappingType,
  tolerance,
  workers,
} from '../arguments.ts';
import { CostModelStage } from '../mapping/cost-model-stage.ts';
import { LomaStage } from '../mapping/loma-stage.ts';
import { SpatialMappingGeneratorStage } from '../mapping/spatial-mapping-generator-stage.ts';
import { MinimalEDPStage } from '../reduce/minimal-edp-stage.ts';
import { MinimalEnergyStage } from '../reduce/minimal-energy-stage.ts';
import { MinimalLatencyStage } from '../reduce/minimal-latency-stage.ts';
import { findOnThreads } from './find-on-threads.ts';
import { SearchAnswers } from './search-answers.ts';
import { searchHere } from './search-here.ts';
import { type SearchAnswer, type SearchQuestion, searchQuestion } from './search-question.ts';
import { slowChainWarnings } from './slow-chain.ts';

/*
 * [Minimal…Stage, LomaStage, CostModelStage] at the end of a chain asks for one thing: the best order of loops. Run as three
 * stages every order would cost a context, a stage and an evaluation object; run here, they share one evaluator and nothing is
 * allocated. The result is the same, bit by bit (test/stages/fused-search.test.ts).
 */

const REQUIRED = { accelerator, layer, spatialMapping };
const OPTIONS = {
  lomaLpfLimit,
  temporalMappingType,
  accessSameDataConsideredAsNoAccess,
  costModel,
  workers,
  tolerance,
};

/** The search of the fused triple in the place of its stages. */
export const FUSED_SEARCH: ChainShortcut = {
  runFrom: (stages, index, given, control, mayWait) => {
    const criterion = fusedCriterion(stages, index, given);
    return criterion === undefined ? undefined : fusedSearch(criterion, given, control, mayWait);
  },
  handDown: (stages, index, given) =>
    comparesSpatialMappings(stages, index, given) ? () => ({ costToBeat: new CostToBeat() }) : undefined,
  warnings: slowChainWarnings,
};

/** The criterion if the chain from `index` on is one of the fusible triples, exact classes only. */
function fusedCriterion(
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

/** True if the stage at `index` keeps the best of what the fused triple finds for several spatial mappings, and nothing else happens. */
function comparesSpatialMappings(stages: readonly StageClass[], index: number, context: Context): boolean {
  return (
    stages[index] === stages[index + 2] &&
    stages[index + 1] === SpatialMappingGeneratorStage &&
    fusedCriterion(stages, index + 2, context) !== undefined
  );
}

/** The least cost found so far for the spatial mappings of one layer: the others are only searched for what is better. */
class CostToBeat {
  cost: Cost | undefined;

  /** With a tolerance the least objective counts, which isn't that of the choice. */
  add(cost: Cost, criterion: OptimisationCriterion, tolerance: number): void {
    const objective = (of: Cost): number => objectiveOf(criterion, of.energy, of.latency);
    if (tolerance === 0 || this.cost === undefined || objective(cost) < objective(this.cost)) this.cost = cost;
  }
}

/** Runs the fused triple. */
function fusedSearch(
  criterion: OptimisationCriterion,
  given: Context,
  control: RunControl,
  mayWait: boolean,
): StageRun {
  const context = withDefaults(given, OPTIONS);
  if (!conforms(REQUIRED, context) || !conforms(OPTIONS, context)) {
    throw new Error('LomaStage was given arguments of the wrong kind');
  }
  const toBeat = given.costToBeat instanceof CostToBeat ? given.costToBeat : new CostToBeat();
  const question = searchQuestion(criterion, context, toBeat.cost);
  const pool = mayWait ? searchThreads(context.workers, control) : undefined;
  const use = { toBeat, passAlternatives: given.minimalAbove === criterion };
  return pool === undefined
    ? runPaced(search(question, use, control), control, mayWait)
    : searchOnThreads(question, use, control, pool);
}

/** What becomes of an answer. */
interface AnswerUse {
  readonly toBeat: CostToBeat;
  /** Whether a Minimal stage above chooses, with a tolerance, among all mappings that can be chosen. */
  readonly passAlternatives: boolean;
}

function* search(question: SearchQuestion, use: AnswerUse, control: RunControl): PacedWork {
  const searches = control.run.shared(SearchAnswers);
  const known = searches.known(question);
  const shouldStop = control.run.timeBudget.endOf(partOfTime(control.place));
  const finding = known ?? (yield* searchHere(question, control, shouldStop));
  searches.add(question, finding);
  if (known !== undefined) reportShare(known, control);
  yield* resultsOf(question, finding, use);
}

async function* searchOnThreads(
  question: SearchQuestion,
  use: AnswerUse,
  control: RunControl,
  pool: WorkerPool,
): AsyncGenerator<StageResult> {
  const { finding, isKnown } = await findOnThreads(question, control, pool);
  if (isKnown) reportShare(finding, control);
  yield* resultsOf(question, finding, use);
}

/** Layers that equal an earlier one share its answer, and what is said about it. */
function reportShare({ searchedShare }: SearchAnswer, control: RunControl): void {
  if (searchedShare === undefined) return;
  reportProgress(control, { stage: 'LomaStage', done: 1, total: 1, searchedShare });
}

function* resultsOf(
  { problem, criterion, tolerance }: SearchQuestion,
  { mapping, alternatives = [] }: SearchAnswer,
  { toBeat, passAlternatives }: AnswerUse,
): Generator<StageResult> {
  if (mapping === undefined) return;
  for (const choice of passAlternatives ? [mapping, ...alternatives] : [mapping]) {
    const cme = evaluateMapping(problem, choice);
    toBeat.add({ energy: cme.energy, latency: cme.latency }, criterion, tolerance);
    yield { cme, extra: [] };
  }
}

import type { InfeasibleLayer, MappingError } from '../base/diagnostic.ts';
import type { Accelerator } from '../model/accelerator/accelerator.ts';
import { CostModelEvaluation, CumulativeCME } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import type { Workload } from '../model/workload/workload.ts';
import { type LanguageModelResults, languageModelResults } from '../quantities/language-model/model-results.ts';
import {
  AcceleratorParserStage,
  MainStage,
  ONNXModelParserStage,
  OtherOperatorsStage,
  type SearchStore,
  type StageClass,
  type StageResult,
  WorkloadParserStage,
} from '../stages/index.ts';
import { defaultChain } from './default-chain.ts';
import type { HardwarePerformanceOptions } from './options/options.ts';

/** What a run over inputs that are read already gives. */
export interface NetworkFigures {
  readonly total: CumulativeCME;
  readonly evaluations: readonly CostModelEvaluation[];
  readonly otherOperators: readonly TrafficEvaluation[];
  /** Layers without any mapping; the total lacks them. */
  readonly infeasible: readonly InfeasibleLayer[];
  /** Of the whole language model, where the workload is one. */
  readonly languageModel?: LanguageModelResults | undefined;
}

const PARSERS: readonly StageClass[] = [ONNXModelParserStage, WorkloadParserStage, AcceleratorParserStage];

/** Arguments of the parsers alone. */
const OF_PARSERS = ['mapping', 'dimensionValues', 'inputShapes', 'onnxPrecision', 'skipUnreadable', 'memoryCostParity'];

/**
 * The default chain without its parsers: for many runs that share what was read, as sweeps do. Nothing is written, and no thread is started.
 * @param options of the run; its inputs only tell the kind of the workload.
 * @param store what other runs found out about equal layers on equal hardware.
 * @throws MappingError when no layer fits. InputError when the inputs contradict each other.
 */
export async function evaluateNetwork(
  workload: Workload,
  accelerator: Accelerator,
  options: HardwarePerformanceOptions,
  { signal, store }: { readonly signal?: AbortSignal | undefined; readonly store?: SearchStore | undefined } = {},
): Promise<NetworkFigures> {
  const { stages, args } = defaultChain(options);
  const infeasible: InfeasibleLayer[] = [];
  let otherOperators: readonly TrafficEvaluation[] = [];
  const chain = stages.filter((stage) => !PARSERS.includes(stage));
  const main = MainStage.from(chain, {
    ...Object.fromEntries(Object.entries(args).filter(([name]) => !OF_PARSERS.includes(name))),
    workload,
    accelerator,
    onInfeasible: ({ layerName, diagnostic }: MappingError) => infeasible.push({ name: layerName, diagnostic }),
    ...(chain.includes(OtherOperatorsStage)
      ? {
          onOtherOperators: (found: readonly TrafficEvaluation[]) => {
            otherOperators = found;
          },
        }
      : {}),
  });
  const [result] = await main.run({ signal, searchStore: store });
  const total = result?.cme;
  if (!(total instanceof CumulativeCME)) throw new Error('the chain of stages gave no total');
  const evaluations = layerEvaluations(result?.extra);
  const languageModel = languageModelResults(workload.languageModel, total, evaluations, infeasible);
  return { total, evaluations, otherOperators, infeasible, languageModel };
}

/** The evaluations behind a total: SumStage hands up the list of results it added. */
export function layerEvaluations(added: unknown): CostModelEvaluation[] {
  if (!Array.isArray(added)) return [];
  return added.flatMap(({ cme }: StageResult) => (cme instanceof CostModelEvaluation ? [cme] : []));
}

import { InputError, MappingError } from '../base/diagnostic.ts';
import { evaluateTraffic } from '../engine/traffic/evaluate-traffic.ts';
import type { Accelerator } from '../model/accelerator/accelerator.ts';
import { CumulativeCME } from '../model/evaluation/evaluation.ts';
import { createWorkload, type WorkloadNode } from '../model/workload/workload.ts';
import { costModelOf, designOf } from '../quantities/hardware/hardware-quantities.ts';
import type { EvaluatedRun } from '../sensitivity/held-mappings.ts';
import type { RepeatedSearch } from '../sensitivity/sensitivity.ts';
import type { Totals } from '../sensitivity/total-names.ts';
import { totalsOf } from '../sensitivity/totals.ts';
import {
  AcceleratorParserStage,
  ExploitInterLayerDataLocalityStage,
  MainStage,
  ONNXModelParserStage,
  OtherOperatorsStage,
  SearchInterLayerDataLocalityStage,
  type StageClass,
  WorkloadParserStage,
} from '../stages/index.ts';
import { defaultChain } from './default-chain.ts';
import { checkOptions } from './options/check-options.ts';

/** What is known already, or stays as in the run: inputs, and the memories that data locality takes out for a layer. */
const LEFT_OUT: readonly StageClass[] = [
  ONNXModelParserStage,
  WorkloadParserStage,
  AcceleratorParserStage,
  OtherOperatorsStage,
  SearchInterLayerDataLocalityStage,
  ExploitInterLayerDataLocalityStage,
];

/** Options that write files, or say how inputs are read. */
const OF_INPUTS: readonly string[] = ['certificate', 'saveMapping', 'dumpFolder', 'resultsFilename', 'otherOperators'];

/**
 * The searches of a run once more, on changed accelerators. Nothing is read or written: the layers and their mapping constraints are
 * those of the evaluations.
 * @param options those of the run, as in `results.json`.
 * @throws InputError for options that a run does not have.
 */
export function repeatedSearch(
  run: EvaluatedRun,
  options: Readonly<Record<string, unknown>>,
  signal?: AbortSignal,
): RepeatedSearch {
  const kept = Object.entries(options).filter(([name]) => !OF_INPUTS.includes(name));
  const given: unknown = { ...Object.fromEntries(kept), workload: 'run', accelerator: 'run', mapping: 'run' };
  checkOptions(given);
  const { stages, args } = defaultChain(given);
  const chain = stages.filter((stage) => !LEFT_OUT.includes(stage));
  const searched = async (accelerator: Accelerator, nodes: readonly WorkloadNode[]): Promise<CumulativeCME> => {
    const main = MainStage.from(chain, { ...argumentsOf(args), workload: createWorkload(nodes), accelerator });
    const [result] = await main.run({ signal });
    if (!(result?.cme instanceof CumulativeCME)) throw new Error('the chain of stages gave no total');
    return result.cme;
  };
  const design = designOf(run.evaluations);
  const accelerators = [...new Set(run.evaluations.map(({ accelerator }) => accelerator))];
  return {
    totals: async (change): Promise<Totals | undefined> => {
      if (design === undefined) return undefined;
      const changed = new Map(accelerators.map((one) => [one, change(one)]));
      let [energy, latency] = [0, 0];
      for (const [one, accelerator] of changed) {
        const total = await orNothing(() => searched(accelerator, nodesOf(run, one)));
        if (total === undefined) return undefined;
        energy += total.energy;
        latency += total.latency;
      }
      for (const { operator, accelerator, inputOperand } of run.otherOperators ?? []) {
        const costs = evaluateTraffic(operator, changed.get(accelerator) ?? change(accelerator), inputOperand);
        energy += costs.energy;
        latency += costs.latency;
      }
      return totalsOf(changed.get(design) ?? change(design), energy, latency, costModelOf(run.evaluations));
    },
  };
}

/** Layers are searched one by one, so they need no neighbours. */
function nodesOf({ evaluations }: EvaluatedRun, accelerator: Accelerator): WorkloadNode[] {
  return evaluations
    .filter((evaluation) => evaluation.accelerator === accelerator)
    .map(({ layer }) => ({ kind: 'layer', id: layer.id, name: layer.name, layer, sources: [] }));
}

/** A design on which a layer does not fit has no totals: those of fewer layers cannot be compared. */
async function orNothing<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof InputError || error instanceof MappingError) return undefined;
    throw error;
  }
}

/** Those of the parsers have no effect without them. */
function argumentsOf(args: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(args).filter(([name]) => !OF_PARSERS.includes(name)));
}

const OF_PARSERS = ['mapping', 'dimensionValues', 'inputShapes', 'onnxPrecision', 'skipUnreadable', 'memoryCostParity'];

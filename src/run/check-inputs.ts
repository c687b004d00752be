import { type Diagnostic, type InfeasibleLayer, InputError } from '../base/diagnostic.ts';
import { assembleWorkload } from '../io/assemble-workload.ts';
import type { MappingFile } from '../io/mapping/read-mapping.ts';
import type { WorkloadDescription } from '../io/workload/workload-description.ts';
import type { Accelerator } from '../model/accelerator/accelerator.ts';
import type { CostModelName } from '../model/cost-model.ts';
import { evaluatedLayers } from '../model/in-memory-computing/evaluated-layers.ts';
import type { Layer } from '../model/workload/layer.ts';
import { type LayerCheckOptions, whyNothingFits } from '../search/check-layer.ts';
import { networkFindings } from '../stages/iterators/network-findings.ts';
import { OPTION_ROWS } from './options/option-table.ts';

/** The three inputs of a run, each read without an error. */
export interface RunInputs {
  readonly workload: WorkloadDescription;
  readonly accelerator: Accelerator;
  readonly mapping: MappingFile;
}

const DEFAULTS: LayerCheckOptions = {
  nbMappingsGenerated: OPTION_ROWS.nbSpatialMappingsGenerated.fallback,
  enableMixSpatialMappingGeneration: OPTION_ROWS.enableMixSpatialMapping.fallback,
  lpfLimit: OPTION_ROWS.lpfLimit.fallback,
  type: OPTION_ROWS.temporalMappingType.fallback,
};

/** What a run would say. */
export interface InputCheck {
  /** What it refuses, and what it warns of. */
  readonly findings: readonly Diagnostic[];
  /** Layers that it would leave out. */
  readonly infeasible: readonly InfeasibleLayer[];
}

/**
 * What a run with default options would say about three inputs together, with one of the cost models. Layers are not searched; whether they fit is found by
 * allocating orders of their loops until one fits. The findings of each input by itself are left out.
 */
export function checkInputs(
  { workload, accelerator, mapping }: RunInputs,
  costModel: CostModelName = 'reference',
): InputCheck {
  try {
    const network = assembleWorkload(workload, mapping);
    const ofNetwork = networkFindings(network.value, accelerator, {
      ...DEFAULTS,
      inMemoryCompute: false,
      generatesSpatialMappings: true,
    });
    const findings = [...network.warnings, ...ofNetwork];
    const isRefused = findings.some(({ severity }) => severity === 'error');
    const layers = isRefused ? [] : evaluatedLayers(network.value.layers, accelerator.operationalArray);
    return { findings, infeasible: infeasibleLayers(layers, accelerator, costModel) };
  } catch (error) {
    if (error instanceof InputError) return { findings: error.diagnostics, infeasible: [] };
    throw error;
  }
}

/** The layers without any mapping. Of layers that fit and differ in name only, one is checked; errors name their own layer. */
function infeasibleLayers(
  layers: readonly Layer[],
  accelerator: Accelerator,
  costModel: CostModelName,
): InfeasibleLayer[] {
  const fitting = new Set<string>();
  return layers.flatMap((layer) => {
    const key = shapeKey(layer);
    if (fitting.has(key)) return [];
    const error = whyNothingFits(layer, accelerator, { ...DEFAULTS, costModel });
    if (error !== undefined) return [{ name: layer.name, diagnostic: error.diagnostic }];
    fitting.add(key);
    return [];
  });
}

function shapeKey({ dimensions, relations, operands, finalOutputPrecisionBits, mapping }: Layer): string {
  const { origin, spatialMapping, spatialMappingHint, temporalOrdering, memoryOperandLinks } = mapping;
  return JSON.stringify([
    [dimensions, relations, operands, finalOutputPrecisionBits, origin, spatialMapping, temporalOrdering],
    [...spatialMappingHint],
    [...memoryOperandLinks],
  ]);
}

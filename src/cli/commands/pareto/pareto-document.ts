import type { CostModelEvaluation } from '../../../model/evaluation/evaluation.ts';
import { formatSpatialMapping } from '../../../model/mapping/spatial-mapping.ts';
import type { NetworkChoice, NetworkPareto } from '../../../run/pareto.ts';
import type { ParetoOutput } from './pareto-flags.ts';

/** What was asked for, and the choice within the limit. */
export interface ParetoQuestion {
  readonly given: object;
  readonly output: ParetoOutput;
  readonly chosen: NetworkChoice | undefined;
}

/** Everything of a front as plain data. */
export function paretoDocument(pareto: NetworkPareto, { given, output, chosen }: ParetoQuestion): unknown {
  const { layers, choices, isProven, isThinned, infeasible, warnings } = pareto;
  return {
    schemaVersion: 1,
    units: { energy: 'pJ', latency: 'cycles' },
    options: { ...given, layer: output.layer, maxLatency: output.maxLatency },
    isProven,
    isThinned,
    layers: layers.map(({ layer, evaluations, isProven: isLayerProven, reservations }) => ({
      id: layer.id,
      name: layer.name,
      ...(layer.repeat === 1 ? {} : { repeat: layer.repeat }),
      isProven: isLayerProven,
      reservations,
      front: evaluations.map(pointDocument),
    })),
    front: choices.map(({ energy, latency }) => ({ energy, latency })),
    ...(chosen === undefined
      ? {}
      : {
          chosen: {
            energy: chosen.energy,
            latency: chosen.latency,
            layers: chosen.evaluations().map((evaluation) => ({
              id: evaluation.layer.id,
              name: evaluation.layer.name,
              ...pointDocument(evaluation),
            })),
          },
        }),
    infeasible,
    warnings,
  };
}

function pointDocument({ energy, latency, spatialMapping, temporalMapping }: CostModelEvaluation): object {
  return {
    energy,
    latency,
    spatialMapping: formatSpatialMapping(spatialMapping.source),
    temporalMapping: {
      loops: temporalMapping.loops,
      boundaries: Object.fromEntries(temporalMapping.boundaries),
    },
  };
}

/** Outermost loop first. */
export function loopText({ temporalMapping }: CostModelEvaluation): string {
  return temporalMapping.loops
    .toReversed()
    .map(({ dimension, size }) => `${dimension} ${size}`)
    .join(', ');
}

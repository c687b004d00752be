import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { Layer } from '../../model/workload/layer.ts';
import type { CheckedCostModel, CostedLayer, LatencyBoundSource, UnrolledLayer } from '../checked-cost-model.ts';
import { Closings } from '../paths/closings.ts';
import { CorrectedBounds } from './bounds/latency-bounds.ts';
import { PortTables } from './bounds/port-tables.ts';
import { levelOf, mapLayer } from './corrected-layer.ts';
import { CorrectedTables } from './corrected-tables.ts';
import { type FittedUnrolling, fittedUnrollings } from './fitted-unrollings.ts';

/** The formulas of docs/cost-model-corrected.md. */
export const CORRECTED_MODEL: CheckedCostModel = {
  unroll(layer, accelerator, mapping): UnrolledLayer | undefined {
    const unrollings = fittedUnrollings(layer, accelerator, mapping);
    return (
      unrollings && {
        key: keyOf(layer, accelerator, unrollings),
        map: () => costedLayer(layer, accelerator, unrollings),
      }
    );
  },
};

/** By dimension: in the order of the array dimensions, units and the level of every operand that they belong to. */
function keyOf(layer: Layer, accelerator: Accelerator, unrollings: readonly FittedUnrolling[]): string {
  const memories = [...layer.mapping.memoryOperandLinks.values()].map((memoryOperand) =>
    memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand),
  );
  return JSON.stringify(
    layer.dimensions.map((_, dimension) =>
      unrollings
        .filter((unrolling) => unrolling.dimension === dimension)
        .map(({ arrayDimension, factor }) => [factor, ...memories.map((list) => levelOf(list, arrayDimension))]),
    ),
  );
}

function costedLayer(
  layer: Layer,
  accelerator: Accelerator,
  unrollings: readonly FittedUnrolling[],
): CostedLayer | undefined {
  const mapped = mapLayer(layer, accelerator, unrollings);
  return (
    mapped && {
      mapped,
      leastCycles: mapped.iterations,
      tabulate() {
        const closings = new Closings(new CorrectedTables(mapped));
        return { closings, latencyBounds: () => latencyBoundsOf(closings) };
      },
    }
  );
}

function latencyBoundsOf(closings: Closings<CorrectedTables>): LatencyBoundSource {
  const ports = new PortTables(closings);
  return {
    alternativeCount: 1,
    withoutHint: ['temporal', ...closings.tables.mapped.ports.map(({ name }) => `ports ${name}`)],
    of: (counts) => new CorrectedBounds(ports, counts),
  };
}

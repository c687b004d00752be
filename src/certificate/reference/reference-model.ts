import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { Layer } from '../../model/workload/layer.ts';
import type {
  CheckedCostModel,
  ConfigurationBounds,
  CostedLayer,
  LatencyBoundSource,
  UnrolledLayer,
} from '../checked-cost-model.ts';
import { Closings } from '../paths/closings.ts';
import { alternatives, LatencyBounds } from './bounds/latency-bounds.ts';
import { PortTables } from './bounds/port-tables.ts';
import { leastCyclesOf } from './least-loading.ts';
import { type LevelUnrollings, levelUnrollings } from './level-unrollings.ts';
import { mapLayer } from './reference-layer.ts';
import { ReferenceTables } from './reference-tables.ts';

/** The formulas of docs/cost-model.md. */
export const REFERENCE_MODEL: CheckedCostModel = {
  unroll(layer, accelerator, mapping): UnrolledLayer | undefined {
    const unrollings = levelUnrollings(layer, accelerator, mapping);
    return unrollings && { key: keyOf(unrollings), map: () => costedLayer(layer, accelerator, unrollings) };
  },
};

function keyOf(unrollings: LevelUnrollings): string {
  return JSON.stringify(
    [...unrollings].map(([operand, { fractional, integer }]) => [
      operand,
      ...[...fractional, ...integer].map((level) => level.filter(({ factor }) => factor !== 1)),
    ]),
  );
}

function costedLayer(layer: Layer, accelerator: Accelerator, unrollings: LevelUnrollings): CostedLayer | undefined {
  const mapped = mapLayer(layer, accelerator, unrollings);
  return (
    mapped && {
      mapped,
      get leastCycles() {
        return leastCyclesOf(mapped);
      },
      tabulate() {
        const closings = new Closings(new ReferenceTables(mapped));
        return { closings, latencyBounds: () => latencyBoundsOf(closings) };
      },
    }
  );
}

function latencyBoundsOf(closings: Closings<ReferenceTables>): LatencyBoundSource {
  const ports = new PortTables(closings);
  const found = alternatives(closings);
  return {
    alternativeCount: found.length,
    withoutHint: ['temporal 0', 'temporal 1', 'hidden 0', 'hidden 1'],
    of(counts): ConfigurationBounds {
      const bounds = new LatencyBounds(ports, counts);
      return {
        holds: (alternative) => bounds.holds(found[alternative]),
        bound: (name, alternative, longest) => bounds.bound(name, found[alternative], longest),
      };
    },
  };
}

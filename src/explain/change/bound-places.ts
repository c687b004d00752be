import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { LATENCY_PARTS } from '../../quantities/cost-parts.ts';
import { stallName } from '../../quantities/layer-quantities.ts';
import { deciderOf } from '../counted/decider.ts';
import { largestTransfer } from '../energy-binding.ts';
import { type ExplainedCase, heldBy } from '../explained-case.ts';
import { exceedsChain, slowestLoadingEnd, slowestStoringEnd } from '../formulas/loading.ts';
import { type PortOfMemory, portsOf, stallOf } from '../traffic/ports.ts';
import { interfaceOf, movementOf, transfersThrough } from '../traffic/transfers.ts';

/** A memory, or one of its ports, that determines a quantity. Advice changes nothing else. */
export interface BoundPlace {
  readonly memory: MemoryLevel;
  /** Absent where only the size matters. */
  readonly portName?: string;
}

/** The part of the latency that is lost most, besides the computation itself; undefined if nothing is lost. */
export function largestLoss(explained: ExplainedCase, quantity: string): string | undefined {
  const counted: Readonly<Record<string, readonly string[]>> = {
    'utilisation.with_stalls': ['latency.spatial_stall', 'latency.temporal_stall'],
    'utilisation.with_onloading': ['latency.spatial_stall', 'latency.temporal_stall', 'latency.onloading'],
  };
  const [largest] = LATENCY_PARTS.filter(({ name }) => name !== 'latency.ideal')
    .filter(({ name }) => counted[quantity]?.includes(name) ?? true)
    .map(({ name, of }) => ({ name, cycles: of(explained.evaluation) }))
    .toSorted((a, b) => b.cycles - a.cycles);
  return largest === undefined || largest.cycles <= 0 ? undefined : largest.name;
}

/** What the sentence about the binding of a quantity names. */
export function boundPlaces(explained: ExplainedCase, quantity: string): readonly BoundPlace[] {
  if (quantity === 'energy' || quantity.startsWith('energy.')) return energyPlaces(explained, quantity);
  const ports = portsOf(explained);
  const decided = deciderPlaces(explained);
  switch (quantity) {
    case 'latency':
    case 'utilisation':
      if (decided.length > 0) return decided;
      break;
    case 'latency.temporal_stall': {
      const largest = Math.max(0, ...ports.map((place) => stallOf(explained, place)));
      const slowest = largest === 0 ? undefined : ports.find((place) => stallOf(explained, place) === largest);
      const { counts, latency } = explained.details;
      const isBeyond = counts !== undefined && latency.stallSlack > counts.latency.stall;
      return [...(slowest === undefined ? [] : stallPlaces(explained, slowest)), ...(isBeyond ? decided : [])];
    }
    case 'latency.onloading':
      return exceedsChain(explained, 'onloading') ? decided : [slowestLoadingEnd(explained) ?? []].flat();
    case 'latency.offloading':
      return exceedsChain(explained, 'offloading') ? decided : [slowestStoringEnd(explained) ?? []].flat();
    case 'latency.spatial_stall':
      return [];
  }
  const ofStall = ports.find(({ memory, port }) => stallName(memory.name, port.name) === quantity);
  if (ofStall !== undefined) return stallPlaces(explained, ofStall);
  const loss = largestLoss(explained, quantity);
  return loss === undefined ? [] : boundPlaces(explained, loss);
}

/** Corrected cost model: what makes the layer slower than its chain of fill, computation and drain. */
function deciderPlaces(explained: ExplainedCase): readonly BoundPlace[] {
  const decider = deciderOf(explained);
  if (decider.kind === 'chain') return [];
  if (decider.kind === 'once') return [{ memory: decider.transfer.memory, portName: decider.transfer.port.name }];
  const [place] = decider.places;
  return place === undefined ? [] : stallPlaces(explained, place);
}

/** The port, and the memories that its repeated transfers fill: if they held more, there would be fewer transfers. */
function stallPlaces(explained: ExplainedCase, { memory, port }: PortOfMemory): readonly BoundPlace[] {
  const filled = transfersThrough(explained, memory, port)
    .filter((transfer) => movementOf(explained, transfer, 'dataMovementInt').data_trans_period_count > 1)
    .flatMap((transfer) => transfer.operand.memories[interfaceOf(transfer) - 1] ?? []);
  return [{ memory, portName: port.name }, ...filled.map((holder) => ({ memory: holder }))];
}

/** The memory of the dearest transfer, and the one that would have to hold more for it to come less often. */
function energyPlaces(explained: ExplainedCase, quantity: string): readonly BoundPlace[] {
  const { memories } = explained.evaluation.accelerator.memoryHierarchy;
  const isMeant = (memory: string, operand: string): boolean =>
    [`energy.${memory}`, `energy.${memory}.${operand}`, 'energy', 'energy.memories'].includes(quantity);
  const held = memories.flatMap((memory) =>
    heldBy(explained, memory).filter(({ operand }) => isMeant(memory.name, operand.name)),
  );
  const transfer = largestTransfer(explained, held)?.transfer;
  if (transfer === undefined) return [];
  const holder = transfer.operand.memories[interfaceOf(transfer) - 1];
  return [
    { memory: transfer.memory, portName: transfer.port.name },
    ...(holder === undefined ? [] : [{ memory: holder }]),
  ];
}

import type { CountedPort } from '../../model/evaluation/exact-counts.ts';
import type { ExplainedCase } from '../explained-case.ts';
import { type PortOfMemory, portsOf } from '../traffic/ports.ts';
import { countedOf, interfaceOf, type Transfer, transfersAt, transfersThrough } from '../traffic/transfers.ts';

/** Which of the four numbers of the corrected latency is the largest (docs/cost-model-corrected.md#latency). */
export type Decider =
  | { readonly kind: 'chain' }
  /** The ports that move for that long; the first one says what becomes on- and off-loading. */
  | { readonly kind: 'ports'; readonly places: readonly PortOfMemory[] }
  /** The transfer that takes place once. */
  | { readonly kind: 'once'; readonly transfer: Transfer };

/** Ties: chain before ports before once, inputs before outputs. The reference has only the chain. */
export function deciderOf(explained: ExplainedCase): Decider {
  const { counts } = explained.details;
  if (counts === undefined) return { kind: 'chain' };
  const { chain, busiestPort, once } = counts.latency;
  if (chain >= Math.max(busiestPort, once)) return { kind: 'chain' };
  if (busiestPort >= once) return { kind: 'ports', places: busiestPorts(explained) };
  const transfer = onceTransfers(explained).find((one) => onceCycles(explained, one) === once);
  return transfer === undefined ? { kind: 'chain' } : { kind: 'once', transfer };
}

/** The ports of the largest total, that with the most loading to hide first. */
export function busiestPorts(explained: ExplainedCase): readonly PortOfMemory[] {
  const { counts } = explained.details;
  const totalOf = (place: PortOfMemory): number => countedPort(explained, place)?.total ?? 0;
  return portsOf(explained)
    .filter((place) => totalOf(place) === counts?.latency.busiestPort)
    .map((place) => ({ place, inputs: hidden(explained, place, false), output: hidden(explained, place, true) }))
    .toSorted((a, b) => b.inputs - a.inputs || b.output - a.output)
    .map(({ place }) => place);
}

export function countedPort({ details }: ExplainedCase, { memory, port }: PortOfMemory): CountedPort | undefined {
  return details.counts?.ports.find((entry) => entry.memory === memory.name && entry.port === port.name);
}

/** Transfers through a port that take place once, of the inputs or of the output. */
export function loadsThrough(explained: ExplainedCase, { memory, port }: PortOfMemory, ofOutput: boolean): Transfer[] {
  return transfersThrough(explained, memory, port).filter(
    (transfer) => transfer.operand.isOutput === ofOutput && countedOf(explained, transfer)?.isOnce === true,
  );
}

/** Cycles of a whole transfer, and those of them that must pass before or after the computation. */
export function loadCycles(
  { details }: ExplainedCase,
  { operand, level, direction }: Transfer,
): readonly [number, number] {
  return [
    details.realTransferCycles[operand.name]?.[level]?.[direction] ?? 0,
    details.loadingCycles[operand.name]?.[level]?.[direction] ?? 0,
  ];
}

function hidden(explained: ExplainedCase, place: PortOfMemory, ofOutput: boolean): number {
  return loadsThrough(explained, place, ofOutput).reduce((cycles, transfer) => {
    const [whole, needed] = loadCycles(explained, transfer);
    return cycles + whole - needed;
  }, 0);
}

/** Inputs first. */
function onceTransfers(explained: ExplainedCase): Transfer[] {
  return explained.operands
    .toSorted((a, b) => Number(a.isOutput) - Number(b.isOutput))
    .flatMap((operand) => operand.memories.flatMap((_, level) => transfersAt(explained, operand, level)))
    .filter((transfer) => interfaceOf(transfer) > 0 && countedOf(explained, transfer)?.isOnce === true);
}

/** Iterations of the outermost loops that leave the data of a transfer alone. */
export function passesOf({ details }: ExplainedCase, transfer: Transfer): number {
  return details.outermostLoops[transfer.operand.name]?.irrelevant[interfaceOf(transfer)] ?? 1;
}

function onceCycles(explained: ExplainedCase, transfer: Transfer): number {
  const { counts, latency } = explained.details;
  const computation = latency.idealTemporalCycle / explained.times;
  const atOtherEnd = transfer.operand.isOutput ? counts?.latency.fill : counts?.latency.drain;
  const others = computation - computation / passesOf(explained, transfer) + (atOtherEnd ?? 0);
  return loadCycles(explained, transfer)[0] + others;
}

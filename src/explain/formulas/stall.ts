import { unscaledText } from '../../base/number-text.ts';
import type { MemoryLevel, MemoryPort } from '../../model/accelerator/memory.ts';
import { stallName } from '../../quantities/layer-quantities.ts';
import type { ExplainedCase } from '../explained-case.ts';
import type { QuantityAccount, QuantityFormula } from '../explained-quantity.ts';
import { call, constant, difference, FormulaSymbols, product, sum, type Term } from '../terms.ts';
import { movementOf, type Transfer, transfersThrough, transferText } from '../transfers.ts';

/** Stall or slack of every port, in file order (docs/cost-model.md#stalls). */
export function stallFormulas(explained: ExplainedCase): QuantityFormula[] {
  return portsOf(explained).map(({ memory, port }) => ({
    name: stallName(memory.name, port.name),
    account: () => portAccount(explained, memory, port),
    changeable: {
      better: 'less',
      dependsOn: 'fullWidths',
      read: ({ problem, scratch }) => {
        const index = problem.ports.findIndex(
          (candidate) => candidate.memory === memory && candidate.name === port.name,
        );
        return scratch.portStall[index] ?? 0;
      },
    },
  }));
}

export interface PortOfMemory {
  readonly memory: MemoryLevel;
  readonly port: MemoryPort;
}

export function portsOf({ evaluation }: ExplainedCase): PortOfMemory[] {
  return evaluation.accelerator.memoryHierarchy.memories.flatMap((memory) =>
    memory.ports.map((port) => ({ memory, port })),
  );
}

/** Stall (+) or slack (−) in cycles. */
export function stallOf({ details }: ExplainedCase, { memory, port }: PortOfMemory): number {
  return details.stallSlackPerPort.find((entry) => entry.memory === memory.name)?.ports[port.name] ?? 0;
}

/** A transfer that competes for its port, with what the stall is computed from. */
interface Activity {
  readonly transfer: Transfer;
  /** Cycles needed and allowed per transfer, and how many transfers there are. */
  readonly needed: number;
  readonly allowed: number;
  readonly count: number;
}

function activitiesOf(explained: ExplainedCase, { memory, port }: PortOfMemory): Activity[] {
  const { realTransferCycles, allowedTransferCycles } = explained.details;
  return transfersThrough(explained, memory, port).flatMap((transfer) => {
    const { operand, level, direction } = transfer;
    const count = movementOf(explained, transfer, 'dataMovementInt').data_trans_period_count;
    if (count === 0) return [];
    const needed = realTransferCycles[operand.name]?.[level]?.[direction] ?? 0;
    const allowed = allowedTransferCycles[operand.name]?.[level]?.[direction] ?? 0;
    return [{ transfer, needed, allowed, count }];
  });
}

function portAccount(explained: ExplainedCase, memory: MemoryLevel, port: MemoryPort): QuantityAccount {
  const place = { memory, port };
  const value = stallOf(explained, place);
  const activities = activitiesOf(explained, place);
  const symbols = new FormulaSymbols();
  const single = activities.length === 1;
  const terms = activities.map((activity, index) =>
    activityTerms(explained, activity, single ? '' : digits(index + 1), symbols),
  );
  const [only] = terms;
  if (only === undefined)
    return { symbols, term: constant(0), binding: 'nothing of this layer moves through the port' };
  const binding = stallBinding(explained, place, activities, value);
  if (single) return { symbols, term: only.stall, binding };
  const isStall = (index: number): boolean => {
    const activity = activities[index];
    return activity !== undefined && (activity.needed - activity.allowed) * (activity.count - 1) > 0;
  };
  const alone = terms.filter((_, index) => isStall(index)).map(({ stall }) => stall);
  const others = [
    ...terms.filter((_, index) => !isStall(index)).map(({ stall }) => stall),
    ...terms.map(({ window }) => window),
  ];
  const union = symbols.of(
    'U',
    'cycles of the whole computation in which at least one of the transfers may use the port',
    unionOf(explained, place),
    'cycles',
  );
  return {
    symbols,
    term: sum([...alone, call('max', constant(0), difference(sum(others), union))]),
    binding,
  };
}

function unionOf({ details }: ExplainedCase, { memory, port }: PortOfMemory): number {
  return details.transferWindowPerPort.find((entry) => entry.memory === memory.name)?.ports[port.name] ?? 0;
}

/** `(R − A) · (N − 1)` and `A · (N − 1)`. */
function activityTerms(
  explained: ExplainedCase,
  { transfer, needed, allowed, count }: Activity,
  suffix: string,
  symbols: FormulaSymbols,
): { readonly stall: Term; readonly window: Term } {
  const what = transferText(transfer);
  const {
    data_trans_amount_per_period: amount,
    data_precision: precision,
    data_trans_period: period,
  } = movementOf(explained, transfer, 'dataMovementInt');
  const { bandwidthMax, name } = transfer.port;
  const work =
    `cycles needed per transfer, ${what}: ceil(${unscaledText(amount, 'elements')} · ${unscaledText(precision, 'bits')}` +
    ` / ${unscaledText(bandwidthMax, 'bits per cycle')} of ${name})`;
  const R = symbols.of(`R${suffix}`, work, needed, 'cycles');
  const A = symbols.of(
    `A${suffix}`,
    `cycles allowed per transfer, with one every ${unscaledText(period, 'iterations')}, ${what}`,
    allowed,
    'cycles',
  );
  const N = symbols.of(`N${suffix}`, `number of transfers, ${what}`, count, 'transfers');
  const repeats = difference(N, constant(1));
  return { stall: product(difference(R, A), repeats), window: product(A, repeats) };
}

function stallBinding(
  explained: ExplainedCase,
  place: PortOfMemory,
  activities: readonly Activity[],
  value: number,
): string {
  const needed = ({ needed: cycles, count }: Activity): number => cycles * (count - 1);
  const ordered = activities.toSorted((a, b) => needed(b) - needed(a));
  const uses = ordered
    .filter((activity) => needed(activity) > 0)
    .map((activity) => `${transferText(activity.transfer)} (${unscaledText(needed(activity), 'cycles')})`);
  const name = `${place.port.name} of ${place.memory.name}`;
  if (uses.length === 0) return `${name} repeats no transfer: what moves once belongs to on- and off-loading`;
  if (value <= 0) return `${name} does not stall; it is used by ${uses.join(', ')}`;
  const tooSlow = activities.filter((activity) => (activity.needed - activity.allowed) * (activity.count - 1) > 0);
  const causes = tooSlow.map(
    ({ transfer, needed: R, allowed: A }) =>
      `${transferText(transfer)} need ${unscaledText(R, 'cycles')} where ${A} are allowed`,
  );
  const together = activities.reduce((total, activity) => total + needed(activity), 0);
  const shared =
    activities.length > 1
      ? `together the transfers need ${unscaledText(together, 'cycles')}; the port is open to them for ${unscaledText(unionOf(explained, place), 'cycles')}`
      : undefined;
  return `${name} binds: ${[...causes, shared].filter((text) => text !== undefined).join('; ')}; it is used by ${uses.join(', ')}`;
}

/** What binds the temporal stall: the port with the largest stall. Undefined when no port stalls. */
export function slowestPortBinding(explained: ExplainedCase): string | undefined {
  const places = portsOf(explained);
  const largest = Math.max(0, ...places.map((place) => stallOf(explained, place)));
  const [first, ...others] = places.filter((place) => stallOf(explained, place) === largest);
  if (first === undefined || largest === 0) return undefined;
  const text = stallBinding(explained, first, activitiesOf(explained, first), largest);
  if (others.length === 0) return text;
  const names = others.map(({ memory, port }) => `${port.name} of ${memory.name}`).join(', ');
  return `${text}; ${names} ${others.length === 1 ? 'stalls' : 'stall'} as long, so that none of them alone is to blame`;
}

/** Subscripts, so that `R₁` reads as one symbol. */
function digits(value: number): string {
  return String(value).replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)] ?? digit);
}

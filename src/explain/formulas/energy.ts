import type { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import type { FigureReader } from '../change/evaluate-changes.ts';
import { energyBinding, energyOfTransfer } from '../energy-binding.ts';
import { type ExplainedCase, type ExplainedOperand, energyOf, forAllLayers, heldBy } from '../explained-case.ts';
import { type ChangeableFigure, type Figure, largestFirst } from '../explained-quantity.ts';
import { bracketed, call, product, Quantities, quotient, sum, type Term } from '../terms.ts';
import { movementOf, SHORT_FORM, type Transfer, transfersAt, transferText } from '../transfers.ts';

/** Energy in total and of all memories (docs/cost-model.md#word-accesses-and-energy). */
export function energyTotals(explained: ExplainedCase): Figure[] {
  const { details } = explained;
  const memories = memoriesInUse(explained);
  const memoryParts = memories.map((memory) => [`energy.${memory.name}`, memoryEnergy(explained, memory)] as const);
  return [
    {
      name: 'energy',
      title: 'Energy',
      unit: 'pJ',
      changeable: energyFrom(({ energyTotal }) => energyTotal),
      account: () => {
        const quantities = new Quantities();
        const operations = quantities.of('E_op', 'energy of the operations of the array', details.energy.mac, 'pJ');
        const parts = [['operational_energy', details.energy.mac] as const, ...memoryParts];
        return {
          value: details.energy.total,
          quantities,
          term: sum([operations, ...memories.map((memory) => memoryTerm(explained, memory, quantities))]),
          parts: largestFirst(parts),
          ...energyBinding(
            explained,
            memories.flatMap((memory) => heldBy(explained, memory)),
            'energy',
          ),
        };
      },
    },
    {
      name: 'memory_energy',
      title: 'Energy of all memories',
      unit: 'pJ',
      changeable: energyFrom(({ memoryEnergy }) => memoryEnergy),
      account: () => {
        const quantities = new Quantities();
        return {
          value: details.energy.memory,
          quantities,
          term: sum(memories.map((memory) => memoryTerm(explained, memory, quantities))),
          parts: largestFirst(memoryParts),
          ...energyBinding(
            explained,
            memories.flatMap((memory) => heldBy(explained, memory)),
            'memory_energy',
          ),
        };
      },
    },
  ];
}

/** Energy of each memory, and of each operand in it (docs/cost-model.md#word-accesses-and-energy). */
export function energyFigures(explained: ExplainedCase): Figure[] {
  return memoriesInUse(explained).flatMap((memory) => figuresOfMemory(explained, memory));
}

function energyFrom(read: FigureReader): ChangeableFigure {
  return { read, better: 'less', dependsOn: 'narrowestAccesses', addsUp: true };
}

/** pJ of one operand at one of its levels. */
function read({ problem, scratch }: MappingEvaluator, { name }: ExplainedOperand, level: number): number {
  const operand = problem.operands.find((candidate) => candidate.name === name);
  return operand === undefined ? 0 : (scratch.levelEnergy[operand.levelBase + level] ?? 0);
}

/** In file order: those that hold something of this layer. */
export function memoriesInUse(explained: ExplainedCase): readonly MemoryLevel[] {
  const { memories } = explained.evaluation.accelerator.memoryHierarchy;
  return memories.filter((memory) => heldBy(explained, memory).length > 0);
}

function memoryEnergy(explained: ExplainedCase, memory: MemoryLevel): number {
  return heldBy(explained, memory).reduce(
    (total, { operand, level }) => total + energyOf(explained, operand, level),
    0,
  );
}

function memoryTerm(explained: ExplainedCase, memory: MemoryLevel, quantities: Quantities): Term {
  const { name } = memory;
  return quantities.of(`E(${name})`, `energy of ${name}, all copies`, memoryEnergy(explained, memory), 'pJ');
}

function figuresOfMemory(explained: ExplainedCase, memory: MemoryLevel): Figure[] {
  const held = heldBy(explained, memory);
  const { name } = memory;
  return [
    {
      name: `energy.${name}`,
      title: `Energy of ${name}`,
      unit: 'pJ',
      changeable: energyFrom((evaluator) =>
        held.reduce((sum, { operand, level }) => sum + read(evaluator, operand, level), 0),
      ),
      account: () => {
        const quantities = new Quantities();
        const parts = held.map(({ operand, level }): [string, number] => [
          operand.name,
          energyOf(explained, operand, level),
        ]);
        return {
          value: memoryEnergy(explained, memory),
          quantities,
          term: sum(
            parts.map(([operand, energy]) =>
              quantities.of(`E(${name}, ${operand})`, `energy of ${operand} in ${name}`, energy, 'pJ'),
            ),
          ),
          parts: largestFirst(parts.map(([operand, energy]) => [`energy.${name}.${operand}`, energy])),
          ...energyBinding(explained, held, `energy.${name}`),
        };
      },
    },
    ...held.map(({ operand, level }) => operandFigure(explained, memory, operand, level)),
  ];
}

function operandFigure(
  explained: ExplainedCase,
  memory: MemoryLevel,
  operand: ExplainedOperand,
  level: number,
): Figure {
  const name = `energy.${memory.name}.${operand.name}`;
  return {
    name,
    title: `Energy of ${operand.name} in ${memory.name}`,
    unit: 'pJ',
    changeable: energyFrom((evaluator) => read(evaluator, operand, level)),
    account: () => {
      const quantities = new Quantities();
      const moving = transfersAt(operand, level).filter((transfer) => energyOfTransfer(explained, transfer) > 0);
      const terms = moving.map((transfer) => wordsTimesEnergy(explained, transfer, moving.length > 1, quantities));
      return {
        value: energyOf(explained, operand, level),
        quantities,
        term: forAllLayers(explained, quantities, sum(terms)),
        ...energyBinding(explained, [{ operand, level }], name),
      };
    },
  };
}

/** Words of one direction times the energy of a word. With several directions, every symbol carries its direction. */
function wordsTimesEnergy(
  explained: ExplainedCase,
  transfer: Transfer,
  severalDirections: boolean,
  quantities: Quantities,
): Term {
  const { operand, level, memory, direction, port } = transfer;
  const movement = movementOf(explained, transfer, 'dataMovement');
  const suffix = severalDirections ? `_${SHORT_FORM[direction]}` : '';
  const what = transferText(transfer);
  const symbol = (name: string, meaning: string, value: number, unit: string): Term =>
    quantities.of(`${name}${suffix}`, meaning, value, unit);
  const isRead = direction.startsWith('rd');
  const bits = product(
    symbol('amount', `elements per transfer, ${what}`, movement.data_trans_amount_per_period, 'elements'),
    symbol('prec', `precision, ${what}`, movement.data_precision, 'bits'),
  );
  const narrow = symbol(
    'bwMin',
    `narrowest access of ${port.name} of ${memory.name}`,
    port.bandwidthMin,
    'bits per cycle',
  );
  const wide = symbol(
    'bwMax',
    `full width of ${port.name} of ${memory.name}: one word`,
    port.bandwidthMax,
    'bits per cycle',
  );
  const words = call(
    'trunc',
    product(
      call('ceil', quotient(bits, narrow)),
      bracketed(quotient(narrow, wide)),
      symbol('N', `number of transfers, ${what}`, movement.data_trans_period_count, 'transfers'),
      quantities.of(
        'units',
        `copies of ${memory.name} in use`,
        explained.details.unitSharing[operand.name]?.total[level + 1] ?? 0,
        'copies',
      ),
    ),
  );
  quantities.note(
    `words${suffix}`,
    `words moved, ${what}`,
    explained.details.wordAccesses[operand.name]?.[level]?.[direction] ?? 0,
    'words',
  );
  const energy = symbol(
    isRead ? 'e_r' : 'e_w',
    `energy of ${isRead ? 'reading' : 'writing'} one word of ${memory.name}`,
    isRead ? memory.readEnergyPj : memory.writeEnergyPj,
    'pJ',
  );
  return product(words, energy);
}

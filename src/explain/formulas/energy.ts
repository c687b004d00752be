import type { MappingEvaluator } from '../../engine/cost/mapping-evaluator.ts';
import type { MemoryLevel } from '../../model/accelerator/memory.ts';
import { countedEnergyTerm } from '../counted/steps.ts';
import { energyBinding, energyOfTransfer } from '../energy-binding.ts';
import { type ExplainedCase, type ExplainedOperand, energyOf, forAllLayers, heldBy } from '../explained-case.ts';
import type { ChangeableQuantity, QuantityFormula, QuantityReader } from '../explained-quantity.ts';
import { bracketed, call, FormulaSymbols, product, quotient, sum, type Term } from '../terms.ts';
import { movementOf, SHORT_FORM, type Transfer, transfersAt, transferText } from '../traffic/transfers.ts';

/** Energy in total, of all memories, of each memory, and of each operand in it (docs/cost-model.md#word-accesses-and-energy). */
export function energyFormulas(explained: ExplainedCase): QuantityFormula[] {
  const memories = memoriesInUse(explained);
  const held = memories.flatMap((memory) => heldBy(explained, memory));
  return [
    {
      name: 'energy',
      changeable: energyFrom(({ energyTotal }) => energyTotal),
      account: () => {
        const symbols = new FormulaSymbols();
        const ofArray = explained.details.energy.mac;
        const operations = symbols.of('E_op', 'energy of the operations of the array', ofArray, 'pJ');
        return {
          symbols,
          term: sum([operations, ...memories.map((memory) => memoryTerm(explained, memory, symbols))]),
          ...energyBinding(explained, held, 'energy'),
        };
      },
    },
    {
      name: 'energy.memories',
      changeable: energyFrom(({ memoryEnergy }) => memoryEnergy),
      account: () => {
        const symbols = new FormulaSymbols();
        return {
          symbols,
          term: sum(memories.map((memory) => memoryTerm(explained, memory, symbols))),
          ...energyBinding(explained, held, 'energy.memories'),
        };
      },
    },
    ...memories.flatMap((memory) => formulasOfMemory(explained, memory)),
    edpFormula(explained),
  ];
}

function edpFormula({ evaluation }: ExplainedCase): QuantityFormula {
  return {
    name: 'edp',
    account: () => {
      const symbols = new FormulaSymbols();
      const energy = symbols.of('E', 'energy', evaluation.energy, 'pJ');
      return { symbols, term: product(energy, symbols.of('T', 'latency', evaluation.latency, 'cycles')) };
    },
  };
}

function energyFrom(read: QuantityReader): ChangeableQuantity {
  return { read, better: 'less', dependsOn: 'narrowestAccesses' };
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

function memoryTerm(explained: ExplainedCase, memory: MemoryLevel, symbols: FormulaSymbols): Term {
  const { name } = memory;
  return symbols.of(`E(${name})`, `energy of ${name}, all copies`, memoryEnergy(explained, memory), 'pJ');
}

function formulasOfMemory(explained: ExplainedCase, memory: MemoryLevel): QuantityFormula[] {
  const held = heldBy(explained, memory);
  const { name } = memory;
  return [
    {
      name: `energy.${name}`,
      changeable: energyFrom((evaluator) =>
        held.reduce((sum, { operand, level }) => sum + read(evaluator, operand, level), 0),
      ),
      account: () => {
        const symbols = new FormulaSymbols();
        return {
          symbols,
          term: sum(
            held.map(({ operand, level }) =>
              symbols.of(
                `E(${name}, ${operand.name})`,
                `energy of ${operand.name} in ${name}`,
                energyOf(explained, operand, level),
                'pJ',
              ),
            ),
          ),
          ...energyBinding(explained, held, `energy.${name}`),
        };
      },
    },
    ...held.map(({ operand, level }) => operandFormula(explained, memory, operand, level)),
  ];
}

function operandFormula(
  explained: ExplainedCase,
  memory: MemoryLevel,
  operand: ExplainedOperand,
  level: number,
): QuantityFormula {
  const name = `energy.${memory.name}.${operand.name}`;
  return {
    name,
    changeable: energyFrom((evaluator) => read(evaluator, operand, level)),
    account: () => {
      const symbols = new FormulaSymbols();
      const moving = transfersAt(explained, operand, level).filter(
        (transfer) => energyOfTransfer(explained, transfer) > 0,
      );
      const term = explained.details.counts === undefined ? wordsTimesEnergy : countedEnergyTerm;
      const terms = moving.map((transfer) => term(explained, transfer, moving.length > 1, symbols));
      return {
        symbols,
        term: forAllLayers(explained, symbols, sum(terms)),
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
  symbols: FormulaSymbols,
): Term {
  const { operand, level, memory, direction, port } = transfer;
  const movement = movementOf(explained, transfer, 'dataMovement');
  const suffix = severalDirections ? `_${SHORT_FORM[direction]}` : '';
  const what = transferText(transfer);
  const symbol = (name: string, meaning: string, value: number, unit: string): Term =>
    symbols.of(`${name}${suffix}`, meaning, value, unit);
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
      symbols.of(
        'units',
        `copies of ${memory.name} in use`,
        explained.details.unitSharing[operand.name]?.total[level + 1] ?? 0,
        'copies',
      ),
    ),
  );
  symbols.note(
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

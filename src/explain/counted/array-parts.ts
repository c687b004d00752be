import { mappedRounds } from '../../engine/problem/in-memory-computing/mapped-rounds.ts';
import { treeEnergyPj } from '../../model/in-memory-computing/adders.ts';
import type { ArrayStructure } from '../../model/in-memory-computing/array-structure.ts';
import type { EnergyPart } from '../../model/in-memory-computing/breakdown.ts';
import { analogToDigitalEnergyPj, digitalToAnalogEnergyPj } from '../../model/in-memory-computing/converters.ts';
import { BITLINE_ENERGY_PJ, FULL_ADDER, MULTIPLIER, REGISTER } from '../../model/in-memory-computing/technology.ts';
import { cyclesPerOperation } from '../computation.ts';
import type { ExplainedCase } from '../explained-case.ts';
import { bracketed, constant, type FormulaSymbols, product, sum, type Term } from '../terms.ts';

/**
 * A part of the energy of an in-memory-computing array, precharging aside, by the corrected model. Uses are added over the rounds of the
 * mapping, which can have different rows and columns (docs/cost-model-corrected.md#in-memory-computing).
 */
export function countedPartTerm(
  { evaluation }: ExplainedCase,
  structure: ArrayStructure,
  part: Exclude<EnergyPart, 'local_bl_precharging'>,
  symbols: FormulaSymbols,
): Term {
  const { layer, accelerator, spatialMapping } = evaluation;
  const rounds = mappedRounds(layer, accelerator, spatialMapping.source, structure);
  const isAnalog = structure.type === 'analog';
  const q = (symbol: string, meaning: string, value: number, unit: string): Term =>
    symbols.of(symbol, meaning, value, unit);
  const uses = (
    symbol: string,
    meaning: string,
    some: typeof rounds,
    factors: (round: (typeof rounds)[number]) => readonly number[],
    unit = 'uses',
  ): Term => {
    const made = sum(some.map((round) => product(...factors(round).map(constant))));
    const value = some.reduce((total, round) => total + factors(round).reduce((a, b) => a * b, 1), 0);
    return symbols.named(symbol, `${meaning}, over the layer and all macros`, value, unit, made);
  };
  const rowUses = (): Term =>
    uses(
      'row_uses',
      'uses of rows: rows that activations enter · uses of a macro',
      rounds.filter(({ isFurther }) => isFurther !== true),
      ({ rows, activations }) => [rows, activations],
    );
  const columnUses = (): Term =>
    uses(
      'col_uses',
      'uses of columns: columns that hold weights · uses of a macro',
      rounds,
      ({ columns, activations }) => [columns, activations],
    );
  const cycles = cyclesPerOperation(structure.cyclesPerOperation, symbols);
  const weightBits = (): Term => q('Pw', 'bits of a weight', structure.weightBits, 'bits');
  const serialBits = (): Term => q('b', 'activation bits fed in per cycle', structure.serialBits, 'bits');
  const fullAdder = (): Term => q('e_fa', 'energy of a full adder', FULL_ADDER.energyPj, 'pJ');
  switch (part) {
    case 'dacs': {
      const each = digitalToAnalogEnergyPj(structure.serialBits);
      return product(q('e_dac', 'energy of one conversion', each, 'pJ'), cycles, rowUses());
    }
    case 'adcs':
      return product(
        q('e_adc', 'energy of one conversion', analogToDigitalEnergyPj(structure.converterBits), 'pJ'),
        q('Pw', 'converters of a column, one per weight bit', structure.converters, 'converters'),
        cycles,
        columnUses(),
      );
    case 'mults': {
      const each = q('e_mul', 'energy of a one-bit multiplier', MULTIPLIER.energyPj, 'pJ');
      if (isAnalog) {
        const allColumns = q('C', 'columns of a macro', structure.columns, 'columns');
        return product(each, weightBits(), allColumns, cycles, rowUses());
      }
      const cells = uses(
        'uses',
        'uses of multipliers: columns · rows that add up in them · uses of a macro',
        rounds,
        ({ columns, accumulated = 0, activations }) => [columns, accumulated, activations],
      );
      return product(each, serialBits(), weightBits(), cycles, cells);
    }
    case 'analog_bl_addition':
      return product(
        q('e_bl', 'energy of swinging a bitline, per cell on it: 0.35·10⁻³·V²', BITLINE_ENERGY_PJ, 'pJ'),
        weightBits(),
        q('N', 'rows of a macro', structure.rows, 'rows'),
        cycles,
        columnUses(),
      );
    case 'adders_regular': {
      const sums = uses(
        'E_trees',
        `energy of the sums: that of one in a tree of ${structure.rows} inputs, by its live inputs · columns · uses of a macro`,
        rounds,
        ({ accumulated = 0, columns, activations }) => [
          treeEnergyPj(structure.rows, structure.weightBits, accumulated),
          columns,
          activations,
        ],
        'pJ',
      );
      return product(serialBits(), cycles, sums);
    }
    case 'adders_pv':
      return product(
        fullAdder(),
        q('q', 'one-bit adders of a place-value tree', structure.placeValueAdders, 'adders'),
        cycles,
        columnUses(),
      );
    case 'accumulators':
      return product(
        bracketed(sum([fullAdder(), q('e_ff', 'energy of a one-bit register', REGISTER.energyPj, 'pJ')])),
        q('W', 'bits of an accumulator', structure.accumulatorBits, 'bits'),
        cycles,
        columnUses(),
      );
  }
}

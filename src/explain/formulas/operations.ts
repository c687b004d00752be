import { percentText } from '../../base/number-text.ts';
import { mapOntoArray } from '../../engine/problem/in-memory-computing/mapped-array.ts';
import { treeEnergyPj } from '../../model/in-memory-computing/adders.ts';
import { type ArrayStructure, structureOf } from '../../model/in-memory-computing/array-structure.ts';
import type { EnergyPart } from '../../model/in-memory-computing/breakdown.ts';
import { analogToDigitalEnergyPj, digitalToAnalogEnergyPj } from '../../model/in-memory-computing/converters.ts';
import {
  BITLINE_ENERGY_PJ,
  FULL_ADDER,
  MULTIPLIER,
  prechargeEnergyPj,
  REGISTER,
} from '../../model/in-memory-computing/technology.ts';
import { operandRoles } from '../../model/workload/operand-roles.ts';
import { operandRelevance } from '../../model/workload/relevance.ts';
import { ARRAY_PART_TITLES, ARRAY_PARTS, arrayPartName } from '../../quantities/layer-quantities.ts';
import { cyclesPerOperation } from '../computation.ts';
import { countedPartTerm } from '../counted/array-parts.ts';
import { type ExplainedCase, forAllLayers } from '../explained-case.ts';
import type { QuantityFormula } from '../explained-quantity.ts';
import { bracketed, FormulaSymbols, product, quotient, sum, type Term } from '../terms.ts';

/** Energy of the array; of in-memory-computing arrays also by part (docs/in-memory-computing.md#energy-of-a-layer). */
export function operationFormulas(explained: ExplainedCase): QuantityFormula[] {
  const structure = structureOf(explained.evaluation.accelerator.operationalArray);
  return structure === undefined ? [ordinaryFormula(explained)] : inMemoryFormulas(explained, structure);
}

function ordinaryFormula(explained: ExplainedCase): QuantityFormula {
  const { layer, accelerator } = explained.evaluation;
  return {
    name: 'energy.operations',
    account: () => {
      const symbols = new FormulaSymbols();
      const each = symbols.of('E_MAC', 'energy of one operation', accelerator.operationalArray.unitEnergyPj, 'pJ');
      const count = symbols.of('MAC', 'operations of the layer', layer.operationCount, 'operations');
      return {
        symbols,
        term: forAllLayers(explained, symbols, product(each, count)),
      };
    },
  };
}

function inMemoryFormulas(explained: ExplainedCase, structure: ArrayStructure): QuantityFormula[] {
  const { energy } = explained.details;
  const energyOfPart = (part: EnergyPart): number => energy.macParts?.[part] ?? 0;
  const active = ARRAY_PARTS.filter((part) => energyOfPart(part) > 0);
  return [
    {
      name: 'energy.operations',
      account: () => {
        const symbols = new FormulaSymbols();
        const terms = active.map((part) =>
          symbols.of(part, `energy of the ${ARRAY_PART_TITLES[part]}`, energyOfPart(part), 'pJ'),
        );
        const [largest] = active.toSorted((a, b) => energyOfPart(b) - energyOfPart(a));
        const binding =
          largest && `the ${ARRAY_PART_TITLES[largest]} take ${percentText(energyOfPart(largest) / energy.mac)}`;
        return { symbols, term: sum(terms), binding };
      },
    },
    ...active.map((part) => ({
      name: arrayPartName(part),
      account: () => {
        const symbols = new FormulaSymbols();
        return { symbols, term: forAllLayers(explained, symbols, partTerm(explained, structure, part, symbols)) };
      },
    })),
  ];
}

/** As docs/in-memory-computing.md#energy-of-a-layer writes them. */
function partTerm(
  explained: ExplainedCase,
  structure: ArrayStructure,
  part: EnergyPart,
  symbols: FormulaSymbols,
): Term {
  if (part === 'local_bl_precharging') return prechargeTerm(explained, structure, symbols);
  if (explained.evaluation.costModel === 'corrected') return countedPartTerm(explained, structure, part, symbols);
  const { layer, spatialMapping } = explained.evaluation;
  const mapped = mapOntoArray(layer, spatialMapping.source, structure);
  const isAnalog = structure.type === 'analog';
  const q = (symbol: string, meaning: string, value: number, unit: string): Term =>
    symbols.of(symbol, meaning, value, unit);
  const k = product(
    cyclesPerOperation(structure.cyclesPerOperation, symbols),
    q('acts', 'uses of a macro over the layer, all macros', mapped.activations, 'uses'),
  );
  const rows = (): Term => q('rows', 'rows that activations enter', mapped.rows, 'rows');
  const columns = (): Term => q('cols', 'columns that hold weights', mapped.columns, 'columns');
  const weightBits = (): Term => q('Pw', 'bits of a weight', structure.weightBits, 'bits');
  const serialBits = (): Term => q('b', 'activation bits fed in per cycle', structure.serialBits, 'bits');
  const fullAdder = (): Term => q('e_fa', 'energy of a full adder', FULL_ADDER.energyPj, 'pJ');
  switch (part) {
    case 'dacs':
      return product(
        q('e_dac', 'energy of one conversion', digitalToAnalogEnergyPj(structure.serialBits), 'pJ'),
        rows(),
        k,
      );
    case 'adcs':
      return product(
        q('e_adc', 'energy of one conversion', analogToDigitalEnergyPj(structure.converterBits), 'pJ'),
        q('Pw', 'converters of a column, one per weight bit', structure.converters, 'converters'),
        columns(),
        k,
      );
    case 'mults': {
      const each = q('e_mul', 'energy of a one-bit multiplier', MULTIPLIER.energyPj, 'pJ');
      const allColumns = q('C', 'columns of a macro', structure.columns, 'columns');
      return isAnalog
        ? product(each, weightBits(), allColumns, rows(), k)
        : product(each, serialBits(), weightBits(), allColumns, q('N', 'rows of a macro', structure.rows, 'rows'), k);
    }
    case 'analog_bl_addition':
      return product(
        q('e_bl', 'energy of swinging a bitline, per cell on it: 0.35·10⁻³·V²', BITLINE_ENERGY_PJ, 'pJ'),
        weightBits(),
        columns(),
        q('N', 'rows of a macro', structure.rows, 'rows'),
        k,
      );
    case 'adders_regular': {
      const tree = treeEnergyPj(structure.rows, structure.weightBits, mapped.rows);
      return product(
        q('E_tree', `energy of one sum in a tree of ${structure.rows} inputs, ${mapped.rows} of them live`, tree, 'pJ'),
        serialBits(),
        columns(),
        k,
      );
    }
    case 'adders_pv':
      return product(
        fullAdder(),
        q('q', 'one-bit adders of a place-value tree', structure.placeValueAdders, 'adders'),
        columns(),
        k,
      );
    case 'accumulators':
      return product(
        bracketed(sum([fullAdder(), q('e_ff', 'energy of a one-bit register', REGISTER.energyPj, 'pJ')])),
        q('W', 'bits of an accumulator', structure.accumulatorBits, 'bits'),
        columns(),
        k,
      );
  }
}

/** As docs/in-memory-computing.md#precharging writes it. */
function prechargeTerm(
  { evaluation, details }: ExplainedCase,
  structure: ArrayStructure,
  symbols: FormulaSymbols,
): Term {
  const { layer, temporalMapping } = evaluation;
  const { weight } = operandRoles(layer);
  const name = weight?.name ?? '';
  const classOf = weight === undefined ? undefined : operandRelevance(layer, weight).classOf;
  const lowest = temporalMapping.loops.slice(0, temporalMapping.boundaries.get(name)?.[0] ?? 0);
  const end = lowest.findIndex(({ dimension }) => classOf?.get(dimension) !== 'irrelevant');
  const selectedFor = lowest.slice(0, end < 0 ? lowest.length : end).reduce((total, { size }) => total * size, 1);
  return quotient(
    product(
      symbols.of(
        'e_pre',
        `energy of precharging one local bitline with ${structure.weightsPerPosition} cells`,
        prechargeEnergyPj(structure.weightsPerPosition),
        'pJ',
      ),
      symbols.of('Pw', 'bits of a weight', structure.weightBits, 'bits'),
      symbols.of(
        'reads',
        `elements of ${name} read towards the array`,
        details.dataMovement[name]?.[0]?.data_elem_move_count.rd_out_to_low ?? 0,
        'elements',
      ),
    ),
    symbols.of('ι', `iterations of the innermost loops that do not index ${name}`, selectedFor, 'iterations'),
  );
}

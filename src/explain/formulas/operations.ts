import { mapOntoArray } from '../../engine/problem/mapped-array.ts';
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
import { type ExplainedCase, forAllLayers } from '../explained-case.ts';
import { type Figure, largestFirst } from '../explained-quantity.ts';
import { bracketed, product, Quantities, quotient, sum, type Term } from '../terms.ts';
import { cyclesPerOperation } from './latency.ts';

/** Energy of the array; of in-memory-computing arrays also by part (docs/in-memory-computing.md#energy-of-a-layer). */
export function operationFigures(explained: ExplainedCase): Figure[] {
  const structure = structureOf(explained.evaluation.accelerator.operationalArray);
  return structure === undefined ? [ordinaryFigure(explained)] : inMemoryFigures(explained, structure);
}

const OPERATIONAL = { name: 'operational_energy', title: 'Energy of the operations of the array', unit: 'pJ' };

function ordinaryFigure(explained: ExplainedCase): Figure {
  const { layer, accelerator } = explained.evaluation;
  return {
    ...OPERATIONAL,
    account: () => {
      const quantities = new Quantities();
      const each = quantities.of('E_MAC', 'energy of one operation', accelerator.operationalArray.unitEnergyPj, 'pJ');
      const count = quantities.of('MAC', 'operations of the layer', layer.operationCount, 'operations');
      return {
        value: explained.details.energy.mac,
        quantities,
        term: forAllLayers(explained, quantities, product(each, count)),
      };
    },
  };
}

const PART_NAMES: Readonly<Record<EnergyPart, string>> = {
  local_bl_precharging: 'precharging of local bitlines',
  dacs: 'digital-to-analog converters',
  adcs: 'analog-to-digital converters',
  mults: 'multipliers',
  analog_bl_addition: 'bitlines that add up charge',
  adders_regular: 'adder trees',
  adders_pv: 'place-value adders',
  accumulators: 'accumulators',
};

const PARTS: readonly EnergyPart[] = [
  'local_bl_precharging',
  'dacs',
  'adcs',
  'mults',
  'analog_bl_addition',
  'adders_regular',
  'adders_pv',
  'accumulators',
];

function inMemoryFigures(explained: ExplainedCase, structure: ArrayStructure): Figure[] {
  const { energy } = explained.details;
  const energyOfPart = (part: EnergyPart): number => energy.macParts?.[part] ?? 0;
  const active = PARTS.filter((part) => energyOfPart(part) > 0);
  const name = (part: EnergyPart): string => `operational_energy.${part}`;
  const parts = largestFirst(active.map((part) => [name(part), energyOfPart(part)]));
  return [
    {
      ...OPERATIONAL,
      account: () => {
        const quantities = new Quantities();
        const terms = active.map((part) =>
          quantities.of(part, `energy of the ${PART_NAMES[part]}`, energyOfPart(part), 'pJ'),
        );
        const [largest] = active.toSorted((a, b) => energyOfPart(b) - energyOfPart(a));
        const binding =
          largest && `the ${PART_NAMES[largest]} take ${((energyOfPart(largest) / energy.mac) * 100).toFixed(1)} %`;
        return { value: energy.mac, quantities, term: sum(terms), parts, binding };
      },
    },
    ...active.map((part) => ({
      name: name(part),
      title: `Energy of the ${PART_NAMES[part]}`,
      unit: 'pJ',
      account: () => {
        const quantities = new Quantities();
        const term = partTerm(explained, structure, part, quantities);
        return { value: energyOfPart(part), quantities, term: forAllLayers(explained, quantities, term) };
      },
    })),
  ];
}

/** As docs/in-memory-computing.md#energy-of-a-layer writes them. */
function partTerm(explained: ExplainedCase, structure: ArrayStructure, part: EnergyPart, quantities: Quantities): Term {
  if (part === 'local_bl_precharging') return prechargeTerm(explained, structure, quantities);
  const { layer, spatialMapping } = explained.evaluation;
  const mapped = mapOntoArray(layer, spatialMapping.source, structure);
  const isAnalog = structure.type === 'analog';
  const q = (symbol: string, meaning: string, value: number, unit: string): Term =>
    quantities.of(symbol, meaning, value, unit);
  const k = product(
    cyclesPerOperation(structure.cyclesPerOperation, quantities),
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
  quantities: Quantities,
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
      quantities.of(
        'e_pre',
        `energy of precharging one local bitline with ${structure.weightsPerPosition} cells`,
        prechargeEnergyPj(structure.weightsPerPosition),
        'pJ',
      ),
      quantities.of('Pw', 'bits of a weight', structure.weightBits, 'bits'),
      quantities.of(
        'reads',
        `elements of ${name} read towards the array`,
        details.dataMovement[name]?.[0]?.data_elem_move_count.rd_out_to_low ?? 0,
        'elements',
      ),
    ),
    quantities.of('ι', `iterations of the innermost loops that do not index ${name}`, selectedFor, 'iterations'),
  );
}

/** The clock period of in-memory-computing arrays (docs/in-memory-computing.md#clock-period). */
export function clockFigures({ evaluation }: ExplainedCase): Figure[] {
  if (evaluation.hardware === undefined) return [];
  const figure: Figure = {
    name: 'clock_period',
    title: 'Clock period of the array',
    unit: 'ns',
    account: () => {
      const quantities = new Quantities();
      const parts = Object.entries(evaluation.hardware?.clockPeriod.partsNs ?? {}).filter(([, delay]) => delay > 0);
      const terms = parts.map(([part, delay]) => quantities.of(part, `delay of ${part}`, delay, 'ns'));
      const [slowest] = parts.toSorted(([, a], [, b]) => b - a);
      return {
        value: evaluation.tclk ?? 0,
        quantities,
        term: sum(terms),
        binding: slowest && `all parts work one after the other within a cycle; ${slowest[0]} take longest`,
      };
    },
  };
  return [figure];
}

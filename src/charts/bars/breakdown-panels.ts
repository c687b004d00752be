import { formatWithUnit } from '../../base/number-text.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { type LatencySections, memoryNames } from '../../quantities/cost-parts.ts';
import { besideEachOther, type Legend, listLegend, shadeLegend } from '../drawing/legend.ts';
import {
  BLACK,
  BLUISH_GREEN,
  categoryColour,
  REDDISH_PURPLE,
  SKY_BLUE,
  tint,
  VERMILLION,
  YELLOW,
} from '../drawing/palette.ts';
import type { BreakdownRow } from './breakdown-rows.ts';
import type { BarSection } from './stacked-bars.ts';

/** Bars of one quantity and the meaning of their colours. */
export interface BreakdownPanel {
  readonly quantity: string;
  /** In singular form, to which a scale is prefixed. */
  readonly unit: string;
  readonly bars: readonly (readonly BarSection[])[];
  readonly legend: Legend;
}

const LATENCY_PARTS: readonly {
  readonly key: keyof LatencySections;
  readonly name: string;
  readonly colour: string;
}[] = [
  { key: 'idealComputation', name: 'ideal computation', colour: BLUISH_GREEN },
  { key: 'spatialStall', name: 'spatial stall (units without work)', colour: SKY_BLUE },
  { key: 'temporalStall', name: 'temporal stall (waiting for data)', colour: VERMILLION },
  { key: 'onloading', name: 'on-loading', colour: YELLOW },
  { key: 'offloading', name: 'off-loading', colour: REDDISH_PURPLE },
];

/** How much of a memory's colour each operand gets, in operand order. */
const OPERAND_SHADES = [1, 0.65, 0.35];

/** Energy in pJ: operations, then memories by ascending capacity, a shade of the memory's colour per operand. */
export function energyPanel(
  rows: readonly BreakdownRow[],
  evaluations: readonly CostModelEvaluation[],
): BreakdownPanel {
  const operands = [...new Set(evaluations.flatMap(({ layer }) => [...layer.mapping.memoryOperandLinks.keys()]))];
  const shades = operands.map((name, index) => ({ name, share: OPERAND_SHADES[index % OPERAND_SHADES.length] ?? 1 }));
  const memories = memoryNames(evaluations.map(({ accelerator }) => accelerator)).map((name, index) => ({
    name,
    colour: categoryColour(index),
  }));
  const colourOf = (memory: string, operand: string): string =>
    tint(
      memories.find(({ name }) => name === memory)?.colour ?? BLACK,
      shades.find(({ name }) => name === operand)?.share ?? 1,
    );
  const shown = new Set(rows.flatMap(({ energy }) => energy.memories.map((part) => `${part.memory} ${part.operand}`)));
  return {
    quantity: 'energy',
    unit: 'pJ',
    bars: rows.map(({ energy }): BarSection[] => [
      { value: energy.macEnergyPj, colour: BLACK, hint: `MAC: ${formatWithUnit(energy.macEnergyPj, 'pJ')}` },
      ...energy.memories.map(({ memory, operand, energyPj }) => ({
        value: energyPj,
        colour: colourOf(memory, operand),
        hint: `${memory}, ${operand}: ${formatWithUnit(energyPj, 'pJ')}`,
      })),
    ]),
    legend: besideEachOther(
      shadeLegend(
        memories.filter(({ name }) => operands.some((operand) => shown.has(`${name} ${operand}`))),
        shades,
        (memory, operand) => shown.has(`${memory} ${operand}`),
      ),
      listLegend([{ name: 'MAC', colour: BLACK }]),
    ),
  };
}

/** Latency in cycles by cause. */
export function latencyPanel(rows: readonly BreakdownRow[]): BreakdownPanel {
  return {
    quantity: 'latency',
    unit: 'cycles',
    bars: rows.map(({ latency }): BarSection[] =>
      LATENCY_PARTS.map(({ key, name, colour }) => ({
        value: latency[key],
        colour,
        hint: `${name}: ${formatWithUnit(latency[key], 'cycles')}`,
      })),
    ),
    legend: listLegend(LATENCY_PARTS),
  };
}

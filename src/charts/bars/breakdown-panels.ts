import { quantityText, type Unit } from '../../base/number-text.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../../model/evaluation/traffic-evaluation.ts';
import { LATENCY_PARTS, type LatencySections, memoryNames, OPERATIONS_TITLE } from '../../quantities/cost-parts.ts';
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
  /** Of the values of the bars. */
  readonly unit: Unit;
  readonly bars: readonly (readonly BarSection[])[];
  readonly legend: Legend;
}

const LATENCY_COLOURS: Readonly<Record<keyof LatencySections, string>> = {
  idealComputation: BLUISH_GREEN,
  spatialStall: SKY_BLUE,
  temporalStall: VERMILLION,
  onloading: YELLOW,
  offloading: REDDISH_PURPLE,
};

/** How much of a memory's colour each operand gets, in operand order. */
const OPERAND_SHADES = [1, 0.65, 0.35];

/** Energy in pJ: operations, then memories by ascending capacity, a shade of the memory's colour per operand. */
export function energyPanel(
  rows: readonly BreakdownRow[],
  evaluations: readonly CostModelEvaluation[],
  otherOperators: readonly TrafficEvaluation[] = [],
): BreakdownPanel {
  const operands = [...new Set(evaluations.flatMap(({ layer }) => [...layer.mapping.memoryOperandLinks.keys()]))];
  const shades = operands.map((name, index) => ({ name, share: OPERAND_SHADES[index % OPERAND_SHADES.length] ?? 1 }));
  const memories = memoryNames([...evaluations, ...otherOperators].map(({ accelerator }) => accelerator)).map(
    (name, index) => ({
      name,
      colour: categoryColour(index),
    }),
  );
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
      {
        value: energy.macEnergyPj,
        colour: BLACK,
        hint: `${OPERATIONS_TITLE}: ${quantityText(energy.macEnergyPj, 'pJ')}`,
      },
      ...energy.memories.map(({ memory, operand, energyPj }) => ({
        value: energyPj,
        colour: colourOf(memory, operand),
        hint: `${memory}, ${operand}: ${quantityText(energyPj, 'pJ')}`,
      })),
    ]),
    legend: besideEachOther(
      shadeLegend(
        memories.filter(({ name }) => operands.some((operand) => shown.has(`${name} ${operand}`))),
        shades,
        (memory, operand) => shown.has(`${memory} ${operand}`),
      ),
      listLegend([{ name: OPERATIONS_TITLE, colour: BLACK }]),
    ),
  };
}

/** Latency in cycles by cause. */
export function latencyPanel(rows: readonly BreakdownRow[]): BreakdownPanel {
  return {
    quantity: 'latency',
    unit: 'cycles',
    bars: rows.map(({ latency }): BarSection[] =>
      LATENCY_PARTS.map(({ key, title }) => ({
        value: latency[key],
        colour: LATENCY_COLOURS[key],
        hint: `${title}: ${quantityText(latency[key], 'cycles')}`,
      })),
    ),
    legend: listLegend(LATENCY_PARTS.map(({ key, title }) => ({ name: title, colour: LATENCY_COLOURS[key] }))),
  };
}

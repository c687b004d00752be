import type { CostModelEvaluation } from '../../model/evaluation.ts';
import type { ChartLibrary } from './chart-library.ts';
import { energySections, type LatencySections, latencySections, memoryNames } from './cost-sections.ts';
import { listLegend, shadeLegend } from './legend.ts';
import {
  BLACK,
  BLUISH_GREEN,
  categoryColour,
  FAINT_INK,
  REDDISH_PURPLE,
  SKY_BLUE,
  tint,
  VERMILLION,
  YELLOW,
} from './palette.ts';
import { AXIS_BOTTOM, AXIS_TOP, type BarSection, stackedBars } from './stacked-bars.ts';
import { group, svgDocument, textAt } from './svg.ts';
import { shortened, textWidth } from './text-width.ts';
import { formatWithUnit } from './units.ts';

export interface EnergyAndLatencyChartOptions {
  readonly title?: string;
  /** One per evaluation. By default the id and name of the layer. */
  readonly labels?: readonly string[];
}

const PANEL_WIDTH = 420;
const ROW_HEIGHT = 22;
const LABEL_LIMIT = 240;
const HEADER = 60;
const MARGIN = 16;

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

/**
 * Two panels of horizontal bars, a row per evaluation: energy in pJ by memory and operand, latency in cycles by cause. Hints on
 * the sections give their values. Returns a standalone SVG document.
 * @throws Error when there is nothing to draw.
 */
export function energyAndLatencyChart(
  library: ChartLibrary,
  evaluations: readonly CostModelEvaluation[],
  { title = 'Energy and latency', labels = evaluations.map(layerLabel) }: EnergyAndLatencyChartOptions = {},
): string {
  if (evaluations.length === 0) throw new Error('there are no evaluations to draw');
  const energies = evaluations.map(energySections);
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

  const energyBars = energies.map((energy): BarSection[] => [
    { value: energy.macEnergyPj, colour: BLACK, hint: `MAC: ${formatWithUnit(energy.macEnergyPj, 'pJ')}` },
    ...energy.memories.map(({ memory, operand, energyPj }) => ({
      value: energyPj,
      colour: colourOf(memory, operand),
      hint: `${memory}, ${operand}: ${formatWithUnit(energyPj, 'pJ')}`,
    })),
  ]);
  const latencyBars = evaluations.map((evaluation): BarSection[] => {
    const sections = latencySections(evaluation);
    return LATENCY_PARTS.map(({ key, name, colour }) => ({
      value: sections[key],
      colour,
      hint: `${name}: ${formatWithUnit(sections[key], 'cycles')}`,
    }));
  });

  const shown = new Set(energies.flatMap((energy) => energy.memories.map((part) => `${part.memory} ${part.operand}`)));
  const energyLegend = shadeLegend(
    memories.filter(({ name }) => operands.some((operand) => shown.has(`${name} ${operand}`))),
    shades,
    (memory, operand) => shown.has(`${memory} ${operand}`),
  );
  const macLegend = listLegend([{ name: 'MAC', colour: BLACK }]);
  const latencyLegend = listLegend(LATENCY_PARTS);
  const legendHeight = Math.max(energyLegend.height, latencyLegend.height) + 10;

  const rowLabels = labels.map((label) => shortened(label, LABEL_LIMIT, 12));
  const labelWidth = 12 + Math.max(0, ...rowLabels.map((label) => textWidth(label, 12)));
  const panelHeight = evaluations.length * ROW_HEIGHT + AXIS_TOP + AXIS_BOTTOM;
  const panel = { height: panelHeight, rowHeight: ROW_HEIGHT };
  const latencyStart = MARGIN + labelWidth + PANEL_WIDTH + MARGIN;
  const panelTop = HEADER + legendHeight;
  return svgDocument(latencyStart + PANEL_WIDTH + 20 + MARGIN, panelTop + panelHeight + MARGIN, title, [
    textAt(MARGIN, 28, title, { 'font-size': 16, 'font-weight': 'bold' }),
    ...networkTotal(evaluations).map((text) => textAt(MARGIN, 48, text, { fill: FAINT_INK })),
    group({ transform: `translate(${MARGIN + labelWidth},${HEADER})` }, [
      energyLegend.content,
      group({ transform: `translate(${Math.round(energyLegend.width) + 24},18)` }, [macLegend.content]),
    ]),
    group({ transform: `translate(${latencyStart + 20},${HEADER + 18})` }, [latencyLegend.content]),
    group({ transform: `translate(${MARGIN},${panelTop})` }, [
      stackedBars(library, energyBars, {
        ...panel,
        quantity: 'energy',
        unit: 'pJ',
        width: labelWidth + PANEL_WIDTH,
        labels: rowLabels,
        labelWidth,
      }),
    ]),
    group({ transform: `translate(${latencyStart},${panelTop})` }, [
      stackedBars(library, latencyBars, {
        ...panel,
        quantity: 'latency',
        unit: 'cycles',
        width: PANEL_WIDTH + 20,
        labelWidth: 20,
      }),
    ]),
  ]);
}

/** The sum over several layers; several mappings of one layer have no meaningful sum. */
function networkTotal(evaluations: readonly CostModelEvaluation[]): string[] {
  const ids = new Set(evaluations.map(({ layer }) => layer.id));
  if (evaluations.length < 2 || ids.size < evaluations.length) return [];
  const energy = evaluations.reduce((sum, evaluation) => sum + evaluation.energy, 0);
  const latency = evaluations.reduce((sum, evaluation) => sum + evaluation.latency, 0);
  return [`sum of ${evaluations.length} layers: ${formatWithUnit(energy, 'pJ')}, ${formatWithUnit(latency, 'cycles')}`];
}

/** Id and name; of names that are paths the last two parts. */
function layerLabel({ layer }: CostModelEvaluation): string {
  return `${layer.id}: ${layer.name.split('/').filter(Boolean).slice(-2).join('/')}`;
}

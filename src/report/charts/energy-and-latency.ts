import type { CostModelEvaluation } from '../../model/evaluation.ts';
import type { ChartLibrary } from './chart-library.ts';
import { type CostSection, energySections, LATENCY_PARTS, latencySections } from './cost-sections.ts';
import { FONT, legend, PALETTE, picture, textAt, textWidth } from './svg.ts';

export interface EnergyAndLatencyOptions {
  readonly title?: string;
  /** One per evaluation; by default layer id and name. */
  readonly labels?: readonly string[];
}

const PANEL_WIDTH = 520;
const BAR_HEIGHT = 20;
const MEMORY_COLOURS = [
  PALETTE.orange,
  PALETTE.sky,
  PALETTE.green,
  PALETTE.blue,
  PALETTE.purple,
  PALETTE.yellow,
  PALETTE.vermilion,
  PALETTE.grey,
];
const LATENCY_COLOURS = [PALETTE.black, PALETTE.grey, PALETTE.vermilion, PALETTE.sky, PALETTE.blue];

interface Bar extends CostSection {
  readonly label: string;
}

/**
 * Energy in pJ by memory and latency in cycles by cause, a bar for every evaluation, totals at their ends. As high as it needs to be.
 * @returns SVG text.
 */
export function energyAndLatencyChart(
  library: ChartLibrary,
  evaluations: readonly CostModelEvaluation[],
  { title, labels = evaluations.map(defaultLabel) }: EnergyAndLatencyOptions = {},
): string {
  const names = distinct(labels);
  const energy = barsOf(evaluations, names, energySections);
  const latency = barsOf(evaluations, names, latencySections);
  const memories = [...new Set(energy.map(({ part }) => part))].filter((part) => part !== 'operations');
  const energyParts = ['operations', ...memories];
  const energyColours = [
    PALETTE.black,
    ...memories.map((_, index) => MEMORY_COLOURS[index % MEMORY_COLOURS.length] ?? PALETTE.grey),
  ];
  const labelWidth = Math.min(260, 20 + Math.max(...names.map((name) => textWidth(name, 10)), 0));
  const width = labelWidth + 2 * PANEL_WIDTH + 30;
  const titleHeight = title === undefined ? 14 : 40;
  const energyKey = legend(pairs(energyParts, energyColours), labelWidth, titleHeight, PANEL_WIDTH - 20);
  const latencyKey = legend(
    pairs(LATENCY_PARTS, LATENCY_COLOURS),
    labelWidth + PANEL_WIDTH + 20,
    titleHeight,
    PANEL_WIDTH - 20,
  );
  const top = titleHeight + Math.max(energyKey.height, latencyKey.height) + 6;
  const height = names.length * BAR_HEIGHT + 60;
  const left = panel(library, energy, names, energyParts, energyColours, {
    unit: 'energy (pJ)',
    marginLeft: labelWidth,
    height,
  });
  const right = panel(library, latency, names, LATENCY_PARTS, LATENCY_COLOURS, {
    unit: 'latency (cycles)',
    marginLeft: 20,
    height,
  });
  const heading = title === undefined ? '' : textAt(width / 2, 26, title, { anchor: 'middle', size: 16, bold: true });
  const content = [
    heading,
    energyKey.content,
    latencyKey.content,
    placed(left, 0, top),
    placed(right, labelWidth + PANEL_WIDTH, top),
  ];
  return picture(width, top + height + 6, content.join(''));
}

interface PanelOptions {
  readonly unit: string;
  readonly marginLeft: number;
  readonly height: number;
}

/** Stacked horizontal bars with their totals. */
function panel(
  { Plot, document }: ChartLibrary,
  bars: readonly Bar[],
  names: readonly string[],
  parts: readonly string[],
  colours: readonly string[],
  { unit, marginLeft, height }: PanelOptions,
): string {
  const totals = names.map((label) => ({
    label,
    value: bars.reduce((sum, bar) => (bar.label === label ? sum + bar.value : sum), 0),
  }));
  const largest = Math.max(...totals.map(({ value }) => value), Number.MIN_VALUE);
  const svg = Plot.plot({
    document,
    style: { fontFamily: FONT },
    width: marginLeft + PANEL_WIDTH,
    height,
    marginLeft,
    marginRight: 20,
    marginTop: 4,
    marginBottom: 44,
    x: { label: unit, labelAnchor: 'center', grid: true, domain: [0, largest * 1.18], ticks: 5, tickFormat: '~s' },
    y: { label: null, domain: names, axis: marginLeft > 20 ? 'left' : null, tickSize: 0 },
    color: { domain: parts, range: colours },
    marks: [
      Plot.barX(bars, { x: 'value', y: 'label', fill: 'part', order: [...parts], insetTop: 2, insetBottom: 2 }),
      Plot.text(totals, {
        x: 'value',
        y: 'label',
        text: ({ value }: { readonly value: number }) => threeDigits(value),
        textAnchor: 'start',
        dx: 4,
      }),
      Plot.ruleX([0]),
    ],
  });
  return svg.outerHTML;
}

function barsOf(
  evaluations: readonly CostModelEvaluation[],
  names: readonly string[],
  sections: (evaluation: CostModelEvaluation) => readonly CostSection[],
): Bar[] {
  return evaluations.flatMap((evaluation, index) =>
    sections(evaluation).map((section) => ({ ...section, label: names[index] ?? '' })),
  );
}

/** A panel at its place in the picture. */
function placed(svg: string, x: number, y: number): string {
  return svg.replace('<svg', `<svg x="${x}" y="${y}"`);
}

function pairs(parts: readonly string[], colours: readonly string[]): (readonly [string, string])[] {
  return parts.map((part, index) => [part, colours[index] ?? PALETTE.grey]);
}

/** Long names of exported models are paths: their last two parts tell layers apart. */
function defaultLabel({ layer }: CostModelEvaluation): string {
  const name = layer.name
    .split('/')
    .filter((part) => part !== '')
    .slice(-2)
    .join('/');
  return `${layer.id}: ${name.length > 34 ? `…${name.slice(-33)}` : name}`;
}

/** Bars of one name would be drawn over each other. */
function distinct(labels: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return labels.map((label) => {
    const count = (seen.get(label) ?? 0) + 1;
    seen.set(label, count);
    return count === 1 ? label : `${label} (${count})`;
  });
}

/** `1.23e+4` is hard to read on a chart: `12.3 k`. */
function threeDigits(value: number): string {
  const units = ['', ' k', ' M', ' G', ' T', ' P'];
  const scale = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(value, 1)) / 3)));
  return `${Number((value / 1000 ** scale).toPrecision(3))}${units[scale]}`;
}

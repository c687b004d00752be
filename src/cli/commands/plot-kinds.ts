import * as z from 'zod/mini';
import { InputError } from '../../base/diagnostic.ts';
import { largest } from '../../base/extremes.ts';
import { countText } from '../../base/number-text.ts';
import type { BreakdownPageOptions } from '../../charts/bars/breakdown-page.ts';
import type { RowOptions } from '../../charts/bars/breakdown-rows.ts';
import { energyAndLatencyChart } from '../../charts/bars/energy-and-latency.ts';
import { energyBreakdownChart } from '../../charts/bars/energy-breakdown.ts';
import { latencyBreakdownChart } from '../../charts/bars/latency-breakdown.ts';
import type { ChartLibrary } from '../../charts/drawing/chart-library.ts';
import { resizedDocument } from '../../charts/drawing/svg.ts';
import { loopNestChart } from '../../charts/loop-nest/loop-nest-chart.ts';
import { memoryHierarchyChart } from '../../charts/memory-hierarchy/memory-hierarchy.ts';
import { mappingScatterChart } from '../../charts/scatter/mapping-scatter.ts';
import { paretoChart } from '../../charts/scatter/pareto-front.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { memoryNames } from '../../quantities/cost-parts.ts';
import { namesByReason } from '../../quantities/infeasible-layers.ts';
import { layerNames } from '../../quantities/layer-names.ts';
import { type LeftOut, uncostedText } from '../../quantities/left-out.ts';
import type { StoredRun } from '../../results/decode-results.ts';
import { findLayer } from '../../results/find-layer.ts';
import { evaluateMappings } from './plot-mappings.ts';

/** The options as the command line hands them over; `--no-title` is a title of false. */
export const PlotCommandOptions = z.readonly(
  z.object({
    kind: z.string(),
    out: z.string(),
    layer: z.optional(z.string()),
    title: z.optional(z.union([z.string(), z.literal(false)])),
    width: z.optional(z.number()),
    top: z.optional(z.number()),
    share: z.optional(z.boolean()),
    axes: z.optional(z.enum(['auto', 'linear', 'log'])),
    scale: z.optional(z.number()),
  }),
);

export type PlotOptions = z.infer<typeof PlotCommandOptions>;

/** Options that only some kinds of plots have. */
export type PlotOption = 'layer' | 'title' | 'top' | 'share' | 'axes';

export interface PlotRequest {
  readonly run: StoredRun;
  readonly library: ChartLibrary;
  readonly options: PlotOptions;
}

/** A picture, and in a few words what it shows. */
export interface Plot {
  readonly svg: string;
  readonly content: string;
}

export interface PlotKind {
  readonly name: string;
  readonly description: string;
  readonly options: readonly PlotOption[];
  /** @throws InputError when the results do not have what is asked for. */
  readonly draw: (request: PlotRequest) => Plot;
}

/** More layers than these are drawn together, unless told. */
const MOST_ROWS = 60;

export const PLOT_KINDS: readonly PlotKind[] = [
  breakdown('energy', 'energy of every layer, by memory and operand', energyBreakdownChart),
  breakdown('latency', 'latency of every layer, by cause', latencyBreakdownChart),
  breakdown('energy-latency', 'energy and latency of every layer, side by side', energyAndLatencyChart),
  {
    name: 'loop-nest',
    description: 'loop nest of one layer, with the memory of every operand',
    options: ['layer', 'title'],
    draw: ({ run, options }) => {
      const evaluation = oneLayer(run, options.layer);
      // As in the plots of all layers.
      const memories = memoryNames(run.evaluations.map(({ accelerator }) => accelerator));
      const svg = loopNestChart(evaluation, { memories, ...headed(options) });
      return { svg, content: `loop nest of ${evaluation.layer.name}` };
    },
  },
  {
    name: 'memory-hierarchy',
    description: 'memories of the accelerator and the data paths between them',
    options: ['layer'],
    draw: ({ run, options }) => {
      const accelerator = acceleratorOf(run, options.layer);
      const svg = memoryHierarchyChart(accelerator);
      return {
        svg: options.width === undefined ? svg : resizedDocument(svg, options.width),
        content: `memory hierarchy of ${accelerator.name}`,
      };
    },
  },
  {
    name: 'mappings',
    description: 'energy and latency of all temporal mappings of one layer',
    options: ['layer', 'title', 'axes'],
    draw: ({ run, library, options }) => {
      const evaluation = oneLayer(run, options.layer);
      const { costs, count, note, title } = evaluateMappings(run, evaluation);
      const svg = mappingScatterChart(library, costs, { title, note, count, axes: options.axes, ...headed(options) });
      return { svg, content: `${count} mappings of ${evaluation.layer.name}` };
    },
  },
  {
    name: 'pareto',
    description: 'temporal mappings of one layer that no other mapping beats in both energy and latency',
    options: ['layer', 'title', 'axes'],
    draw: ({ run, library, options }) => {
      const evaluation = oneLayer(run, options.layer);
      const { costs, count, note, title, winner } = evaluateMappings(run, evaluation);
      const svg = paretoChart(library, costs, {
        title,
        note,
        count,
        winner,
        axes: options.axes,
        ...headed(options),
      });
      return { svg, content: `Pareto front of ${count} mappings of ${evaluation.layer.name}` };
    },
  },
];

function breakdown(
  name: string,
  description: string,
  chart: (
    library: ChartLibrary,
    evaluations: readonly CostModelEvaluation[],
    options: BreakdownPageOptions & RowOptions,
  ) => string,
): PlotKind {
  return {
    name,
    description,
    options: ['layer', 'title', 'top', 'share'],
    draw: ({ run, library, options }) => {
      const evaluations = options.layer === undefined ? run.evaluations : [findLayer(run, options.layer)];
      const [first] = evaluations;
      if (first === undefined) throw refuseEmpty(run);
      const quantity = name === 'energy-latency' ? 'Energy and latency' : name === 'energy' ? 'Energy' : 'Latency';
      const { workload, accelerator } = run.document.inputs;
      const { numbered } = layerNames(run.evaluations.map(({ layer }) => layer));
      const svg = chart(library, evaluations, {
        labels: evaluations.map(({ layer }) => numbered(layer)),
        title: `${quantity} of ${nameOf(workload.name)} on ${nameOf(accelerator.name)}`,
        top: options.top ?? MOST_ROWS,
        share: options.share,
        ...(options.layer === undefined ? { ...leftOutOf(run), otherOperators: run.otherOperators } : {}),
        ...headed(options),
      });
      const layers = evaluations.length === 1 ? first.layer.name : countText(evaluations.length, 'layer');
      const missing = options.layer === undefined ? partialNote(leftOutOf(run)) : '';
      return { svg, content: `${quantity.toLowerCase()} of ${layers}${missing}` };
    },
  };
}

/** `--no-title` leaves all text above the picture to the caption of the page. */
function headed({ title, width }: PlotOptions): { title?: string; heading?: boolean; width?: number } {
  return {
    ...(width === undefined ? {} : { width }),
    ...(title === undefined ? {} : title === false ? { heading: false } : { title }),
  };
}

function leftOutOf({ document: { infeasible, uncosted } }: StoredRun): LeftOut {
  return { infeasible, uncosted };
}

/** Layers and operations that a picture of all cannot have. */
function partialNote({ infeasible, uncosted }: LeftOut): string {
  const layers = namesByReason(infeasible).map(([reason, names]) => `${names.join(', ')} (${reason})`);
  const operations = uncostedText(uncosted);
  const texts = [
    ...(layers.length === 0 ? [] : [`without ${layers.join(', ')}`]),
    ...(operations === undefined ? [] : [operations]),
  ];
  return texts.length === 0 ? '' : `, PARTIAL: ${texts.join('; ')}`;
}

function oneLayer(run: StoredRun, wanted: string | undefined): CostModelEvaluation {
  const { evaluations } = run;
  if (wanted !== undefined) return findLayer(run, wanted);
  const [first] = evaluations;
  if (first === undefined) throw refuseEmpty(run);
  if (evaluations.length === 1) return first;
  const list = evaluations.map(({ layer }) => `${layer.id}: ${layer.name}`).join('\n       ');
  throw new InputError([
    {
      code: 'ZZ6063',
      severity: 'error',
      message: `this kind of plot shows one layer, and the results have ${evaluations.length}`,
      hint: `choose one with --layer:\n       ${list}`,
    },
  ]);
}

/** That of the layer or, without one, that with most memories: data locality takes some out for some layers. */
function acceleratorOf(run: StoredRun, wanted: string | undefined): CostModelEvaluation['accelerator'] {
  const { evaluations } = run;
  if (wanted !== undefined) return findLayer(run, wanted).accelerator;
  const count = ({ accelerator }: CostModelEvaluation): number => accelerator.memoryHierarchy.memories.length;
  const most = largest(evaluations.map(count));
  const found = evaluations.find((evaluation) => count(evaluation) === most);
  if (found === undefined) throw refuseEmpty(run);
  return found.accelerator;
}

function refuseEmpty({ document: { infeasible } }: StoredRun): InputError {
  const fault = { code: 'ZZ6064', severity: 'error', message: 'the results have no layers to draw' } as const;
  if (infeasible.length === 0) return new InputError([fault]);
  return new InputError([{ ...fault, hint: 'no layer of this run has a mapping; run `zigzag show` to see why' }]);
}

/** A file's name without folders and extension. */
function nameOf(input: string): string {
  return (input.split(/[/\\]/).at(-1) ?? input).replace(/\.(onnx|ya?ml|json)$/i, '');
}

import * as z from 'zod/mini';
import { percentText, unscaledText } from '../../base/number-text.ts';
import { changeText, unrollingText } from '../../explain/change/change-text.ts';
import {
  type Explanation,
  explainedQuantities,
  explainLanguageModel,
  explainQuantity,
  findQuantity,
  quantitySummary,
} from '../../explain/index.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { findLayer, type StoredRun } from '../../results/index.ts';
import { recordedSearch } from '../../run/recorded-search.ts';
import { defineTool, type ToolAnswer, text } from '../tool.ts';
import { largestLayer, largestLayers, type SharedTotal } from './largest-layers.ts';

/** Explained where no quantity is named. */
const HEADLINES: readonly SharedTotal[] = ['latency', 'energy'];

/** So many layers of a run are listed. */
const MOST_LAYERS = 5;

export const explainTool = defineTool({
  name: 'explain',
  title: 'Why a figure is what it is',
  description:
    'Says what binds a quantity of one layer (a memory, a port, an array dimension), its formula with numbers, and the smallest changes of the accelerator that better it, each evaluated by the cost model. Without a quantity, explains latency and energy and lists all quantities. Without a layer, lists the layers with the largest shares of latency and energy and explains the largest; of a language model also its own quantities.',
  input: z.strictObject({
    run: text('handle of a run, or folder that "zigzag run --out" wrote'),
    layer: z.optional(text('name, short name, part of the name, or id of the layer; the largest when absent')),
    quantity: z.optional(text('quantity or part of its name, such as latency, energy.dram.W or stall.dram.rw_port_1')),
  }),
  answer: async ({ run: place, layer, quantity }, session) => {
    const run = await session.runOf(place);
    if (layer === undefined) return wholeRun(run, quantity);
    const evaluation = findLayer(run, layer);
    const explanations = explained(run, evaluation, quantity === undefined ? HEADLINES : [quantity]);
    return {
      data: {
        layer: evaluation.layer.name,
        accelerator: evaluation.accelerator.name,
        repeat: evaluation.times,
        explanations,
        ...(quantity === undefined && {
          quantities: explainedQuantities(evaluation).map((name) => quantitySummary(evaluation, name)),
        }),
      },
      text: explanations.map((explanation) => sentences(evaluation.layer.name, explanation)).join('\n'),
    };
  },
});

/** Without a layer: where the totals come from, and what binds the layer with the largest share of each. */
function wholeRun(run: StoredRun, quantity: string | undefined): ToolAnswer {
  const { languageModel, total, evaluations } = run;
  const ofModel = languageModel === undefined ? [] : explainLanguageModel(languageModel, total, evaluations);
  const wanted = ofModel.filter(({ figure }) => quantity === undefined || figure === quantity);
  const totals = quantity === undefined ? HEADLINES : wanted.length > 0 ? [] : [totalOf(run, quantity)];
  const largest = totals.map((name) => ({ quantity: name, layers: largestLayers(run, name, MOST_LAYERS) }));
  const layers = totals.map((name) => {
    const evaluation = largestLayer(run, name);
    return { layer: evaluation.layer.name, explanations: explained(run, evaluation, [quantity ?? name]) };
  });
  return {
    data: {
      largest: largest.map((one) => ({
        quantity: one.quantity,
        layers: one.layers.map(({ evaluation, share }) => ({ layer: evaluation.layer.name, share })),
      })),
      explanations: layers.flatMap((one) => one.explanations.map((each) => ({ layer: one.layer, ...each }))),
      ...(wanted.length > 0 && { languageModel: wanted }),
    },
    text: [
      ...wanted.map((explanation) => sentences('the language model', explanation)),
      ...largest.map(
        (one) =>
          `largest of ${one.quantity}: ${one.layers.map(({ evaluation, share }) => `${evaluation.layer.name} (${percentText(share)})`).join(', ')}`,
      ),
      ...layers.flatMap((one) => one.explanations.map((explanation) => sentences(one.layer, explanation))),
    ].join('\n'),
  };
}

/** The total whose largest layer a quantity is explained of. */
function totalOf(run: StoredRun, quantity: string): SharedTotal {
  return findQuantity(largestLayer(run, 'latency'), quantity).startsWith('energy') ? 'energy' : 'latency';
}

function explained(
  { document }: StoredRun,
  evaluation: CostModelEvaluation,
  quantities: readonly string[],
): readonly Explanation[] {
  const options = { unrollings: recordedSearch(document.options) };
  return quantities.map((name) => explainQuantity(evaluation, findQuantity(evaluation, name), options));
}

function sentences(of: string, explanation: Explanation): string {
  const { title, value, unit, binding, change, changes, unrolling } = explanation;
  const others = changes.filter(({ what }) => what !== change?.what);
  return [
    `${of}: ${title} is ${unscaledText(value, unit)}`,
    ...(binding === undefined ? [] : [`what binds: ${binding}`]),
    ...(change === undefined ? [] : [`smallest change: ${changeText(change, explanation)}`]),
    ...others.map((other) => `or: ${changeText(other, explanation)}`),
    ...(unrolling === undefined ? [] : [`other unrolling: ${unrollingText(unrolling, explanation)}`]),
  ].join('\n  ');
}

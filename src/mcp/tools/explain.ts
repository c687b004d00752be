import * as z from 'zod/mini';
import { unscaledText } from '../../base/number-text.ts';
import { changeText, unrollingText } from '../../explain/change/change-text.ts';
import {
  type Explanation,
  explainedQuantities,
  explainQuantity,
  findQuantity,
  quantitySummary,
} from '../../explain/index.ts';
import { findLayer } from '../../results/index.ts';
import { recordedSearch } from '../../run/recorded-search.ts';
import { defineTool, text } from '../tool.ts';

/** Explained where no quantity is named. */
const HEADLINES = ['latency', 'energy'];

export const explainTool = defineTool({
  name: 'explain',
  title: 'Why a figure is what it is',
  description:
    'Says what binds a quantity of one layer (a memory, a port, an array dimension), its formula with numbers, and the smallest changes of the accelerator that better it, each evaluated by the cost model. Without a quantity, explains latency and energy and lists all quantities.',
  input: z.strictObject({
    run: text('handle of a run, or folder that "zigzag run --out" wrote'),
    layer: text('name, short name, part of the name, or id of the layer'),
    quantity: z.optional(text('quantity or part of its name, such as latency, energy.dram.W or stall.dram.rw_port_1')),
  }),
  answer: async ({ run: place, layer, quantity }, session) => {
    const run = await session.runOf(place);
    const evaluation = findLayer(run, layer);
    const options = { unrollings: recordedSearch(run.document.options) };
    const names = quantity === undefined ? HEADLINES : [findQuantity(evaluation, quantity)];
    const explanations = names.map((name) => explainQuantity(evaluation, name, options));
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
      text: explanations.map((explanation) => `${evaluation.layer.name}: ${sentences(explanation)}`).join('\n'),
    };
  },
});

function sentences(explanation: Explanation): string {
  const { title, value, unit, binding, change, changes, unrolling } = explanation;
  const others = changes.filter(({ what }) => what !== change?.what);
  return [
    `${title} is ${unscaledText(value, unit)}`,
    ...(binding === undefined ? [] : [`what binds: ${binding}`]),
    ...(change === undefined ? [] : [`smallest change: ${changeText(change, explanation)}`]),
    ...others.map((other) => `or: ${changeText(other, explanation)}`),
    ...(unrolling === undefined ? [] : [`other unrolling: ${unrollingText(unrolling, explanation)}`]),
  ].join('\n  ');
}

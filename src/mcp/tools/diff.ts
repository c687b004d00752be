import * as z from 'zod/mini';
import { countText, signedPercentText, unscaledText } from '../../base/number-text.ts';
import { differenceDocument } from '../../results/difference/difference-document.ts';
import { compareRuns, layerDiffers, onlyDifferences, type QuantityDelta, regressions } from '../../results/index.ts';
import { defineTool, text } from '../tool.ts';

export const diffTool = defineTool({
  name: 'diff',
  title: 'Compare two runs',
  description:
    'Compares two runs: totals, layers, memories, ports and mappings, the largest differences first. Says which costs got worse by more than a limit.',
  input: z.strictObject({
    before: text('handle or folder of the run to compare with'),
    after: text('handle or folder of the run to judge'),
    failAbovePercent: z.optional(
      z.number().check(z.gte(0), z.describe('costs that are worse by more are listed in `worse`; 0 when absent')),
    ),
  }),
  answer: async ({ before, after, failAbovePercent: percent = 0 }, session) => {
    const comparison = compareRuns(await session.runOf(before), await session.runOf(after));
    const worse = { percent, found: regressions(comparison, percent) };
    const shown = onlyDifferences(comparison);
    const document = differenceDocument({ comparison, shown, places: [before, after], worse });
    const { noLongerFit, layers } = comparison;
    return {
      data: document,
      text: [
        document.equal ? `${before} and ${after} have the same figures` : `${before} → ${after}`,
        ...shown.totals.map(deltaText),
        `${layers.filter(layerDiffers).length} of ${countText(layers.length, 'layer')} differ`,
        ...worse.found.map(({ layer, figure }) => `worse: ${layer ?? 'total'}, ${deltaText(figure)}`),
        ...(noLongerFit.length > 0 ? [`no longer fit: ${noLongerFit.join(', ')}`] : []),
      ].join('\n'),
    };
  },
});

function deltaText({ title, unit, before, after, relative }: QuantityDelta): string {
  const shown = (value: number | null): string => (value === null ? 'none' : unscaledText(value, unit));
  return `${title}: ${shown(before)} → ${shown(after)}${relative === null ? '' : ` (${signedPercentText(relative)})`}`;
}

import { percentText, quantityText } from '../../base/number-text.ts';
import { loopNestView } from '../../loop-nest/loop-nest-view.ts';
import { costModelNotes } from '../../model/cost-model.ts';
import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { memoryNames } from '../../quantities/cost-parts.ts';
import { chartHeading } from '../drawing/heading.ts';
import { BLACK, categoryColour, FAINT_INK, GRID } from '../drawing/palette.ts';
import { element, group, type Markup, svgDocument, textAt } from '../drawing/svg.ts';
import { shortened, wrapped } from '../drawing/text-width.ts';
import { levelCell, servingCell } from './loop-nest-cells.ts';
import { LOOP_ROW, layOutLoopNest } from './loop-nest-layout.ts';
import { fitLoopTexts, LOOP_FONT_SIZE, SPATIAL_INDENT } from './loop-nest-texts.ts';

export interface LoopNestChartOptions {
  readonly title?: string | undefined;
  /** Of the whole picture in pixels, 96 to the inch. */
  readonly width?: number | undefined;
  /** Names of memories in the order of their colours, where other pictures show more than those of this evaluation. */
  readonly memories?: readonly string[] | undefined;
  /** Whether title, notes and the explanation below are drawn. Default true. */
  readonly heading?: boolean | undefined;
}

const WIDTH = 680;
const MARGIN = 12;
const COLUMN_HEADING = 24;
const SECTION_GAP = 28;
const COLUMN_GAP = 6;
const EXPLANATION_LINE = 16;
const EXPLANATION =
  'Boxes: the memory that keeps the operand while the loops run, and the size of what one copy of it holds; dashed: it keeps ' +
  'no loop. Spatial loops: the lowest memory that serves all units along the dimension.';

/**
 * The loop nest of one mapping: temporal loops outermost first, beside them for every operand which memory keeps its data while
 * the loops run, unused levels included, with the size of what one copy of the memory holds; then the spatial loops by array
 * dimension, with the memory from which all units along it are served. Same loops as in `loop_ordering.txt`. Returns a standalone
 * SVG document.
 */
export function loopNestChart(evaluation: CostModelEvaluation, options: LoopNestChartOptions = {}): string {
  const { layer, accelerator } = evaluation;
  const { width = WIDTH, title = `Loop nest of ${layer.name}`, heading: hasHeading = true } = options;
  const layout = layOutLoopNest(loopNestView(evaluation));
  const heading = chartHeading(title, notesOn(evaluation), { left: MARGIN, right: width - MARGIN, shown: hasHeading });
  const { memories = memoryNames([accelerator]) } = options;
  const colours = new Map(memories.map((name, index) => [name, categoryColour(index)]));
  const colourOf = (memory: string): string => colours.get(memory) ?? BLACK;
  const texts = fitLoopTexts(layout, width - 2 * MARGIN, COLUMN_GAP);
  const columns = layout.columns.map(({ operand, levels }, index) => ({
    operand,
    levels,
    place: {
      x: MARGIN + texts.width + COLUMN_GAP + index * (texts.columnWidth + COLUMN_GAP),
      width: texts.columnWidth,
      fontSize: texts.cellFontSize,
    },
  }));

  const top = heading.height + COLUMN_HEADING;
  const spatialTop = top + layout.height + SECTION_GAP;
  const groupTops = [0];
  for (const loops of texts.spatial) groupTops.push((groupTops.at(-1) ?? 0) + loops.length * LOOP_ROW + COLUMN_GAP);
  const end = spatialTop + (groupTops.at(-1) ?? 0);
  const explanation = hasHeading ? wrapped(EXPLANATION, width - 2 * MARGIN, 11) : [];

  const temporal = [
    ...layout.temporal.map(({ y }, row) => textAt(MARGIN + row * texts.indent, y + 4, texts.temporal[row] ?? '')),
    ...columns.flatMap(({ levels, place }) =>
      levels.map((span) => levelCell(span, { ...place, colour: colourOf(span.level.memory) })),
    ),
  ];
  const spatial = layout.spatial.map(({ servedBy }, index) =>
    group({ transform: `translate(0,${spatialTop + (groupTops[index] ?? 0)})` }, [
      ...(texts.spatial[index] ?? []).map((text, line) =>
        line === 0
          ? textAt(MARGIN, 0.5 * LOOP_ROW + 4, text, { fill: FAINT_INK })
          : textAt(MARGIN + SPATIAL_INDENT, (line + 0.5) * LOOP_ROW + 4, text),
      ),
      ...columns.map(({ operand, place }) => {
        const memory = servedBy[operand];
        const height = (texts.spatial[index]?.length ?? 0) * LOOP_ROW + COLUMN_GAP;
        return servingCell(memory, height, {
          ...place,
          colour: memory === undefined ? undefined : colourOf(memory),
        });
      }),
    ]),
  );
  return svgDocument(
    width,
    end + explanation.length * EXPLANATION_LINE + MARGIN,
    title,
    [
      ...heading.content,
      sectionLine(top - 8, width, 'temporal loops'),
      ...columns.map(({ operand, place }) =>
        textAt(place.x + place.width / 2, top - 12, operand, { 'text-anchor': 'middle', 'font-weight': 'bold' }),
      ),
      group({ transform: `translate(0,${top})` }, temporal),
      sectionLine(spatialTop - 8, width, 'spatial loops'),
      ...spatial,
      ...explanation.map((line, index) =>
        textAt(MARGIN, end + 12 + index * EXPLANATION_LINE, line, { fill: FAINT_INK, 'font-size': 11 }),
      ),
    ],
    `Temporal loops from the outermost to the innermost: ${layout.temporal.map(({ loop: { dimension, size } }) => `${dimension} ${size}`).join(', ')}`,
  );
}

function notesOn(evaluation: CostModelEvaluation): string[] {
  const { layer, accelerator, energy, latency, utilisation } = evaluation;
  const sizes = layer.dimensions.filter(({ size }) => size > 1).map(({ name, size }) => `${name} ${size}`);
  return [
    `${layer.operatorType} ${sizes.join(', ')} on ${accelerator.name}`,
    `${quantityText(energy, 'pJ')}, ${quantityText(latency, 'cycles')}, utilisation ${percentText(utilisation.withOffloading)}`,
    ...costModelNotes([evaluation]),
  ];
}

function sectionLine(y: number, width: number, text: string): Markup {
  return group({}, [
    textAt(MARGIN, y - 4, shortened(text, width - 2 * MARGIN, LOOP_FONT_SIZE), { fill: FAINT_INK }),
    element('path', { d: `M${MARGIN},${y + 2}H${width - MARGIN}`, stroke: GRID }),
  ]);
}

import type { LeftOut } from '../../quantities/left-out.ts';
import type { ChartLibrary } from '../drawing/chart-library.ts';
import { chartHeading } from '../drawing/heading.ts';
import { group, type Markup, svgDocument } from '../drawing/svg.ts';
import { shortened, textWidth } from '../drawing/text-width.ts';
import type { BreakdownPanel } from './breakdown-panels.ts';
import { AXIS_BOTTOM, axisTop, stackedBars } from './stacked-bars.ts';

/** What all charts of bars have in common. A note under the title says what the totals lack. */
export interface BreakdownPageOptions extends Partial<LeftOut> {
  readonly title?: string | undefined;
  /** Of the whole picture in pixels, 96 to the inch. By default what the labels need. */
  readonly width?: number | undefined;
  /** Bars of equal length that show shares of each row's total, which stands behind them. Default false. */
  readonly share?: boolean | undefined;
  /** Whether the title and notes are drawn. Default true. */
  readonly heading?: boolean | undefined;
}

interface BreakdownPage extends BreakdownPageOptions {
  readonly title: string;
  readonly notes: readonly string[];
  readonly description: string;
  readonly labels: readonly string[];
  readonly panels: readonly BreakdownPanel[];
}

const ROW_HEIGHT = 22;
const LABEL_LIMIT = 240;
/** Largest share of the picture's width that labels take. */
const LABEL_SHARE = 0.36;
const MARGIN = 16;
const NARROW_MARGIN = 8;
/** Narrower pictures have panels one under the other, and smaller margins. */
const NARROW = 640;
const PLOT_WIDTH = { single: 520, several: 420 };
const GAP = 28;

/** One or two panels of bars over the same rows, as a standalone SVG document. */
export function breakdownPage(library: ChartLibrary, page: BreakdownPage): string {
  const { panels, width, share = false } = page;
  const isNarrow = width !== undefined && width < NARROW;
  const margin = isNarrow ? NARROW_MARGIN : MARGIN;
  const labelLimit = width === undefined ? LABEL_LIMIT : Math.min(LABEL_LIMIT, LABEL_SHARE * width);
  const labels = page.labels.map((label) => shortened(label, labelLimit, 12));
  const labelWidth = Math.round(12 + Math.max(0, ...labels.map((label) => textWidth(label, 12))));
  const columns = isNarrow ? 1 : panels.length;
  const plotWidth =
    width === undefined
      ? PLOT_WIDTH[panels.length === 1 ? 'single' : 'several']
      : (width - 2 * margin - labelWidth - (columns - 1) * GAP) / columns;
  const pageWidth = width ?? 2 * margin + labelWidth + columns * plotWidth + (columns - 1) * GAP;
  const heading = chartHeading(page.title, page.notes, {
    left: margin,
    right: pageWidth - margin,
    shown: page.heading,
  });

  const plotHeight = labels.length * ROW_HEIGHT + axisTop(share) + AXIS_BOTTOM;
  // Legends stand on their panels; those beside each other begin their bars at one height.
  const tallest = Math.max(...panels.map(({ legend }) => legend.height));
  let end = heading.height;
  const blocks = panels.map(({ legend, quantity, unit, bars }, index): Markup => {
    const isFirstColumn = columns === 1 || index === 0;
    const plotStart = isFirstColumn ? labelWidth : GAP;
    const legendRoom = columns === 1 ? legend.height : tallest;
    const top = columns === 1 && index > 0 ? end + GAP : heading.height;
    end = top + legendRoom + plotHeight;
    return group({ transform: `translate(${margin + (isFirstColumn ? 0 : labelWidth + plotWidth)},${top})` }, [
      group(
        {
          transform: `translate(${legend.width > plotWidth && isFirstColumn ? 0 : plotStart},${legendRoom - legend.height})`,
        },
        [legend.content],
      ),
      group({ transform: `translate(0,${legendRoom})` }, [
        stackedBars(library, bars, {
          quantity,
          unit,
          width: plotStart + plotWidth,
          height: plotHeight,
          share,
          labelWidth: plotStart,
          ...(isFirstColumn ? { labels } : {}),
        }),
      ]),
    ]);
  });
  return svgDocument(pageWidth, end + margin, page.title, [...heading.content, ...blocks], page.description);
}

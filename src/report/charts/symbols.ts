import { BLACK, VERMILLION } from './palette.ts';
import { element, type Markup } from './svg.ts';

export type PlotSymbol = 'square' | 'triangle' | 'diamond' | 'line';

/* Outlines of different sizes, so that all remain visible when one point is the best in everything. */
const OUTLINES: Readonly<Record<PlotSymbol, string>> = {
  square: 'M-6,-6H6V6H-6Z',
  triangle: 'M0,-10L9,6H-9Z',
  diamond: 'M0,-12L12,0L0,12L-12,0Z',
  line: 'M-12,-4H0V4H10',
};

/** A symbol around the origin. */
export function symbolShape(symbol: PlotSymbol): Markup {
  const stroke = symbol === 'line' ? VERMILLION : BLACK;
  return element('path', { d: OUTLINES[symbol], fill: 'none', stroke, 'stroke-width': 1.5 });
}

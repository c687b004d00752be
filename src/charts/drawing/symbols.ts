import { BLACK, BLUE, VERMILLION } from './palette.ts';
import { element, type Markup } from './svg.ts';

export type PlotSymbol = 'square' | 'triangle' | 'diamond' | 'ring' | 'line' | 'dot' | 'faint dot';

/** Points that others beat, and those that none does. */
export const FAINT_DOT = { fill: '#7f7f7f', opacity: 0.35 };
export const DOT = { fill: BLUE, opacity: 0.65 };

/* Outlines of different sizes, so that all remain visible when one point is the best in everything. */
const OUTLINES: Readonly<Record<Exclude<PlotSymbol, 'dot' | 'faint dot'>, string>> = {
  square: 'M-6,-6H6V6H-6Z',
  triangle: 'M0,-10L9,6H-9Z',
  diamond: 'M0,-12L12,0L0,12L-12,0Z',
  ring: 'M-8,0A8,8 0 0 1 8,0A8,8 0 0 1 -8,0Z',
  line: 'M-12,-4H0V4H10',
};

/** A symbol around the origin. */
export function symbolShape(symbol: PlotSymbol): Markup {
  if (symbol === 'dot' || symbol === 'faint dot') {
    const { fill, opacity } = symbol === 'dot' ? DOT : FAINT_DOT;
    return element('circle', { r: 3.5, fill, 'fill-opacity': opacity });
  }
  const stroke = symbol === 'line' ? VERMILLION : BLACK;
  return element('path', { d: OUTLINES[symbol], fill: 'none', stroke, 'stroke-width': symbol === 'ring' ? 2 : 1.5 });
}

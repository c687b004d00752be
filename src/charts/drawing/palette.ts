import type { MemoryOperand } from '../../model/accelerator/memory.ts';

/* The palette of Okabe and Ito, which stays distinguishable with every common form of colour blindness and in grey print. */
export const BLACK = '#000000';
export const ORANGE = '#E69F00';
export const SKY_BLUE = '#56B4E9';
export const BLUISH_GREEN = '#009E73';
export const YELLOW = '#F0E442';
export const BLUE = '#0072B2';
export const VERMILLION = '#D55E00';
export const REDDISH_PURPLE = '#CC79A7';
const GREY = '#999999';

/** Text and frames. */
export const INK = '#1a1a1a';
export const FAINT_INK = '#5c5c5c';
export const GRID = '#d9d9d9';

/* Those whose lighter tints are close to another one come last. */
const CATEGORIES = [ORANGE, BLUISH_GREEN, BLUE, REDDISH_PURPLE, VERMILLION, YELLOW, SKY_BLUE, GREY];

/** Colour of the `index`-th of several equal things. Eight are distinct, then they repeat. */
export function categoryColour(index: number): string {
  return CATEGORIES[index % CATEGORIES.length] ?? GREY;
}

/** Colour of everything that concerns one memory operand. */
export const OPERAND_COLOUR: Readonly<Record<MemoryOperand, string>> = { I1: BLUE, O: VERMILLION, I2: BLUISH_GREEN };

/** A colour mixed with white; share 1 leaves it, 0 is white. */
export function tint(colour: string, share: number): string {
  const channels = [1, 3, 5].map((start) => Number.parseInt(colour.slice(start, start + 2), 16));
  const mixed = channels.map((channel) => Math.round(255 - share * (255 - channel)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}

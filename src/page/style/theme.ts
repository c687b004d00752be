import {
  BLUISH_GREEN,
  categoryColour,
  REDDISH_PURPLE,
  SKY_BLUE,
  tint,
  VERMILLION,
  YELLOW,
} from '../../charts/drawing/palette.ts';

/** Colours that differ between the light and the dark appearance. Text keeps a contrast of at least 4.5 : 1 in both. */
const LIGHT = `color-scheme:light;--page:#ffffff;--panel:#f5f7f9;--ink:#16191d;--faint:#545c66;--line:#d4dae0;--link:#0b5cad;
--alert:#a33e00;--alert-ground:#fff1e6;--array:#fdf3dc;--edge:#00000066;--way:#7a8591;--dot:#0072b2;--mac:#1c2127`;
const DARK = `color-scheme:dark;--page:#12161b;--panel:#1b2129;--ink:#e8ebee;--faint:#a7b0ba;--line:#343d48;--link:#7cbcff;
--alert:#ffae70;--alert-ground:#3a2412;--array:#38301b;--edge:#ffffff55;--way:#8a96a3;--dot:#56b4e9;--mac:#d6dbe1`;

/** How many colours tell memories apart before they repeat. */
export const MEMORY_COLOURS = 8;
/** Strengths of a memory's colour that tell operands apart. */
const OPERAND_STRENGTHS = [1, 0.65, 0.35];

/** Class of the colour of a memory, by its position among the memories of the run. */
export function memoryColour(index: number): string {
  return `m${index % MEMORY_COLOURS}`;
}

/** Class of the strength in which a memory's colour stands for an operand. */
export function operandStrength(index: number): string {
  return `s${index % OPERAND_STRENGTHS.length}`;
}

const FIXED: readonly (readonly [name: string, colour: string])[] = [
  ...Array.from({ length: MEMORY_COLOURS }, (_, index) => [memoryColour(index), categoryColour(index)] as const),
  ['ideal', BLUISH_GREEN],
  ['spatial', SKY_BLUE],
  ['temporal', VERMILLION],
  ['onload', YELLOW],
  ['offload', REDDISH_PURPLE],
];

/** Colours of the report as CSS: those of the palette do not change with the appearance, ground and text do. */
export const THEME = [
  `:root{${LIGHT}}`,
  `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}}`,
  `@media screen{:root[data-theme=dark]{${DARK}}}`,
  ...FIXED.map(([name, colour]) => `.${name}{--colour:${colour}}`),
  '.mac{--colour:var(--mac)}',
  // Mixed with white on dark ground too: pale stands out there, dark would not.
  ...Array.from({ length: MEMORY_COLOURS }, (_, memory) =>
    OPERAND_STRENGTHS.map(
      (share, operand) =>
        `.${memoryColour(memory)}.${operandStrength(operand)}{--colour:${tint(categoryColour(memory), share)}}`,
    ).join('\n'),
  ),
].join('\n');

import { categoryColour, SKY_BLUE, tint, VERMILLION, YELLOW } from '../../charts/drawing/palette.ts';

/** Colours that differ between the light and the dark appearance. Text keeps a contrast of at least 4.5 : 1 in both. */
const LIGHT = `color-scheme:light;--page:#ffffff;--panel:#f5f7f9;--ink:#16191d;--faint:#545c66;--line:#d4dae0;--link:#0b5cad;
--alert:#a33e00;--alert-ground:#fff1e6;--array:#fdf3dc;--edge:#00000066;--way:#7a8591;--dot:#0072b2;--mac:#1c2127;
--hair:#e6eaee;--control:#7f8a96;--select:#e7f0fa;--gain:#00664a;--float:#ffffff;--shadow:0 1px 2px #10182818,0 8px 24px #10182822;
--hatch:#16191d40;--busy:#828d9a;--tone:#56b4e9;--q0:#c3dcee;--q1:#9cc6e3;--q2:#6fadd6;--q3:#3e92c6;--q4:#0072b2;--q5:#00527f;--q6:#00324e`;
const DARK = `color-scheme:dark;--page:#12161b;--panel:#1b2129;--ink:#e8ebee;--faint:#a7b0ba;--line:#343d48;--link:#7cbcff;
--alert:#ffae70;--alert-ground:#3a2412;--array:#38301b;--edge:#ffffff55;--way:#8a96a3;--dot:#56b4e9;--mac:#d6dbe1;
--hair:#262d36;--control:#738090;--select:#17304a;--gain:#5fd3a9;--float:#222a33;--shadow:0 1px 2px #0008,0 8px 24px #000a;
--hatch:#e8ebee50;--busy:#697583;--tone:#2d7fb0;--q0:#2b4a61;--q1:#33617f;--q2:#3d7da4;--q3:#4b9ac8;--q4:#6fb6de;--q5:#a2d1ed;--q6:#dcf0fb`;

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
  // Grey: what is as good as it gets needs no colour, and a hue means one memory.
  ['ideal', 'var(--busy)'],
  ['spatial', SKY_BLUE],
  ['temporal', VERMILLION],
  ['onload', YELLOW],
  ['offload', YELLOW],
];

/** Colours of an ordered parameter: steps of one blue. */
const ORDERED_STEPS = 7;

/** Colours of the pages as CSS: those of the palette do not change with the appearance, ground and text do. */
export const THEME = [
  `:root{${LIGHT}}`,
  `@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}}`,
  `@media screen{:root[data-theme=dark]{${DARK}}}`,
  ...FIXED.map(([name, colour]) => `.${name}{--colour:${colour}}`),
  '.mac{--colour:var(--mac)}',
  ...Array.from({ length: ORDERED_STEPS }, (_, step) => `.q${step}{--colour:var(--q${step})}`),
  // Mixed with white on dark ground too: pale stands out there, dark would not.
  ...Array.from({ length: MEMORY_COLOURS }, (_, memory) =>
    OPERAND_STRENGTHS.map(
      (share, operand) =>
        `.${memoryColour(memory)}.${operandStrength(operand)}{--colour:${tint(categoryColour(memory), share)}}`,
    ).join('\n'),
  ),
].join('\n');

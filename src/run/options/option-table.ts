import type { Kind } from '../../chain/kind.ts';
import { INPUT_ROWS } from './input-rows.ts';
import { MODEL_ROWS } from './model-rows.ts';
import type { RunOption } from './run-option.ts';
import { RUN_ROWS } from './run-rows.ts';
import { SALSA_ROWS } from './salsa-rows.ts';
import { SEARCH_ROWS } from './search-rows.ts';

/**
 * Every option of a run, once: a new option is one more row in the file of its subject. Checks, stage arguments, flags and help read the
 * table; `npm run options` makes options.ts and docs/options.md from it.
 */
export const OPTION_ROWS = { ...INPUT_ROWS, ...SEARCH_ROWS, ...SALSA_ROWS, ...MODEL_ROWS, ...RUN_ROWS };

type Rows = typeof OPTION_ROWS;

/** What the values of the options may be, by name. */
export type OptionValues = {
  readonly [Name in keyof Rows]: Rows[Name] extends { readonly kind: Kind<infer Value> } ? Value : never;
};

/** Every option of a run, in the order of `zigzag run --help`. */
export const RUN_OPTIONS: readonly RunOption[] = Object.entries(OPTION_ROWS).map(([name, row]) => ({ name, ...row }));

/** The option of a name of the library; undefined if there is none. */
export function optionNamed(name: string): RunOption | undefined {
  return RUN_OPTIONS.find((option) => option.name === name);
}

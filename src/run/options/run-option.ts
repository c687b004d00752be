import type { Kind } from '../../chain/kind.ts';

/** How an option is given on the command line. */
export interface OptionFlag {
  /** With its dashes, e.g. `--lpf-limit`. */
  readonly name: string;
  /** What follows it, e.g. `<n>`; nothing for options that are true or false. */
  readonly argument?: string;
  /** Another spelling that is accepted; not shown in the help. */
  readonly alias?: string;
  /** Words that stand for a value which cannot be written otherwise. */
  readonly words?: Readonly<Record<string, unknown>>;
  /** The default of the command, where it differs from that of the library. */
  readonly fallback?: unknown;
  /** Added to the help text of the option. */
  readonly note?: string;
  /** What the argument must be, where the label of the kind does not say it in words of the command line. */
  readonly expected?: string;
  /** Reads the argument, where it is neither a text nor a number. `before` is what the same flag gave earlier; undefined for what cannot be read. */
  readonly read?: (text: string, before: unknown) => unknown;
}

/** What an option needs in order to have an effect: another option that is given, is given that value, or names an ONNX model. */
export interface OptionNeed {
  readonly option: string;
  readonly value?: unknown;
  /** Other values that do as well. */
  readonly orValues?: readonly unknown[];
  readonly format?: 'onnx';
  /** Whether a run without it is refused; otherwise it only warns. */
  readonly severity: 'error' | 'warning';
}

/** One option of a run over a whole network. */
export interface RunOption {
  /** Name in the library. */
  readonly name: string;
  readonly kind: Kind<unknown>;
  readonly required?: true;
  /** Default; undefined if there is none. */
  readonly fallback?: unknown;
  /** Where there is no default. */
  readonly noFallbackWith?: { readonly option: string; readonly values: readonly unknown[] };
  /** Another option whose value is the default. */
  readonly fallbackOption?: string;
  /** What it is, in a few words. */
  readonly help: string;
  /** Further sentences, for editors and docs/options.md. */
  readonly more?: string;
  /** How the command line names it; undefined for options of the library alone. */
  readonly flag?: OptionFlag;
  /** The stage argument that it becomes; undefined for options that choose stages or steer the run. */
  readonly argument?: string;
  readonly worksWith?: OptionNeed;
  /** False for options that do not belong to the results: they change nothing of what is found. */
  readonly recorded?: false;
}

/** Rows of the table of options, by name. */
export type OptionRows = Readonly<Record<string, Omit<RunOption, 'name'>>>;

/**
 * A finding about a user's input: what is wrong, where, and what to do. Command line, library and editors show the same object.
 * See docs/errors.md for the codes.
 */
export interface Diagnostic {
  /** Stable identifier, e.g. `ZZ2104`; the thousands digit names the input: 1 YAML text, 2 accelerator, 3 workload, 4 mapping, 5 ONNX, 6 run, 7 sweep, 8 given mapping, 9 Timeloop map. */
  readonly code: string;
  readonly severity: 'error' | 'warning';
  /** One sentence: the offending value and what was expected instead. */
  readonly message: string;
  /** How to repair it. */
  readonly hint?: string;
  /** File name as the user gave it; absent for objects passed through the library. */
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  /** 1-based. */
  readonly column?: number;
  /** Place inside the document, e.g. `memories.sram_2MB.ports[1].bandwidth_min`. */
  readonly path?: string;
  /** How many findings this one stands for, where there are too many to list (ZZ1014); 1 if absent. */
  readonly count?: number;
}

/** So many errors, and so many warnings, are shown as text. */
const MOST_SHOWN = 20;
/** Characters of a sentence in a text; names of any length may be part of it. */
const LONGEST_SENTENCE = 2000;

/** `file:line:column`, as far as known; the path where there is no line. */
export function diagnosticPosition(diagnostic: Diagnostic): string {
  const { file, line, column, path } = diagnostic;
  if (line !== undefined) return [file ?? '<input>', line, column ?? 1].join(':');
  return [file, path].filter((part) => part !== undefined && part !== '').join(': ');
}

/** One diagnostic as text, on one or two lines: `accelerator.yaml:12:11: error ZZ2104: … (memories.l1.size)` and `  fix: …`. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { severity, code, message, hint, line, path } = diagnostic;
  const position = shortened(diagnosticPosition(diagnostic));
  const where = path !== undefined && line !== undefined && path !== '' ? ` (${shortened(path)})` : '';
  const fix = hint === undefined ? '' : `\n  fix: ${shortened(hint)}`;
  return `${position === '' ? '' : `${position}: `}${severity} ${code}: ${shortened(message)}${where}${fix}`;
}

function shortened(text: string): string {
  return text.length <= LONGEST_SENTENCE ? text : `${text.slice(0, LONGEST_SENTENCE - 1)}…`;
}

/** The first errors and the first warnings of a list, in its order, and a line that counts the others; undefined if there are none. */
export function firstFindings(diagnostics: readonly Diagnostic[]): {
  readonly shown: readonly Diagnostic[];
  readonly others: string | undefined;
} {
  const seen = { error: 0, warning: 0 };
  const hidden = { error: 0, warning: 0 };
  const shown = diagnostics.filter(({ severity, count = 1 }) => {
    if (seen[severity]++ < MOST_SHOWN) return true;
    hidden[severity] += count;
    return false;
  });
  const counts = (['error', 'warning'] as const).flatMap((severity) =>
    hidden[severity] === 0 ? [] : [`${hidden[severity]} more ${severity}${hidden[severity] === 1 ? '' : 's'}`],
  );
  return { shown, others: counts.length === 0 ? undefined : `and ${counts.join(' and ')}` };
}

/**
 * Thrown when inputs cannot be used. `diagnostics` holds the findings, warnings included, in the order of the documents: the first
 * hundred errors and the first hundred warnings of a document, and one that stands for all others (`count`). The text shows twenty of each.
 */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    const { shown, others } = firstFindings(diagnostics);
    super([...shown.map(formatDiagnostic), ...(others === undefined ? [] : [others])].join('\n'));
    this.diagnostics = diagnostics;
  }
}

/** Thrown when a layer has no valid mapping: nothing fits, or what the mapping file asks for cannot be. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
  /** Name of the layer that has no valid mapping. */
  readonly layerName: string;
  readonly diagnostic: Diagnostic;
  /** Bits by which memories have to grow for the layer to fit; infinite where that is not known. */
  readonly missingBits: number;
  /** Other layers of the network that have none either. */
  readonly others: readonly MappingError[];

  constructor(
    layerName: string,
    diagnostic: Diagnostic,
    missingBits = Number.POSITIVE_INFINITY,
    others: readonly MappingError[] = [],
  ) {
    super(formatDiagnostic(diagnostic));
    this.layerName = layerName;
    this.diagnostic = diagnostic;
    this.missingBits = missingBits;
    this.others = others;
  }
}

/** A layer of a run that does not fit, and why: what a `MappingError` says once the run is over. */
export interface InfeasibleLayer {
  readonly name: string;
  readonly diagnostic: Diagnostic;
}

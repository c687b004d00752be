/**
 * A finding about a user's input: what is wrong, where, and what to do. Command line, library and editors show the same object.
 * See docs/errors.md for the codes.
 */
export interface Diagnostic {
  /** Stable identifier, e.g. `ZZ2104`; the thousands digit names the input: 1 YAML text, 2 accelerator, 3 workload, 4 mapping, 5 ONNX, 6 run. */
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
}

/** `file:line:column`, as far as known; the path where there is no line. */
export function diagnosticPosition(diagnostic: Diagnostic): string {
  const { file, line, column, path } = diagnostic;
  if (line !== undefined) return [file ?? '<input>', line, column ?? 1].join(':');
  return [file, path].filter((part) => part !== undefined && part !== '').join(': ');
}

/** One diagnostic as text, on one or two lines: `accelerator.yaml:12:11: error ZZ2104: … (memories.l1.size)` and `  fix: …`. */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  const { severity, code, message, hint, line, path } = diagnostic;
  const position = diagnosticPosition(diagnostic);
  const where = path !== undefined && line !== undefined && path !== '' ? ` (${path})` : '';
  const fix = hint === undefined ? '' : `\n  fix: ${hint}`;
  return `${position === '' ? '' : `${position}: `}${severity} ${code}: ${message}${where}${fix}`;
}

/** Thrown when inputs cannot be used. `diagnostics` holds every finding, warnings included, in the order of the documents. */
export class InputError extends Error {
  override readonly name = 'InputError';
  readonly diagnostics: readonly Diagnostic[];

  constructor(diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map(formatDiagnostic).join('\n'));
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

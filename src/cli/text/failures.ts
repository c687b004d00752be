import {
  type Diagnostic,
  firstFindings,
  formatDiagnostic,
  type InfeasibleLayer,
  InputError,
  MappingError,
} from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import { printable } from '../../base/plain-text.ts';
import { ChainError } from '../../chain/check/chain-error.ts';
import { groupedByReason } from '../../quantities/infeasible-layers.ts';
import { paintFor, type Tint } from '../terminal/colours.ts';

/** Exit code where layers have no mapping. */
export const NO_MAPPING = 2;

/** Exit code for a failed command: 1 invalid input, 2 no valid mapping. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof MappingError) return NO_MAPPING;
  return 1;
}

/** Errors that may come up in the middle of a run. */
const DURING_RUN: readonly string[] = ['ZZ6003'];

/** Writes what went wrong to standard error, for a person. `consequence` follows the number of errors in the inputs. */
export function printFailure(error: unknown, consequence: string): void {
  if (error instanceof InputError) {
    printDiagnostics(error.diagnostics);
    const errors = error.diagnostics.filter(({ severity }) => severity === 'error');
    const isEarly = errors.every(({ code }) => !DURING_RUN.includes(code));
    const count = errors.reduce((sum, { count: more = 1 }) => sum + more, 0);
    console.error(`${countText(count, 'error')}${isEarly ? consequence : ''}`);
  } else if (error instanceof MappingError) {
    printInfeasible(infeasibleLayers(error));
  } else if (error instanceof ChainError) {
    console.error(`${colour('red', 'error')}: ${error.message}`);
  } else if (isFaultOfProgram(error)) {
    console.error(`${colour('red', 'internal error')}: ${error.message}`);
    console.error(
      '  This is an error in zigzag. Please report it with the inputs. Set ZIGZAG_DEBUG=1 to see where it happened.',
    );
    if (process.env.ZIGZAG_DEBUG !== undefined) console.error(error.stack);
  } else {
    console.error(`${colour('red', 'error')}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** Errors that JavaScript itself raises; those for users are made by us. */
export function isFaultOfProgram(error: unknown): error is Error {
  return [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => error instanceof kind);
}

/** The first findings of a list; the others are counted. */
export function printDiagnostics(diagnostics: readonly Diagnostic[]): void {
  const { shown, others } = firstFindings(diagnostics);
  shown.forEach(printDiagnostic);
  if (others !== undefined) console.error(others);
}

export function printDiagnostic(diagnostic: Diagnostic): void {
  const tint = diagnostic.severity === 'error' ? 'red' : 'yellow';
  const text = formatDiagnostic(diagnostic).split('\n').map(printable).join('\n');
  console.error(text.replace(`${diagnostic.severity} ${diagnostic.code}`, (head) => colour(tint, head)));
}

/** Layers without a mapping; those of the same reason are named together. */
export function printInfeasible(layers: readonly InfeasibleLayer[]): void {
  for (const { first, others } of groupedByReason(layers)) {
    printDiagnostic(first.diagnostic);
    sameFor(others).forEach((line) => void console.error(line));
  }
}

/** The same as one text. */
export function infeasibleText(layers: readonly InfeasibleLayer[]): string {
  return groupedByReason(layers)
    .flatMap(({ first, others }) => [formatDiagnostic(first.diagnostic), ...sameFor(others)])
    .join('\n');
}

function sameFor(others: readonly InfeasibleLayer[]): string[] {
  return others.length === 0 ? [] : [`  the same for ${others.map(({ name }) => printable(name)).join(', ')}`];
}

/** Layers of an error without a mapping, the first one first. */
export function infeasibleLayers(error: MappingError): InfeasibleLayer[] {
  return [error, ...error.others].map(({ layerName, diagnostic }) => ({ name: layerName, diagnostic }));
}

function colour(tint: Tint, text: string): string {
  return paintFor(process.stderr)(tint, text);
}

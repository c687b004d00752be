import { styleText } from 'node:util';
import { type Diagnostic, formatDiagnostic, InputError, MappingError } from '../../base/diagnostic.ts';
import type { InfeasibleLayer } from '../../evaluate.ts';
import { ChainError } from '../../stages/chain/chain-error.ts';

/** Exit code for a failed command: 1 invalid input, 2 no valid mapping. */
export function exitCodeOf(error: unknown): number {
  if (error instanceof MappingError) return 2;
  return 1;
}

/** Writes what went wrong to standard error, for a person. */
export function printFailure(error: unknown): void {
  if (error instanceof InputError) {
    error.diagnostics.forEach(printDiagnostic);
    const count = error.diagnostics.filter(({ severity }) => severity === 'error').length;
    console.error(`${count} ${count === 1 ? 'error' : 'errors'}; nothing was run`);
  } else if (error instanceof MappingError) {
    printDiagnostic(error.diagnostic);
  } else if (error instanceof ChainError) {
    console.error(`${colour('red', 'error')}: ${error.message}`);
  } else {
    console.error(`${colour('red', 'error')}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

export function printDiagnostic(diagnostic: Diagnostic): void {
  const tint = diagnostic.severity === 'error' ? 'red' : 'yellow';
  console.error(
    formatDiagnostic(diagnostic).replace(`${diagnostic.severity} ${diagnostic.code}`, (head) => colour(tint, head)),
  );
}

/** Layers that do not fit; those that do not for the same reason are named together. */
export function printInfeasible(layers: readonly InfeasibleLayer[]): void {
  const groups = new Map<string, InfeasibleLayer[]>();
  for (const layer of layers) {
    const { message, hint } = layer.diagnostic;
    const reason = `${message.replaceAll(layer.name, '')} ${hint}`;
    groups.set(reason, [...(groups.get(reason) ?? []), layer]);
  }
  for (const [first, ...others] of groups.values()) {
    if (first !== undefined) printDiagnostic(first.diagnostic);
    if (others.length > 0) console.error(`  the same for ${others.map(({ name }) => name).join(', ')}`);
  }
}

/** Coloured only where standard error is a terminal and NO_COLOR is not set. */
function colour(tint: 'red' | 'yellow', text: string): string {
  return process.stderr.isTTY && !process.env.NO_COLOR ? styleText(tint, text) : text;
}

import { type Diagnostic, formatDiagnostic, InputError, MappingError } from '../base/diagnostic.ts';

/** A finding as clients get it: `fix` is what to do. */
export interface ToldFinding extends Omit<Diagnostic, 'hint'> {
  readonly fix?: string;
}

export function toldFinding({ hint, ...finding }: Diagnostic): ToldFinding {
  return { ...finding, ...(hint === undefined ? {} : { fix: hint }) };
}

/** An error as data, and as the text that the command would print. */
export function errorAnswer(error: unknown): { readonly errors: readonly ToldFinding[]; readonly text: string } {
  const findings = findingsOf(error);
  if (findings === undefined) {
    const message = error instanceof Error ? error.message : String(error);
    const finding: Diagnostic = {
      code: 'ZZ6113',
      severity: 'error',
      message,
      hint: 'change what the message names; report it with the inputs if it names nothing of yours',
    };
    return { errors: [toldFinding(finding)], text: formatDiagnostic(finding) };
  }
  const text = error instanceof InputError ? error.message : findings.map(formatDiagnostic).join('\n');
  return { errors: findings.map(toldFinding), text };
}

function findingsOf(error: unknown): readonly Diagnostic[] | undefined {
  if (error instanceof InputError) return error.diagnostics;
  if (error instanceof MappingError) return [error, ...error.others].map(({ diagnostic }) => diagnostic);
  return undefined;
}

import { InputError, MappingError } from '../../src/base/diagnostic.ts';
import { getHardwarePerformance } from '../../src/evaluate.ts';
import type { HardwarePerformanceOptions } from '../../src/run-options.ts';

/** How a run ended: with figures, or with findings of these codes. */
export type Outcome = { readonly kind: 'result' } | { readonly kind: 'error'; readonly codes: readonly string[] };

/** A run that takes longer than this has hung. */
const PATIENCE_MS = 10_000;

/**
 * Runs to the end.
 * @throws Error for everything that is neither a sound result nor a finding a user can act on: other exceptions, figures that are no
 * numbers, findings without code, text or remedy, and runs that hang.
 */
export async function outcomeOf(options: HardwarePerformanceOptions): Promise<Outcome> {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    const { energy, latency, evaluations, infeasible } = await getHardwarePerformance({ ...options, signal });
    for (const figure of [energy, latency, ...evaluations.flatMap((cme) => [cme.energy, cme.latency])]) {
      if (!Number.isFinite(figure)) throw new Error(`a figure is ${figure}`);
    }
    checkFindings(infeasible.map(({ diagnostic }) => diagnostic));
    return { kind: 'result' };
  } catch (error) {
    const diagnostics =
      error instanceof InputError ? error.diagnostics : error instanceof MappingError ? [error.diagnostic] : undefined;
    if (diagnostics === undefined) {
      const cause = signal.aborted ? new Error(`no end after ${PATIENCE_MS} ms`) : error;
      throw new Error(`the run ended in something that is no finding: ${String(cause)}`, { cause });
    }
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) throw new Error('the run ended without saying why');
    checkFindings(errors);
    return { kind: 'error', codes: errors.map(({ code }) => code) };
  }
}

function checkFindings(
  findings: readonly { readonly code: string; readonly message: string; readonly hint?: string }[],
) {
  for (const { code, message, hint } of findings) {
    if (!/^ZZ\d{4}$/.test(code) || message === '')
      throw new Error(`a finding without code or text: ${code} ${message}`);
    if (hint === undefined || hint === '') throw new Error(`${code} has no remedy: ${message}`);
  }
}

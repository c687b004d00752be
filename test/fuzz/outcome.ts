import { InputError, MappingError } from '../../src/base/diagnostic.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { checkOptions } from '../../src/run/options/check-options.ts';
import type { HardwarePerformanceOptions } from '../../src/run/options/options.ts';
import { type FuzzInput, MemoryFiles } from './fuzz-input.ts';
import { readDamagedResults } from './stored-results.ts';
import { checkWrittenPaths } from './written-paths.ts';

/** How a run ended: with figures, or with findings of these codes. */
export type Outcome = { readonly kind: 'result' } | { readonly kind: 'error'; readonly codes: readonly string[] };

/**
 * Runs to the end.
 * @throws Error for everything that is neither a sound result nor a finding a user can act on: other exceptions, figures that are no
 * numbers, findings without code, text or remedy, and files outside the result folder.
 */
export async function outcomeOf({ options, files, damage }: FuzzInput): Promise<Outcome> {
  try {
    const access = new MemoryFiles(files);
    const given: unknown = { ...options, files: access };
    checkOptions(given);
    if (damage === undefined) await run(given);
    else await readDamagedResults(given, damage);
    checkWrittenPaths(access.written);
    return { kind: 'result' };
  } catch (error) {
    const diagnostics =
      error instanceof InputError ? error.diagnostics : error instanceof MappingError ? [error.diagnostic] : undefined;
    if (diagnostics === undefined) throw error;
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    if (errors.length === 0) throw new Error('the run ended without saying why');
    checkFindings(errors);
    return { kind: 'error', codes: errors.map(({ code }) => code) };
  }
}

async function run(options: HardwarePerformanceOptions): Promise<void> {
  const { energy, latency, evaluations, infeasible, warnings } = await getHardwarePerformance(options);
  for (const figure of [energy, latency, ...evaluations.flatMap((cme) => [cme.energy, cme.latency])]) {
    if (!Number.isFinite(figure)) throw new Error(`a figure is ${figure}`);
  }
  checkFindings([...infeasible.map(({ diagnostic }) => diagnostic), ...warnings]);
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

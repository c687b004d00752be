import * as z from 'zod/mini';
import { InputError, MappingError } from '../../../base/diagnostic.ts';
import { exitCodeOf, infeasibleLayers, infeasibleText, isFaultOfProgram } from '../../text/failures.ts';
import { CANCELLED, INTERNAL_ERROR, INVALID_PARAMETERS } from './protocol.ts';

/** Thrown for a run that is not held, or not any longer. */
export class UnknownRunError extends Error {
  override readonly name = 'UnknownRunError';
}

/** The `error` of an answer. Codes 1 and 2 are the exit codes of the command; the message is what the command prints. */
export function errorDocument(error: unknown) {
  const faults = parameterFaults(error);
  if (faults !== undefined) return { code: INVALID_PARAMETERS, message: `parameters of the request: ${faults}` };
  if (!(error instanceof Error)) return { code: INTERNAL_ERROR, message: String(error) };
  if (error instanceof InputError) return inWords(error, error.message, error.diagnostics);
  if (error instanceof MappingError) {
    const layers = infeasibleLayers(error);
    const diagnostics = layers.map(({ diagnostic }) => diagnostic);
    return inWords(error, infeasibleText(layers), diagnostics, exitCodeOf(error));
  }
  if (error.name === 'AbortError') return { code: CANCELLED, message: 'the request was cancelled' };
  const { name, message, stack } = error;
  if (isFaultOfProgram(error)) {
    const text = `internal error: ${message}\n  This is an error in zigzag. Please report it with the inputs.`;
    return { code: INTERNAL_ERROR, message: text, data: { name, stack } };
  }
  return inWords({ name }, message, []);
}

function inWords({ name }: Pick<Error, 'name'>, message: string, diagnostics: InputError['diagnostics'], code = 1) {
  return { code, message, data: { name, diagnostics } };
}

function parameterFaults(error: unknown): string | undefined {
  if (!(error instanceof z.core.$ZodError)) return undefined;
  return error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ');
}

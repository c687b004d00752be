import { InputError, MappingError } from '../../base/diagnostic.ts';
import { ChainError } from '../check/chain-error.ts';
import type { EncodedError } from './protocol.ts';

/** An error that came from a worker thread, or is about one. */
export class WorkerError extends Error {
  override readonly name = 'WorkerError';
}

/** Makes data of an error and its causes. */
export function encodeError(error: unknown): EncodedError {
  if (!(error instanceof Error)) return { type: 'other', name: 'Error', message: String(error) };
  const { name, message, stack, cause } = error;
  const base = {
    name,
    message,
    ...(stack === undefined ? {} : { stack }),
    ...(cause === undefined ? {} : { cause: encodeError(cause) }),
  };
  if (error instanceof InputError) return { ...base, type: 'input', diagnostics: error.diagnostics };
  if (error instanceof MappingError) {
    const { layerName, diagnostic, missingBits } = error;
    return { ...base, type: 'mapping', layerName, diagnostics: [diagnostic], missingBits };
  }
  if (error instanceof ChainError) return { ...base, type: 'chain', problems: error.problems };
  return { ...base, type: 'other' };
}

/** The error again: findings about inputs and mappings as what they were, anything else as a `WorkerError` that names the task. */
export function decodeError(encoded: EncodedError, task: string): Error {
  const { type, diagnostics = [], problems = [], layerName = '', missingBits } = encoded;
  const [diagnostic] = diagnostics;
  if (type === 'input') return new InputError(diagnostics);
  if (type === 'mapping' && diagnostic !== undefined) return new MappingError(layerName, diagnostic, missingBits);
  if (type === 'chain') return new ChainError(problems);
  return new WorkerError(`${task} failed on a worker thread: ${encoded.message}`, { cause: plainError(encoded) });
}

function plainError({ name, message, stack, cause }: EncodedError): Error {
  const error = new Error(message, cause === undefined ? undefined : { cause: plainError(cause) });
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

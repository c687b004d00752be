import * as z from 'zod/mini';

/*
 * JSON-RPC 2.0, one object per line (docs/python.md#the-protocol).
 */

/** Raised when a method or an answer changes its meaning. */
export const PROTOCOL_VERSION = 1;

/** Ends the request of this id with an error. It is carried out at once and has no answer. */
export const CANCEL = 'cancel';

/** Codes of JSON-RPC. */
export const MALFORMED = -32600;
export const UNKNOWN_METHOD = -32601;
export const INVALID_PARAMETERS = -32602;
export const INTERNAL_ERROR = -32603;
/** The request was cancelled. */
export const CANCELLED = -32000;

const requestSchema = z.object({
  id: z.optional(z.union([z.number(), z.string()])),
  method: z.string(),
  params: z._default(z.record(z.string(), z.unknown()), {}),
});

export type Request = z.infer<typeof requestSchema>;

/** The request in a line, or what is wrong with the line. */
export function readRequest(line: string): Request | { readonly id: unknown; readonly fault: string } {
  const data = parsed(line);
  const read = requestSchema.safeParse(data);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : null;
  const place = issue?.path.join('.') ?? '';
  return {
    id,
    fault: `expected a JSON object with method and params in one line${place === '' ? '' : `; "${place}" is something else`}`,
  };
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

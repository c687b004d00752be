import * as z from 'zod/mini';
import { checkArguments } from './check-arguments.ts';
import type { Session } from './session.ts';

/** What a tool answers: data for a program, and the gist of it for a reader. */
export interface ToolAnswer {
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** One tool of the server, as clients list it. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  /** What it does and when to call it. */
  readonly description: string;
  /** JSON Schema of its arguments. */
  readonly inputSchema: { readonly type: 'object'; readonly [key: string]: unknown };
  /** Whether it may write a file. */
  readonly writesFiles: boolean;
  /**
   * @param signal ends the work when the client gives it up.
   * @throws InputError, also about arguments that the tool does not take.
   */
  call(given: unknown, session: Session, signal: AbortSignal): Promise<ToolAnswer>;
}

interface ToolDefinition<Arguments> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodMiniType<Arguments>;
  readonly writesFiles?: true;
  readonly answer: (given: Arguments, session: Session, signal: AbortSignal) => Promise<ToolAnswer>;
}

/** A tool of its arguments' schema. */
export function defineTool<Arguments>(definition: ToolDefinition<Arguments>): Tool {
  const { name, title, description, input, writesFiles = false, answer } = definition;
  return {
    name,
    title,
    description,
    inputSchema: { ...z.toJSONSchema(input, { io: 'input' }), type: 'object' },
    writesFiles,
    call: async (given, session, signal) => answer(checkArguments(name, input, given), session, signal),
  };
}

/** A text argument with its meaning. */
export function text(meaning: string) {
  return z.string().check(z.describe(meaning));
}

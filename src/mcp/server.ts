import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { CallToolRequestSchema, type CallToolResult, ListToolsRequestSchema } from '@modelcontextprotocol/sdk/types.js';
import { InputError } from '../base/diagnostic.ts';
import { didYouMean } from '../base/suggest.ts';
import { VERSION } from '../base/version.ts';
import type { FileAccess } from '../platform/file-access.ts';
import { platformFiles } from '../platform/node.ts';
import { Session } from './session.ts';
import { errorAnswer } from './tool-error.ts';
import { TOOLS } from './tools/index.ts';

/** What an agent is told before it calls a tool. */
const INSTRUCTIONS = `Energy, latency and best mappings of deep-learning layers on an accelerator, by an analytical cost model.
Start with examples. Check inputs with validate. run gives a handle; explain says what binds a quantity and the smallest change of the
accelerator that helps: read it before you try designs. diff compares two runs. sweep evaluates many designs; poll it with sweep_status.
Energies are in pJ, latencies in cycles, sizes in bits. Every error has a code, its place and a fix.`;

export interface ZigzagServerOptions {
  /** The files that tools read; those of this machine when absent. */
  readonly files?: FileAccess;
}

/** A server of the Model Context Protocol with the tools of zigzag (docs/agents.md). Connect it to a transport of the SDK. */
export function createZigzagServer({ files = platformFiles }: ZigzagServerOptions = {}): Server {
  const session = new Session(files);
  const server = new Server(
    { name: 'zigzag', version: VERSION },
    { capabilities: { tools: {} }, instructions: INSTRUCTIONS },
  );
  server.setRequestHandler(ListToolsRequestSchema, () => ({
    tools: TOOLS.map(({ name, title, description, inputSchema, writesFiles }) => ({
      name,
      title,
      description,
      inputSchema,
      annotations: { readOnlyHint: !writesFiles, openWorldHint: false },
    })),
  }));
  server.setRequestHandler(CallToolRequestSchema, ({ params }, { signal }) =>
    answer(params.name, params.arguments, session, signal),
  );
  server.onclose = () => session.close();
  return server;
}

/** Serves one client on standard input and output, until it closes them. Nothing else may print to standard output meanwhile. */
export async function serveZigzag(options: ZigzagServerOptions = {}): Promise<void> {
  const server = createZigzagServer(options);
  const closed = new Promise<void>((resolve) => {
    const { onclose } = server;
    server.onclose = () => {
      onclose?.();
      resolve();
    };
    process.stdin.once('end', () => void server.close());
  });
  await server.connect(new StdioServerTransport());
  await closed;
}

async function answer(name: string, given: unknown, session: Session, signal: AbortSignal): Promise<CallToolResult> {
  try {
    const tool = TOOLS.find((candidate) => candidate.name === name);
    if (tool === undefined) throw noSuchTool(name);
    const { data, text } = await tool.call(given, session, signal);
    return { structuredContent: { ...data }, content: [{ type: 'text', text }] };
  } catch (error) {
    const { errors, text } = errorAnswer(error);
    return { isError: true, structuredContent: { errors }, content: [{ type: 'text', text }] };
  }
}

function noSuchTool(name: string): InputError {
  const names = TOOLS.map((tool) => tool.name);
  const message = `there is no tool "${name}"${didYouMean(name, names)}`;
  return new InputError([{ code: 'ZZ6110', severity: 'error', message, hint: `the tools are ${names.join(', ')}` }]);
}

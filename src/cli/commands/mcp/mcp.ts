import { InputError } from '../../../base/diagnostic.ts';

/** `zigzag mcp`: serves one agent until it closes its end. */
export async function mcpCommand(): Promise<number> {
  const { serveZigzag } = await loadServer();
  if (process.stdin.isTTY)
    console.error('waiting for an agent on standard input; docs/agents.md says how to set one up');
  await serveZigzag();
  return 0;
}

/** The server, whose package not everybody has. @throws InputError without it. */
async function loadServer(): Promise<typeof import('../../../mcp/index.ts')> {
  try {
    return await import('../../../mcp/index.ts');
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error) || error.code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new InputError([
      {
        code: 'ZZ6112',
        severity: 'error',
        message: `the server for agents needs a package that is not installed: ${error.message.split('\n')[0]}`,
        hint: 'install it beside zigzag-ts with: npm install @modelcontextprotocol/sdk',
      },
    ]);
  }
}

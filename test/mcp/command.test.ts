import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { expect, test } from 'vitest';
import { command } from '../cli/support.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

test('zigzag mcp serves a client over pipes, and ends with it', async () => {
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(new StdioClientTransport({ command: process.execPath, args: [command, 'mcp'] }));
  const inputs = { workload: 'gemm', accelerator: 'gemm_l1', mapping: 'gemm_l1', options: { lpfLimit: 3 } };
  expect(await client.callTool({ name: 'run', arguments: inputs })).toMatchObject({
    structuredContent: { run: 'run-1', energy: expect.any(Number) },
  });
  await client.close();
  const { status, stdout } = spawnSync(process.execPath, [command, 'mcp'], { input: '', encoding: 'utf8' });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});

test('without the SDK it says what to install', () => {
  const folder = temporaryFolder();
  for (const part of ['bin', 'bundle', 'package.json'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true });
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(ROOT, 'node_modules/@observablehq'), join(folder, 'node_modules/@observablehq'));
  const { status, stderr } = spawnSync(process.execPath, [join(folder, 'bin/zigzag.js'), 'mcp'], {
    input: '',
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toContain('ZZ6112');
  expect(stderr).toContain('npm install @modelcontextprotocol/sdk');
});

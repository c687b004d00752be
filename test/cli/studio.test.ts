import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { siteFiles } from '../../src/cli/commands/studio/site-files.ts';
import { serveSite } from '../../src/cli/commands/studio/site-server.ts';
import { studioCommand } from '../../src/cli/commands/studio/studio.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const folder = temporaryFolder();
const site = join(folder, 'site');
const TOKEN = 'abc-DEF_123';
let port = 0;
let close: () => void = () => {};

beforeAll(async () => {
  mkdirSync(join(site, 'assets'), { recursive: true });
  writeFileSync(join(site, 'index.html'), '<!doctype html><title>Studio</title>');
  writeFileSync(join(site, 'assets/index-1234.js'), 'export {};');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  const { server, port: chosen } = await serveSite({
    files: siteFiles(site),
    inputs: [
      { kind: 'accelerator', name: 'a.yaml', isBuiltIn: false, read: async () => new TextEncoder().encode('name: a') },
      { kind: 'workload', name: 'resnet18', isBuiltIn: true, read: async () => new Uint8Array() },
    ],
    token: TOKEN,
    host: '127.0.0.1',
    port: 0,
  });
  port = chosen;
  close = () => server.close();
});
afterAll(() => {
  close();
  rmSync(folder, { recursive: true, force: true });
});

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, unknown>>;
}

/** As a browser would ask, but with any path, method and name of the server. */
function ask(path: string, { method = 'GET', host = `127.0.0.1:${port}` } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ port, host: '127.0.0.1', path, method, headers: { host } }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text, headers: response.headers }));
    });
    sent.on('error', reject).end();
  });
}

describe('the server of the studio', () => {
  test('gives the files of the site, with a policy that lets nothing out', async () => {
    const page = await ask('/');
    expect(page).toMatchObject({ status: 200, text: '<!doctype html><title>Studio</title>' });
    expect(page.headers['content-security-policy']).toContain("default-src 'none'; script-src 'self';");
    expect(page.headers['x-content-type-options']).toBe('nosniff');
    const script = await ask('/assets/index-1234.js?any');
    expect(script).toMatchObject({ status: 200, text: 'export {};' });
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(await ask('/', { method: 'HEAD' })).toMatchObject({ status: 200, text: '' });
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/assets',
    '/files',
    '//etc/passwd',
    '/%00',
  ])('gives nothing outside of the site: %s', async (path) => {
    expect((await ask(path)).status).toBe(404);
  });

  test('does not take anything', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await ask('/', { method })).status).toBe(405);
  });

  test('answers to its own names only, so that pages of other names cannot read it', async () => {
    expect((await ask('/', { host: `localhost:${port}` })).status).toBe(200);
    for (const host of ['example.org', `example.org:${port}`, '127.0.0.1']) {
      expect((await ask('/', { host })).status, host).not.toBe(200);
    }
  });

  test('gives the inputs to whoever knows the token, and only those', async () => {
    expect(JSON.parse((await ask(`/files/${TOKEN}/list.json`)).text)).toEqual([
      { kind: 'accelerator', name: 'a.yaml', isBuiltIn: false },
      { kind: 'workload', name: 'resnet18', isBuiltIn: true },
    ]);
    expect(await ask(`/files/${TOKEN}/accelerator`)).toMatchObject({ status: 200, text: 'name: a' });
    for (const path of [
      `${TOKEN}/workload`,
      `${TOKEN}/mapping`,
      `${TOKEN}x/accelerator`,
      'x/accelerator',
      '/accelerator',
    ]) {
      expect((await ask(`/files/${path}`)).status, path).toBe(404);
    }
  });
});

describe('zigzag studio refuses', () => {
  test.each([
    ['ZZ6082', ['sram-array']],
    ['ZZ6083', ['examples/accelerators/tpu_like.yaml', 'examples/accelerators/eyeriss_like.yaml']],
    ['ZZ6001', ['no-such-file.yaml']],
  ])('%s: %j', async (code, names) => {
    await expect(studioCommand(names, { port: 0, host: '127.0.0.1' })).rejects.toMatchObject({
      diagnostics: [{ code, severity: 'error' }],
    });
  });

  test('a site that is not built (ZZ6080), and an address that is taken (ZZ6081)', async () => {
    expect(() => siteFiles(join(folder, 'none'))).toThrow(/ZZ6080/);
    const options = { files: siteFiles(site), inputs: [], token: 't', host: '127.0.0.1', port };
    await expect(serveSite(options)).rejects.toThrow(/ZZ6081/);
  });
});

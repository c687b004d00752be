import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { readInput } from '../../src/io/files/read-input.ts';
import { platformFiles } from '../../src/platform/browser.ts';

/* How a page reads inputs: with the `fetch` of Node, from a server that serves two files. */

const FILES: Readonly<Record<string, string>> = {
  '/small.yaml': 'name: small',
  '/large.yaml': ' '.repeat(5 * 2 ** 20),
};

let server: Server;
let address = '';

beforeAll(async () => {
  server = createServer(({ url = '' }, response) => {
    const text = FILES[url];
    response.statusCode = text === undefined ? 404 : 200;
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const listening = server.address();
  if (typeof listening === 'object' && listening !== null) address = `http://127.0.0.1:${listening.port}`;
});

afterAll(() => {
  server.close();
});

const read = (name: string) => readInput('accelerator', `${address}${name}`, platformFiles);

async function faultOf(work: Promise<unknown>) {
  const error = await work.catch((reason: unknown) => reason);
  return error instanceof InputError ? error.diagnostics[0] : error;
}

test('an input is read', async () => {
  expect(new TextDecoder().decode((await read('/small.yaml')).bytes)).toBe('name: small');
});

test('an input that is missing, or larger than any text, is refused', async () => {
  expect(await faultOf(read('/none.yaml'))).toMatchObject({ code: 'ZZ6001' });
  expect(await faultOf(read('/large.yaml'))).toMatchObject({
    code: 'ZZ6002',
    message: 'the accelerator file cannot be read: it has more than 4194304 bytes',
  });
});

test('a server that does not answer is an error of the input', async () => {
  // Nobody may listen to this port.
  const work = readInput('accelerator', 'http://127.0.0.1:1/a.yaml', platformFiles);
  expect(await faultOf(work)).toMatchObject({ code: 'ZZ6002', file: 'http://127.0.0.1:1/a.yaml' });
});

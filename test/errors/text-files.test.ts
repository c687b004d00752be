import { expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { loadAccelerator } from '../../src/io/load.ts';
import { MemoryFiles } from '../fuzz/fuzz-input.ts';
import { ACCELERATOR } from './base-inputs.ts';

async function read(bytes: Uint8Array): Promise<string> {
  try {
    return (await loadAccelerator('a.yaml', new MemoryFiles({ 'a.yaml': bytes }))).value.name;
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (character) => character.charCodeAt(0));

test.each([
  ['a byte order mark', utf8(`\ufeff${ACCELERATOR}`)],
  ['line ends of Windows', utf8(ACCELERATOR.replaceAll('\n', '\r\n'))],
  ['no end of the last line', utf8(ACCELERATOR.trimEnd())],
  ['comments in any script', utf8(`# Beschleuniger für 学習 🙂\n${ACCELERATOR}`)],
])('a file with %s is read', async (_, bytes) => {
  expect(await read(bytes)).toBe('tiny');
});

test.each([
  [
    'UTF-16',
    Uint8Array.from([0xff, 0xfe, ...new Uint8Array(Uint16Array.from(ACCELERATOR, (c) => c.charCodeAt(0)).buffer)]),
    'a.yaml: error ZZ6004: the accelerator file is text in UTF-16; expected UTF-8\n  fix: save the file as UTF-8',
  ],
  [
    'Latin-1',
    latin1(ACCELERATOR.replace('name: tiny', 'name: tiny # 5 µm')),
    'a.yaml:1:16: error ZZ6004: the accelerator file is not UTF-8',
  ],
  [
    'half a character at the end',
    utf8(`${ACCELERATOR}# é`).subarray(0, -1),
    `a.yaml:${ACCELERATOR.split('\n').length}:3: error ZZ6004: the accelerator file is not UTF-8`,
  ],
  [
    'a control character',
    utf8(`${ACCELERATOR}#\r\n# a\u0000b`),
    `a.yaml:${ACCELERATOR.split('\n').length + 1}:4: error ZZ6004: the accelerator file contains the control character 0x00`,
  ],
  ['binary data', Uint8Array.from([0x7f, 0x45, 0x4c, 0x46, 1, 2, 3]), 'is not text but binary data'],
  ['nothing', new Uint8Array(), 'error ZZ1003'],
])('a file with %s is refused', async (_, bytes, message) => {
  expect(await read(bytes)).toContain(message);
});

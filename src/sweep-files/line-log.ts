import { closeSync, fdatasyncSync, openSync, readSync, writeSync } from 'node:fs';

/** Bytes that are read at a time. */
const CHUNK = 1 << 20;

const NEWLINE = 0x0a;

/** A new file of lines that one process appends to. A process that is killed leaves whole lines, and at most one that is torn, the last. */
export class LineLog {
  private readonly descriptor: number;
  private syncedAt = performance.now();

  /** @throws when the file is there already: no two processes write to one file. */
  constructor(path: string) {
    this.descriptor = openSync(path, 'ax');
  }

  /** The line is with the operating system when this returns, so that killing the process loses nothing; on the disk within a second. */
  append(line: string): void {
    const bytes = Buffer.from(`${line}\n`);
    for (let written = 0; written < bytes.length; ) written += writeSync(this.descriptor, bytes, written);
    const now = performance.now();
    if (now - this.syncedAt < 1000) return;
    this.syncedAt = now;
    fdatasyncSync(this.descriptor);
  }

  close(): void {
    fdatasyncSync(this.descriptor);
    closeSync(this.descriptor);
  }
}

/** A whole line of a file and where it begins. */
export interface PlacedLine {
  readonly text: string;
  readonly offset: number;
  /** Byte behind its end. */
  readonly end: number;
}

/** The whole lines of a file; a torn one at its end is left out. Reads a megabyte at a time. */
export function* linesOf(path: string): Generator<PlacedLine> {
  const descriptor = openSync(path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    let offset = 0;
    for (;;) {
      const chunk = Buffer.alloc(CHUNK);
      const length = readSync(descriptor, chunk, 0, CHUNK, null);
      if (length === 0) return;
      const bytes = Buffer.concat([rest, chunk.subarray(0, length)]);
      let start = 0;
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
        yield { text: bytes.toString('utf8', start, end), offset: offset + start, end: offset + end + 1 };
        start = end + 1;
      }
      rest = bytes.subarray(start);
      offset += start;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The text between two bytes of an open file. */
export function textAt(descriptor: number, offset: number, length: number): string {
  const bytes = Buffer.alloc(length);
  readSync(descriptor, bytes, 0, length, offset);
  return bytes.toString('utf8');
}

import { closeSync, fdatasyncSync, openSync, readSync, renameSync, truncateSync, writeSync } from 'node:fs';

/** Bytes that are read at a time. */
const CHUNK = 1 << 20;

const NEWLINE = 0x0a;

/** A file of lines that is only appended to. A process that is killed leaves whole lines, and at most one that is torn. */
export class LineLog {
  private readonly path: string;
  private readonly descriptor: number;
  private syncedAt = performance.now();

  /** @param keep bytes at the beginning that stay; what follows them is removed. */
  constructor(path: string, keep: number) {
    this.path = path;
    this.descriptor = openSync(path, 'a');
    truncateSync(path, keep);
  }

  /** The line is with the operating system when this returns, so that killing the process loses nothing; on the disk within a second. */
  append(line: string): void {
    writeSync(this.descriptor, `${line}\n`);
    const now = performance.now();
    if (now - this.syncedAt < 1000) return;
    this.syncedAt = now;
    fdatasyncSync(this.descriptor);
  }

  /** @param name of the file from now on; as before without it. */
  close(name = this.path): void {
    fdatasyncSync(this.descriptor);
    closeSync(this.descriptor);
    if (name !== this.path) renameSync(this.path, name);
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

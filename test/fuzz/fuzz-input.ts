import type { FileAccess } from '../../src/platform/file-access.ts';
import { platformFiles } from '../../src/platform/node.ts';

/** What is tried. Plain data, so that it can go to a thread and into files. */
export interface FuzzInput {
  readonly options: RunSettings;
  /** Files that the options name. They are nowhere but here; examples are those of the package. */
  readonly files?: Readonly<Record<string, Uint8Array>>;
  /** Read back a document of results in which these values were put in place of others, instead of running. */
  readonly damage?: readonly Damage[];
}

/** Options of a run, most of them sound. */
export interface RunSettings {
  readonly workload: unknown;
  readonly accelerator: unknown;
  readonly mapping: unknown;
  readonly [option: string]: unknown;
}

/** A place in a document, as numbers that choose among the keys on the way, and what is put there. */
export interface Damage {
  readonly way: readonly number[];
  readonly value: unknown;
}

/** Files in memory, and the names of those that are written. */
export class MemoryFiles implements FileAccess {
  readonly written: string[] = [];
  readonly readExample = platformFiles.readExample;
  private readonly contents: ReadonlyMap<string, Uint8Array>;

  constructor(contents: Readonly<Record<string, Uint8Array>> = {}) {
    this.contents = new Map(Object.entries(contents));
  }

  async read(path: string): Promise<Uint8Array> {
    const content = this.contents.get(path);
    if (content === undefined) throw new Error(`no such file: ${path}`);
    return content;
  }

  async exists(path: string): Promise<boolean> {
    return this.contents.has(path);
  }

  async list(): Promise<readonly string[]> {
    return [...this.contents.keys()];
  }

  resolve(path: string): string {
    return path;
  }

  write(path: string): void {
    this.written.push(path);
  }

  checkWritable(): void {}
}

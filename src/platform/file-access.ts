/**
 * The files a run may touch. The library never imports a file system: Node's is in `node.ts`, that of browsers in
 * `browser.ts`. Tests and applications pass their own.
 */
export interface FileAccess {
  /**
   * The bytes of a file.
   * @throws when it cannot be read, or has more bytes than `most`.
   */
  read(path: string, most?: number): Promise<Uint8Array>;
  exists(path: string): Promise<boolean>;
  /** Names in a folder; empty when there is no such folder. */
  list(folder: string): Promise<readonly string[]>;
  /** A built-in example, e.g. `accelerators/tpu_like.yaml`. */
  readExample(path: string): Promise<Uint8Array>;
  /** The path as messages should show it. */
  resolve(path: string): string;
  /** Writes a whole file or nothing: creates folders, writes beside the target and renames. */
  write(path: string, content: string | Uint8Array): void;
  /** Creates nothing. @throws when `write` to this path would fail for a reason that is known already. */
  checkWritable(path: string): void;
}

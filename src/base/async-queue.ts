/** Values that one side pushes and the other awaits, in order; ends with `end` or `fail`. For one reader. */
export class AsyncQueue<T> implements AsyncIterable<T> {
  private readonly values: T[] = [];
  private ending: { readonly error?: unknown } | undefined;
  private wake: (() => void) | undefined;

  /** Reads a stream as fast as it comes, so that its values and its failure are there before anybody asks. */
  static from<T>(values: AsyncIterable<T>): AsyncQueue<T> {
    const queue = new AsyncQueue<T>();
    const read = async (): Promise<void> => {
      for await (const value of values) queue.push(value);
      queue.end();
    };
    read().catch((error: unknown) => queue.fail(error));
    return queue;
  }

  push(value: T): void {
    this.values.push(value);
    this.wake?.();
  }

  end(): void {
    this.ending ??= {};
    this.wake?.();
  }

  /** What the reader has not taken yet is lost. */
  fail(error: unknown): void {
    this.ending ??= { error };
    this.values.length = 0;
    this.wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for (;;) {
      for (let value = this.values.shift(); value !== undefined; value = this.values.shift()) yield value;
      if (this.ending !== undefined) break;
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = undefined;
    }
    if ('error' in this.ending) throw this.ending.error;
  }
}

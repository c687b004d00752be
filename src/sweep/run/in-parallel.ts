/**
 * Works on items several at a time, and yields what comes of them as soon as it is there. Items are taken in order, the next one when a
 * worker is free. An error of one ends it all.
 * @param mayStart false: no further item is taken, and those under way come to their end.
 */
export async function* inParallel<Item, Result>(
  items: Iterable<Item>,
  atOnce: number,
  work: (item: Item) => Promise<Result>,
  mayStart: () => boolean = () => true,
): AsyncGenerator<Result> {
  const waiting = items[Symbol.iterator]();
  const running = new Map<number, Promise<{ readonly id: number; readonly result: Result }>>();
  let started = 0;
  for (;;) {
    while (running.size < atOnce && mayStart()) {
      const next = waiting.next();
      if (next.done) break;
      const id = started++;
      running.set(
        id,
        work(next.value).then((result) => ({ id, result })),
      );
    }
    if (running.size === 0) return;
    const { id, result } = await Promise.race(running.values());
    running.delete(id);
    yield result;
  }
}

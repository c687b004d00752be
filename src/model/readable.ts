/** What Node's `console.log` asks an object for; other hosts ignore it. */
export const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** Properties that make plain data write itself as one text, in `console.log` of Node and in `String(…)`. */
export type Readability<T> = PropertyDescriptorMap & ThisType<T>;

/** The properties for one kind of data; made once, shared by all objects of the kind. */
export function readability<T extends object>(text: (value: T) => string): Readability<T> {
  function write(this: T): string {
    return text(this);
  }
  return { toString: { value: write }, [INSPECT]: { value: write } };
}

/**
 * The object itself, which now writes itself. The properties are not enumerable: comparisons, spread, JSON and structured clones see
 * the same plain data as before. Objects that cannot be extended stay as they are.
 */
export function readable<T extends object>(value: T, properties: Readability<T>): T {
  if (Object.hasOwn(value, INSPECT) || !Object.isExtensible(value)) return value;
  return Object.defineProperties(value, properties);
}

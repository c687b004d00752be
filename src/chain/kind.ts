/** A kind of argument: its name in messages, its type, and the test that a value is one. */
export interface Kind<T> {
  /** What messages call it, e.g. `Accelerator` or `a whole number of at least 1`. */
  readonly label: string;
  readonly is: (value: unknown) => value is T;
  /** The words it may be, where it is one of a few. */
  readonly words?: readonly string[];
}

/** An argument that may be left out. */
export interface OptionKind<T> extends Kind<T> {
  readonly fallback: T;
}

export type Kinds = Readonly<Record<string, Kind<unknown>>>;
export type OptionKinds = Readonly<Record<string, OptionKind<unknown>>>;

/** The arguments that a set of kinds describes. */
export type ValuesOf<K extends Kinds> = { readonly [N in keyof K]: K[N] extends Kind<infer T> ? T : never };

/** All arguments known at some place of the chain, by name. Linked to the place above, never copied. */
export type Context = Readonly<Record<string, unknown>>;

export function kind<T>(label: string, is: (value: unknown) => value is T): Kind<T> {
  return { label, is };
}

/** The kind with a default value. */
export function optional<T>(base: Kind<T>, fallback: T): OptionKind<T> {
  return { ...base, fallback };
}

export const anyNumber: Kind<number> = kind(
  'number',
  (value): value is number => typeof value === 'number' && Number.isFinite(value),
);

export const positiveNumber: Kind<number> = kind(
  'a positive number',
  (value): value is number => typeof value === 'number' && Number.isFinite(value) && value > 0,
);

export const positiveInteger: Kind<number> = kind(
  'a whole number of at least 1',
  (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value > 0,
);

export const flag: Kind<boolean> = kind('true or false', (value): value is boolean => typeof value === 'boolean');

export const text: Kind<string> = kind('text', (value): value is string => typeof value === 'string');

export const path: Kind<string> = kind('a path', (value): value is string => typeof value === 'string' && value !== '');

/** One of a few words. */
export function oneOf<const W extends string>(words: readonly W[]): Kind<W> {
  const label = words.map((word) => `"${word}"`).join(' or ');
  return { ...kind(label, (value): value is W => words.some((word) => word === value)), words };
}

/** A kind that also allows the value to be absent. */
export function maybe<T>(base: Kind<T>): OptionKind<T | undefined> {
  return {
    ...base,
    is: (value): value is T | undefined => value === undefined || base.is(value),
    fallback: undefined,
  };
}

/** True when every kind's argument is present and of the right type. */
export function conforms<K extends Kinds>(kinds: K | undefined, context: Context): context is Context & ValuesOf<K> {
  return Object.entries(kinds ?? {}).every(([name, { is }]) => is(context[name]));
}

/** The arguments that are missing or of the wrong kind: `'layer' (Layer), but it is missing`. */
export function argumentFaults(kinds: Kinds | undefined, context: Context): string[] {
  return Object.entries(kinds ?? {}).flatMap(([name, { is, label }]) => {
    if (is(context[name])) return [];
    return [`'${name}' (${label}), but it is ${context[name] === undefined ? 'missing' : 'something else'}`];
  });
}

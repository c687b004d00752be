import type { Context, OptionKinds } from '../kind.ts';

/** The context with the defaults of options that nobody has set. */
export function withDefaults(context: Context, options: OptionKinds | undefined): Context {
  const missing = Object.entries(options ?? {}).filter(([name]) => !(name in context));
  if (missing.length === 0) return context;
  return extend(context, Object.fromEntries(missing.map(([name, { fallback }]) => [name, fallback])), undefined);
}

/** A context linked to the one above: cheap however many arguments there are. */
export function extend(above: Context, changes: Context, drops: readonly string[] | undefined): Context {
  const below: Context = Object.assign(Object.create(above), changes);
  if (drops === undefined) return below;
  const hidden = drops.filter((name) => !(name in changes)).map((name) => [name, undefined] as const);
  return Object.assign(below, Object.fromEntries(hidden));
}

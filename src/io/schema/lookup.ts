import * as z from 'zod/mini';

type Schema = z.core.$ZodType;
type Path = readonly (string | number)[];

/** The keys a map at `path` of a document may have; none if it may have any. */
export function knownKeys(schema: Schema, path: Path): readonly string[] {
  const found = wrappersOf(schemaAt(schema, path)).at(-1);
  return found instanceof z.core.$ZodObject ? Object.keys(found._zod.def.shape) : [];
}

/** The description of the field at `path`. */
export function descriptionAt(schema: Schema, path: Path): string | undefined {
  for (const candidate of wrappersOf(schemaAt(schema, path))) {
    if (!(candidate instanceof z.core.$ZodType)) continue;
    const description = z.globalRegistry.get(candidate)?.description;
    if (description !== undefined) return description;
  }
  return undefined;
}

function schemaAt(schema: Schema, path: Path): unknown {
  let current: unknown = schema;
  for (const step of path) {
    const container = wrappersOf(current).at(-1);
    if (container instanceof z.core.$ZodObject) current = container._zod.def.shape[step];
    else if (container instanceof z.core.$ZodArray) current = container._zod.def.element;
    else if (container instanceof z.core.$ZodRecord) current = container._zod.def.valueType;
    else if (container instanceof z.core.$ZodTuple) current = container._zod.def.items[Number(step)];
    else return undefined;
  }
  return current;
}

/** A schema, and what is inside its wrappers for optional, nullable, default, and changes before the check. */
function wrappersOf(schema: unknown): readonly unknown[] {
  const wrappers = [schema];
  let current = schema;
  while (
    current instanceof z.core.$ZodOptional ||
    current instanceof z.core.$ZodNullable ||
    current instanceof z.core.$ZodDefault ||
    current instanceof z.core.$ZodPipe
  ) {
    current = current instanceof z.core.$ZodPipe ? current._zod.def.out : current._zod.def.innerType;
    wrappers.push(current);
  }
  return wrappers;
}

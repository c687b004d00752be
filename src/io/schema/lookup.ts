import * as z from 'zod';

type Path = readonly (string | number)[];

/** The keys a map at `path` of a document may have; none if it may have any. */
export function knownKeys(schema: z.ZodType, path: Path): readonly string[] {
  const found = wrappersOf(schemaAt(schema, path)).at(-1);
  return found instanceof z.ZodObject ? Object.keys(found.shape) : [];
}

/** The description of the field at `path`. */
export function descriptionAt(schema: z.ZodType, path: Path): string | undefined {
  for (const candidate of wrappersOf(schemaAt(schema, path))) {
    if (candidate instanceof z.ZodType && candidate.description !== undefined) return candidate.description;
  }
  return undefined;
}

function schemaAt(schema: z.ZodType, path: Path): unknown {
  let current: unknown = schema;
  for (const step of path) {
    const container = wrappersOf(current).at(-1);
    if (container instanceof z.ZodObject) current = container.shape[step];
    else if (container instanceof z.ZodArray) current = container.element;
    else if (container instanceof z.ZodRecord) current = container.valueType;
    else if (container instanceof z.ZodTuple) current = container.def.items[Number(step)];
    else return undefined;
  }
  return current;
}

/** A schema, and what is inside its wrappers for optional, nullable and default. */
function wrappersOf(schema: unknown): readonly unknown[] {
  const wrappers = [schema];
  let current = schema;
  while (current instanceof z.ZodOptional || current instanceof z.ZodNullable || current instanceof z.ZodDefault) {
    current = current.unwrap();
    wrappers.push(current);
  }
  return wrappers;
}

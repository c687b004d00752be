import type { JsonSchema } from '../../src/io/json-schema.ts';

/* What a JSON Schema says about a place of a file. */

/** A key that a map may have. */
export interface SchemaKey {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  readonly schema: JsonSchema;
}

/** The part of the schema for a path; `[]` stands for an item of a list. */
export function schemaAt(root: JsonSchema, path: readonly string[]): readonly JsonSchema[] {
  return path.reduce<readonly JsonSchema[]>(
    (schemas, step) => schemas.flatMap((schema) => variants(schema)).flatMap((schema) => child(schema, step)),
    [root],
  );
}

/** The keys that a map at a path may have. */
export function keysAt(root: JsonSchema, path: readonly string[]): SchemaKey[] {
  const found = new Map<string, SchemaKey>();
  for (const schema of schemaAt(root, path).flatMap(variants)) {
    const { properties, required } = schema;
    if (!isSchema(properties)) continue;
    for (const [name, part] of Object.entries(properties)) {
      if (!isSchema(part) || found.has(name)) continue;
      const isRequired = Array.isArray(required) && required.includes(name);
      found.set(name, { name, description: descriptionOf(part), isRequired, schema: part });
    }
  }
  return [...found.values()];
}

/** The values that stand to choice for a key. */
export function valuesOf(schemas: readonly JsonSchema[]): string[] {
  return [
    ...new Set(
      schemas.flatMap(variants).flatMap((schema) => {
        if (Array.isArray(schema.enum)) return schema.enum.map(String);
        if (schema.const !== undefined) return [String(schema.const)];
        if (schema.type === 'boolean') return ['true', 'false'];
        return isSchema(schema.items) ? valuesOf([schema.items]) : [];
      }),
    ),
  ];
}

export function descriptionOf(schema: JsonSchema): string {
  const own = schema.description;
  if (typeof own === 'string') return own;
  const [first] = variants(schema).filter(({ description }) => typeof description === 'string');
  return typeof first?.description === 'string' ? first.description : '';
}

/** `integer, at least 1`: what a value must be. */
export function shapeText(schema: JsonSchema): string {
  const [first] = variants(schema).filter(({ type }) => type !== 'null');
  const { type, minimum, exclusiveMinimum, enum: choice, default: usual } = first ?? schema;
  const limit =
    typeof minimum === 'number'
      ? `, at least ${minimum}`
      : typeof exclusiveMinimum === 'number'
        ? `, more than ${exclusiveMinimum}`
        : '';
  const kind = Array.isArray(choice) ? choice.join(', ') : typeof type === 'string' ? `${type}${limit}` : '';
  const outer = usual ?? schema.default;
  return outer === undefined || typeof outer === 'object' ? kind : `${kind}; ${String(outer)} if absent`;
}

function variants(schema: JsonSchema): readonly JsonSchema[] {
  const { anyOf, oneOf } = schema;
  const options = Array.isArray(anyOf) ? anyOf : Array.isArray(oneOf) ? oneOf : undefined;
  return options === undefined ? [schema] : options.filter(isSchema).flatMap(variants);
}

function child(schema: JsonSchema, step: string): JsonSchema[] {
  const { properties, additionalProperties, items } = schema;
  if (step === '[]') return isSchema(items) ? [items] : [];
  if (isSchema(properties) && isSchema(properties[step])) return [properties[step]];
  return isSchema(additionalProperties) ? [additionalProperties] : [];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

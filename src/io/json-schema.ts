import * as z from 'zod/mini';
import { acceleratorSchema } from './accelerator/accelerator-schema.ts';
import { givenMappingSchema } from './given-mapping/given-mapping-schema.ts';
import { mappingSchema } from './mapping/mapping-schema.ts';
import { workloadSchema } from './workload/workload-schema.ts';

/** A JSON Schema (draft 7). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schemas of the three input formats of a run and of given mappings, for editors. Cross-field rules are not in them; `readAccelerator` and the others check those. */
export function jsonSchemas(): {
  accelerator: JsonSchema;
  workload: JsonSchema;
  mapping: JsonSchema;
  'given-mapping': JsonSchema;
} {
  return {
    accelerator: toJsonSchema(acceleratorSchema),
    workload: toJsonSchema(workloadSchema),
    mapping: toJsonSchema(mappingSchema),
    'given-mapping': givenMappingJsonSchema(),
  };
}

/** Files of `zigzag evaluate` may have their schema in a field, as JSON files do. Its accelerator is that of accelerator files. */
function givenMappingJsonSchema(): JsonSchema {
  const { properties, ...rest } = toJsonSchema(givenMappingSchema);
  const { $schema: _, title: __, ...accelerator } = toJsonSchema(acceleratorSchema);
  return { ...rest, properties: { ...Object(properties), accelerator } };
}

/** The JSON Schema of a format as people write it. */
export function toJsonSchema(schema: z.core.$ZodType): JsonSchema {
  const asWritten = { io: 'input', target: 'draft-7', override: withoutSafeIntegerBounds } as const;
  const written = withShortForms(z.toJSONSchema(schema, asWritten));
  return isObject(written) ? written : {};
}

/** Fields that have a short form may be written as it, too. */
function withShortForms(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withShortForms);
  if (!isObject(part)) return part;
  const inside = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withShortForms(value)]));
  const { shortForm, description, ...rest } = inside;
  return shortForm === undefined ? inside : { description, anyOf: [shortForm, rest] };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every integer is bounded by what a number can represent; saying so at each field would only be noise. */
function withoutSafeIntegerBounds({ jsonSchema }: { jsonSchema: { minimum?: number; maximum?: number } }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}

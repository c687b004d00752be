import * as z from 'zod/mini';
import { acceleratorSchema } from './accelerator/accelerator-schema.ts';
import { mappingSchema } from './mapping/mapping-schema.ts';
import { workloadSchema } from './workload/workload-schema.ts';

/** A JSON Schema (draft 2020-12). */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schemas of the three input formats, for editors. Cross-field rules are not in them; `readAccelerator` and the others check those. */
export function jsonSchemas(): { accelerator: JsonSchema; workload: JsonSchema; mapping: JsonSchema } {
  const asWritten = { io: 'input', target: 'draft-2020-12', override: withoutSafeIntegerBounds } as const;
  return {
    accelerator: { ...z.toJSONSchema(acceleratorSchema, asWritten) },
    workload: { ...z.toJSONSchema(workloadSchema, asWritten) },
    mapping: { ...z.toJSONSchema(mappingSchema, asWritten) },
  };
}

/** Every integer is bounded by what a number can represent; saying so at each field would only be noise. */
function withoutSafeIntegerBounds({ jsonSchema }: { jsonSchema: { minimum?: number; maximum?: number } }): void {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
}

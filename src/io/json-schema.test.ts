import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { jsonSchemas } from './json-schema.ts';

test.each(Object.entries(jsonSchemas()))(
  'schemas/%s.schema.json is up to date (npx tsx scripts/make-schemas.ts)',
  (name, schema) => {
    const file = new URL(`../../schemas/${name}.schema.json`, import.meta.url);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(schema);
  },
);

test('every field is described', () => {
  const undescribed: string[] = [];
  const visit = (schema: unknown, path: string): void => {
    if (typeof schema !== 'object' || schema === null) return;
    for (const [key, value] of Object.entries(schema)) {
      if (key === 'properties' && typeof value === 'object' && value !== null) {
        for (const [field, fieldSchema] of Object.entries(value)) {
          if (typeof fieldSchema === 'object' && fieldSchema !== null && !('description' in fieldSchema)) {
            undescribed.push(`${path}.${field}`);
          }
        }
      }
      visit(value, `${path}.${key}`);
    }
  };
  visit(jsonSchemas(), '');
  expect(undescribed).toEqual([]);
});

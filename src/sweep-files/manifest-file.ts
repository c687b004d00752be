import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { InputError } from '../base/diagnostic.ts';
import { VERSION } from '../base/version.ts';
import { inferenceSchema } from '../io/language-model/inference-schema.ts';
import type { ManifestWorkload, SweepManifest } from '../sweep/plan/manifest.ts';

/*
 * A manifest as a file. It holds the content of all inputs, so that it can be sent to other machines alone; models as base64.
 */

const text = z.object({ file: z.string(), text: z.string() });
const workload = z.object({
  name: z.string(),
  file: z.string(),
  weight: z.number(),
  isBuiltIn: z.boolean(),
  text: z.exactOptional(z.string()),
  base64: z.exactOptional(z.string()),
  languageModel: z.exactOptional(inferenceSchema),
});
const manifestContent = z.object({
  schemaVersion: z.literal(1),
  version: z.string(),
  sweep: z.string(),
  file: text,
  accelerator: text,
  mapping: text,
  workloads: z.array(workload),
});

/** A manifest as the text of its file. */
export function manifestText(manifest: SweepManifest): string {
  const workloads = manifest.workloads.map((one) =>
    'bytes' in one
      ? {
          name: one.name,
          file: one.file,
          weight: one.weight,
          isBuiltIn: one.isBuiltIn,
          base64: Buffer.from(one.bytes).toString('base64'),
        }
      : one,
  );
  return `${JSON.stringify({ ...manifest, workloads }, undefined, 2)}\n`;
}

/** @throws InputError when the file is no manifest, or one of another version of this package. */
export function readManifest(path: string): SweepManifest {
  const content = parsed(path);
  if (content.version !== VERSION) {
    throw refusal(
      path,
      `the manifest is of version ${content.version}, but this is version ${VERSION}`,
      'plan the sweep anew, or use the version that planned it: figures of two versions may differ',
    );
  }
  const workloads = content.workloads.map(
    ({ name, file, weight, isBuiltIn, text: records, base64, languageModel }): ManifestWorkload => {
      const model = languageModel === undefined ? {} : { languageModel };
      const identity = { name, file, weight, isBuiltIn, ...model };
      return base64 === undefined
        ? { ...identity, text: records ?? '' }
        : { ...identity, bytes: new Uint8Array(Buffer.from(base64, 'base64')) };
    },
  );
  return { ...content, workloads };
}

function parsed(path: string): z.infer<typeof manifestContent> {
  try {
    return manifestContent.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const reason =
      error instanceof z.core.$ZodError ? 'it has not the form of one' : error instanceof Error ? error.message : '';
    throw refusal(
      path,
      `the manifest cannot be read: ${reason}`,
      'make one with: zigzag sweep plan FILE.yaml --out DIR',
    );
  }
}

function refusal(file: string, message: string, hint: string): InputError {
  return new InputError([{ code: 'ZZ7201', severity: 'error', file, message, hint }]);
}

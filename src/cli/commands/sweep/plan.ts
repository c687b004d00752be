import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { countText, groupedText } from '../../../base/number-text.ts';
import { rememberedFiles } from '../../../io/files/remembered-files.ts';
import { writeResult } from '../../../io/files/write-result.ts';
import { platformFiles } from '../../../platform/node.ts';
import { createManifest } from '../../../sweep/plan/manifest.ts';
import { openSweep } from '../../../sweep/plan/open-sweep.ts';
import { plannedDesigns } from '../../../sweep/run/planned-designs.ts';
import { manifestText } from '../../../sweep-files/manifest-file.ts';
import { partFiles } from '../../../sweep-files/part-names.ts';
import { refuseOtherSweep, refuseShares } from './shares.ts';

/** `zigzag sweep plan FILE --out DIR`: the manifest, which all machines work from. */
export async function planCommand(file: string, folder: string): Promise<number> {
  const manifest = await createManifest(file, rememberedFiles(platformFiles));
  const sweep = openSweep(manifest);
  refuseShares(sweep);
  const path = join(folder, 'manifest.json');
  // Workers may still write parts of another sweep there, and their files have the same names.
  const hasParts = partFiles(folder).length > 0;
  if (hasParts) refuseOtherSweep(path, manifest, existsSync(path), 'choose another folder, or remove this one');
  const isKnown = existsSync(path) && readFileSync(path, 'utf8') === manifestText(manifest);
  if (!isKnown) writeResult(platformFiles, path, manifestText(manifest));
  const designs = plannedDesigns(sweep);
  process.stdout.write(
    `${path}: ${groupedText(String(designs))} ${designs === 1 ? 'design' : 'designs'} of ${countText(sweep.rules.parameters.length, 'parameter')}${isKnown ? ', as planned before' : ''}\n` +
      `work on it with: zigzag sweep work --manifest ${path} --index 0 --count 1\n`,
  );
  return 0;
}

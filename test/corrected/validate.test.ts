import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { zigzagHere } from '../cli/support.ts';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';
import { temporaryFolder } from '../temporary-folder.ts';

/* An accumulator with room for one sum of 16 bits. Two are needed where double buffering is forced, which the reference overlooks. */

test('zigzag validate finds what the run of a cost model leaves out', async () => {
  const folder = temporaryFolder();
  const inputs = {
    workload: [matrixProduct(0, 'product', [13, 4, 6])],
    accelerator: rowOfUnits({
      accumulator: { ...memory(24, ['O'], []), force_double_buffering: true },
      outer: memory(1e6),
    }),
    mapping: [FREE_MAPPING],
  };
  for (const [name, content] of Object.entries(inputs)) {
    writeFileSync(join(folder, `${name}.yaml`), JSON.stringify(content));
  }
  const files = Object.keys(inputs).map((name) => `${name}.yaml`);
  const validate = (...more: readonly string[]) => zigzagHere(folder, ['validate', ...files, ...more]);
  expect(await validate()).toMatchObject({ status: 0, stdout: expect.stringContaining('together: valid') });
  const corrected = await validate('--cost-model', 'corrected');
  expect(corrected.status).toBe(1);
  expect(corrected.stderr).toContain('1 layer would be left out of a run');
  const [finding] = /ZZ4411: [^;]*/.exec(corrected.stderr) ?? [];
  expect(finding).toBeDefined();
  await expect(getHardwarePerformance({ ...inputs, costModel: 'corrected' })).rejects.toThrow(String(finding));
});

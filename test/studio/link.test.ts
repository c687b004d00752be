import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromBase64Url, packText, toBase64Url, unpackText } from '../../studio/link/bytes.ts';
import { linkOf, MOST_LINK_CHARACTERS, projectOfLink } from '../../studio/link/link.ts';
import { DEFAULT_RUN, FIRST_PROJECT, withFile, withText } from '../../studio/state/project.ts';
import { project } from './support.ts';

describe('a link', () => {
  test('gives back any project it was made of', async () => {
    await fc.assert(
      fc.asyncProperty(project, async (one) => {
        const link = await linkOf(one);
        if (link.text === undefined) return;
        expect(link.text.length).toBeLessThanOrEqual(MOST_LINK_CHARACTERS);
        expect(await projectOfLink(`#${link.text}`)).toEqual(one);
      }),
      { numRuns: 60 },
    );
  });

  test('has only characters that addresses may have', async () => {
    await fc.assert(
      fc.asyncProperty(project, async (one) => {
        const { text } = await linkOf(one);
        if (text !== undefined) expect(text).toMatch(/^v1(;[a-zA-Z]+=[\w\-.~!*'()%]*)*$/);
      }),
      { numRuns: 30 },
    );
  });

  test('names built-in files readably and says nothing twice', async () => {
    expect(await linkOf(FIRST_PROJECT)).toEqual({ text: 'v1;w=resnet18;a=tpu_like;m=tpu_like' });
    const pinned = { ...FIRST_PROJECT, pinned: { name: 'now', files: FIRST_PROJECT.files, run: FIRST_PROJECT.run } };
    expect(await linkOf(pinned)).toEqual({ text: 'v1;w=resnet18;a=tpu_like;m=tpu_like;p=now' });
    const edited = withText(FIRST_PROJECT, 'accelerator', 'name: tpu_like\n');
    expect((await linkOf(edited)).text).toMatch(/^v1;w=resnet18;a=tpu_like;A=[\w-]+;m=tpu_like$/);
  });

  test('of before says nothing of the cost model, and means the reference', async () => {
    const { run } = await projectOfLink('v1;w=resnet18;a=tpu_like;m=tpu_like;o=energy');
    expect(run).toEqual({ ...DEFAULT_RUN, objective: 'energy' });
    const corrected = { ...FIRST_PROJECT, run: { ...DEFAULT_RUN, costModel: 'corrected' as const } };
    expect((await linkOf(corrected)).text).toBe('v1;w=resnet18;a=tpu_like;m=tpu_like;c=corrected');
  });

  test('is refused for models, and for files that are too long for it', async () => {
    const model = withFile(FIRST_PROJECT, 'workload', { source: 'model', name: 'n.onnx', bytes: new Uint8Array(3) });
    expect(await linkOf(model)).toEqual({ refusal: 'model', length: 3 });
    const long = Array.from({ length: 4000 }, (_, index) => `k${index}: ${Math.sin(index)}`).join('\n');
    expect(await linkOf(withText(FIRST_PROJECT, 'mapping', long))).toMatchObject({ refusal: 'too long' });
  });

  test.each([
    '',
    '#',
    'v2;w=a',
    'v1',
    'v1;w=a;a=b',
    'v1;w=a;a=b;m=c;A=%%%',
    'v1;w=a;a=b;m=c;A=AAAA',
    'v1;w=a;a=b;m=c;s=q1Y',
  ])('that cannot be read is an error: %s', async (text) => {
    await expect(projectOfLink(text)).rejects.toThrow();
  });

  test('that unpacks to more than a project can hold is refused', async () => {
    await expect(unpackText(await packText(' '.repeat(5 * 2 ** 20)))).rejects.toThrow(/more than/);
  });
});

test('bytes come back from their letters', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(fromBase64Url(toBase64Url(bytes))).toEqual(new Uint8Array(bytes));
    }),
  );
});

import { expect, test } from 'vitest';
import { rememberedYaml } from './remembered-documents.ts';

test('a text is read once for each file name', () => {
  const first = rememberedYaml('a: [1, 2]', 'one.yaml');
  expect(rememberedYaml('a: [1, 2]', 'one.yaml')).toBe(first);
  expect(rememberedYaml('a: [1, 2]', 'two.yaml').file).toBe('two.yaml');
  expect(rememberedYaml('a: [1, 3]', 'one.yaml').data).toEqual({ a: [1, 3] });
});

test('the texts read last are remembered, up to a limit', () => {
  const first = rememberedYaml('first: 1');
  for (let text = 0; text < 15; text++) rememberedYaml(`other: ${text}`);
  expect(rememberedYaml('first: 1')).toBe(first);
  for (let text = 0; text < 16; text++) rememberedYaml(`other: ${text}`);
  expect(rememberedYaml('first: 1')).not.toBe(first);
});

test('a faulty text is refused each time', () => {
  for (let time = 0; time < 2; time++) expect(() => rememberedYaml('a: [1')).toThrow();
});

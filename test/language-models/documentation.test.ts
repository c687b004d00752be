import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MODEL_TYPES } from '../../src/io/language-model/read-model-config.ts';
import { LISTED_MODELS, languageModelWorkload, REQUEST_KEYS } from '../../src/language-models/index.ts';

const page = readFileSync(new URL('../../docs/language-models.md', import.meta.url), 'utf8');

/** The rows of the table whose heading begins so. */
function rowsOf(heading: string): string[] {
  const [, ...lines] = page.slice(page.indexOf(`\n| ${heading} |`) + 1).split('\n');
  const end = lines.findIndex((line) => !line.startsWith('|'));
  return lines.slice(1, end);
}

const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ' ');

test('docs/language-models.md has every model with its counts', () => {
  const rows = LISTED_MODELS.map(({ name, source, published }) => {
    const { parameters, activeParameters, kvBytesPerToken } = languageModelWorkload(name).counts;
    const active = activeParameters === parameters ? '' : grouped(activeParameters);
    const confirmed =
      published.accuracy === 'exact' ? `= ${grouped(published.parameters)}` : `≈ ${grouped(published.parameters)}`;
    const cache = kvBytesPerToken === 0 ? '' : grouped(kvBytesPerToken);
    return `| [${name}](${source}) | ${grouped(parameters)} | ${active} | ${confirmed} | ${cache} |`;
  });
  expect(rowsOf('model')).toEqual(rows);
});

test('docs/language-models.md has every key', () => {
  const rows = REQUEST_KEYS.map(({ name, values, fallback, meaning, families }) => {
    const range =
      'least' in values ? `${values.least} to ${values.most}` : values.map((value) => `\`${value}\``).join(', ');
    return `| \`${name}\` | ${meaning} | ${range} | ${fallback} | ${families.length === 5 ? 'all' : families.join(', ')} |`;
  });
  expect(rowsOf('key')).toEqual(rows);
});

test('docs/language-models.md names every model_type', () => {
  expect(page).toContain(MODEL_TYPES.map((type) => `\`${type}\``).join(', '));
});

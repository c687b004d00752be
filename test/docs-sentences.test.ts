import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/* The pages are written in short sentences: one fact a sentence. */

/** Most words of a sentence; on average at most 25 are meant. */
const MOST_WORDS = 32;

const root = fileURLToPath(new URL('../', import.meta.url));
const pages = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'GLOSSARY.md'],
  ...['bench/README.md', 'bench/NOTES.md', 'examples/README.md'],
  ...readdirSync(`${root}docs`)
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** The prose of a page, by paragraph and list item. Code, tables, headings and lists of links between dots are left out. */
function paragraphs(page: string): string[] {
  const prose = page
    .replace(/^( *)```[\s\S]*?^\1```$/gm, '')
    .split('\n')
    .filter((line) => !/^(\s*\||#| {6,}\S)/.test(line))
    .join('\n');
  return prose.split(/\n\s*\n|\n(?=\s*(?:[-*]|\d+\.) )/).filter((paragraph) => !paragraph.includes(') · ['));
}

/** Code in the line counts as one word, a link by its text. */
function sentences(paragraph: string): string[] {
  return paragraph
    .replace(/`[^`]*`/g, 'code')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .split(/(?<=[.!?:][)"*_]*)\s+/);
}

const wordsOf = (sentence: string): number => sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

describe('sentences', () => {
  test.each(pages)(`of %s have at most ${MOST_WORDS} words`, (page) => {
    const all = paragraphs(readFileSync(root + page, 'utf8')).flatMap(sentences);
    expect(all.length).toBeGreaterThan(3);
    expect(all.filter((sentence) => wordsOf(sentence) > MOST_WORDS)).toEqual([]);
  });

  test('are split, and counted without code, tables and the targets of links', () => {
    const page = [
      '# A heading of several words',
      'One [two three](a/b.md) four. Five',
      '`six words that are code`: seven (eight!) nine',
      '',
      '- ten eleven',
      '  twelve',
      '- thirteen',
      '',
      '| a | table |',
      '```',
      'code. More code',
      '```',
      '[a](#a) · [b](#b)',
    ].join('\n');
    expect(paragraphs(page).flatMap(sentences).map(wordsOf)).toEqual([4, 2, 2, 1, 3, 1]);
  });
});

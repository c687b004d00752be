import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

/* Links between pages, and from docstrings to pages, lead somewhere. */

const root = fileURLToPath(new URL('../', import.meta.url));
const pages = [
  ...[
    'README.md',
    'ARCHITECTURE.md',
    'CONTRIBUTING.md',
    'CHANGELOG.md',
    'GLOSSARY.md',
    'bench/README.md',
    'examples/README.md',
  ],
  ...readdirSync(join(root, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** The anchors of a page, as repository hosts make them from headings. */
function anchorsOf(page: string): Set<string> {
  const headings = readFileSync(join(root, page), 'utf8').matchAll(/^#{1,6} +(.+)$/gm);
  return new Set(
    [...headings].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .trim()
        .replaceAll(' ', '-'),
    ),
  );
}

/** What is wrong with a link, if anything. */
function problem(page: string, target: string): string[] {
  const [path = '', anchor] = target.split('#');
  const file = path === '' ? page : join(dirname(page), path);
  if (!existsSync(join(root, file))) return [`${page}: ${target} does not exist`];
  if (anchor === undefined || !file.endsWith('.md')) return [];
  return anchorsOf(file).has(anchor) ? [] : [`${page}: ${target} has no such heading`];
}

describe('documentation', () => {
  test.each(pages)('the links of %s lead somewhere', (page) => {
    const text = readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    const links = text.matchAll(/\]\(([^)\s]+)\)/g);
    const local = [...links].map(([, target = '']) => target).filter((target) => !/^[a-z]+:/.test(target));
    expect(local.flatMap((target) => problem(page, target))).toEqual([]);
  });

  test.each(pages)('the files that %s names exist', (page) => {
    const names = readFileSync(join(root, page), 'utf8').matchAll(
      /`((?:src|test|bench|docs|examples|schemas|scripts)\/[\w./-]+)`/g,
    );
    expect([...names].map(([, name = '']) => name).filter((name) => !existsSync(join(root, name)))).toEqual([]);
  });

  test('the pages that docstrings name exist', () => {
    const sources = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts'),
    );
    const problems = sources.flatMap((file) => {
      const mentions = readFileSync(join(root, 'src', file), 'utf8').matchAll(/docs\/[\w-]+\.md(#[\w-]+)?/g);
      return [...mentions].flatMap(([target]) => problem('README.md', target).map((text) => `src/${file}: ${text}`));
    });
    expect(problems).toEqual([]);
  });

  /** Pages that lead through the code. Drawings, in fences, cannot have links. */
  test.each(['ARCHITECTURE.md', 'CONTRIBUTING.md'])('%s links every file and folder that it names', (page) => {
    const text = readFileSync(join(root, page), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    const withoutLinks = text.replace(/\[[^\]]*\]\([^)]*\)/g, '');
    const named = [...withoutLinks.matchAll(/`([^`\n]+)`/g)].map(([, name = '']) => name);
    const folders = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const isPath = (name: string): boolean =>
      /^[\w./-]+\.(ts|mjs|md)$/.test(name) || folders.some((folder) => name.startsWith(`${folder.name}/`));
    expect(named.filter(isPath)).toEqual([]);
  });
});

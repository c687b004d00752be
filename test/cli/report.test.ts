import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { zigzag } from './support.ts';

/* The built command, as a user starts it. */

describe('zigzag report', () => {
  const folder = join(temporaryFolder(), 'results');
  zigzag('run', '--workload', 'gemm', '--accelerator', 'gemm_l1', '--mapping', 'gemm_l1', '--quiet', '--out', folder);
  const page = join(folder, 'report.html');
  const written = readFileSync(page, 'utf8');

  test('makes the page of the run again, byte for byte', () => {
    rmSync(page);
    expect(zigzag('report', folder)).toEqual({ status: 0, stdout: `${page}\n`, stderr: '' });
    expect(readFileSync(page, 'utf8')).toBe(written);
  });

  test('writes it where it is told to', () => {
    const file = join(folder, 'elsewhere', 'page.html');
    expect(zigzag('report', join(folder, 'results.json'), '--out', file).status).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe(written);
  });

  test('says where there are no results', () => {
    const { status, stdout, stderr } = zigzag('report', tmpdir());
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toContain('ZZ6040');
  });
});

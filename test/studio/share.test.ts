import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isProjectFile, projectFileText, readProjectFile } from '../../studio/link/project-file.ts';
import { commandLine } from '../../studio/share/command-line.ts';
import { contentsText } from '../../studio/share/share-words.ts';
import { FIRST_PROJECT, withFile, withText } from '../../studio/state/project.ts';
import { FIRST_PLAN } from '../../studio/state/sweep-plan.ts';
import { project } from './support.ts';

describe('a project as a file', () => {
  test('gives back any project it was made of', () => {
    fc.assert(
      fc.property(project, (one) => {
        const text = projectFileText(one);
        expect(isProjectFile(text)).toBe(true);
        expect(readProjectFile(text)).toEqual(one);
      }),
      { numRuns: 60 },
    );
  });

  test('holds models, which no link can', () => {
    const bytes = Uint8Array.from({ length: 300 }, (_, index) => index % 256);
    const one = withFile(FIRST_PROJECT, 'workload', { source: 'model', name: 'n.onnx', bytes });
    expect(readProjectFile(projectFileText(one))).toEqual(one);
  });

  test.each([
    ['', /not JSON/],
    ['{}', /no project/],
    ['[1]', /no project/],
    ['{"format": "zigzag studio project", "version": 2}', /another version/],
    ['{"format": "zigzag studio project", "version": 1}', /no files/],
    ['{"format": "zigzag studio project", "version": 1, "files": {}, "run": {}}', /choices/],
    [
      '{"format": "zigzag studio project", "version": 1, "files": {}, "run": {"objective": "EDP", "loopLimit": 6}}',
      /lacks a file/,
    ],
    [projectFileText(FIRST_PROJECT).replace('"sliders": []', '"sliders": [1]'), /slider/],
    [projectFileText({ ...FIRST_PROJECT, sweep: FIRST_PLAN }).replace('"edp"', '"speed"'), /plan/],
  ])('that cannot be read says why: %s', (text, why) => {
    expect(() => readProjectFile(text)).toThrow(why);
  });

  test('is told apart from inputs that are JSON', () => {
    expect(isProjectFile('{"operational_array": {}}')).toBe(false);
    expect(isProjectFile('# "zigzag studio project"')).toBe(false);
  });
});

describe('the command of a project', () => {
  test('names built-in files, and edited ones as they are saved', () => {
    expect(commandLine(FIRST_PROJECT)).toBe('zigzag run --workload resnet18 --accelerator tpu_like --mapping tpu_like');
    const edited = withText(
      { ...FIRST_PROJECT, run: { objective: 'EDP', loopLimit: 7, costModel: 'corrected' } },
      'accelerator',
      'x',
    );
    expect(commandLine(edited)).toBe(
      'zigzag run --workload resnet18 --accelerator accelerator.yaml --mapping tpu_like --opt EDP --lpf-limit 7 --cost-model corrected',
    );
  });

  test('lets no name out of its quotes', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        const line = commandLine(withFile(FIRST_PROJECT, 'mapping', { source: 'built-in', name }));
        const [, written = ''] = /--mapping (.*)$/s.exec(line) ?? [];
        // What a shell makes of it: quoted parts and escaped quotes, nothing else.
        expect(written).toMatch(/^([\w./-]+|('[^']*'|\\')+)$/);
        expect(written.replaceAll(/'([^']*)'|\\(')/g, '$1$2')).toBe(name);
      }),
    );
  });
});

test('the panel says what the link holds', () => {
  const edited = withText(FIRST_PROJECT, 'accelerator', 'x');
  expect(contentsText(FIRST_PROJECT, 70)).toBe('70 characters: names of built-in files. Nothing is uploaded.');
  expect(contentsText({ ...edited, pinned: { ...FIRST_PROJECT, name: 'A' }, sweep: FIRST_PLAN }, 70)).toBe(
    '70 characters: names of built-in files, the file you edited, state A and the plan of the sweep. Nothing is uploaded.',
  );
});

import { expect } from 'vitest';
import { type Diagnostic, InputError } from '../../src/base/diagnostic.ts';

/** All findings of a reading, whether it succeeded or not. */
export function findingsOf(read: () => { readonly warnings: readonly Diagnostic[] }): readonly Diagnostic[] {
  try {
    return read().warnings;
  } catch (error) {
    if (error instanceof InputError) return error.diagnostics;
    throw error;
  }
}

/** A changed input and what must be found in it: `line:column code part of the message`, in order. */
export type FaultCase = readonly [find: string | RegExp, replacement: string, ...expected: string[]];

/** Applies the change, reads, and compares position, code and core of each finding; errors must also say how to repair. */
export function expectFindings(
  text: string,
  [find, replacement, ...expected]: FaultCase,
  read: (text: string) => { readonly warnings: readonly Diagnostic[] },
): void {
  const changed = text.replace(find, replacement);
  expect(changed === text).toBe(find === '' && replacement === '');
  const findings = findingsOf(() => read(changed));
  const shown = findings.map(({ line, column, code, message }) => `${line}:${column} ${code} ${message}`);
  const core = expected.map((text) => {
    const [position = '', code = '', ...message] = text.split(' ');
    return expect.toSatisfy(
      (found: string) => found.startsWith(`${position} ${code} `) && found.includes(message.join(' ')),
      text,
    );
  });
  expect(shown).toEqual(core);
  for (const finding of findings) expect(finding.hint, finding.message).toBeTruthy();
}

/** Cases with a title for `test.each`. */
export function titled(cases: readonly FaultCase[]): (readonly [title: string, fault: FaultCase])[] {
  return cases.map((fault) => [
    `${JSON.stringify(String(fault[0]))} → ${JSON.stringify(fault[1].slice(0, 60))}`,
    fault,
  ]);
}

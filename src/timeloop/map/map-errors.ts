import type { Diagnostic } from '../../base/diagnostic.ts';
import { enumerate } from '../../base/enumerate.ts';
import { error, warning } from '../../io/text/diagnostic-maker.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';

/* ZZ91xx: the map by itself. */

export function noFactor(at: SourceOrigin, text: string, isBound: boolean): Diagnostic {
  return error(
    'ZZ9101',
    at,
    `"${text}" is no factor; expected one such as C=4, or C=4,3 with a smaller last round`,
    isBound ? 'this is a constraint of a search; write the factor itself, with "="' : 'write factors such as C=4 M=8',
  );
}

export function badRemainder(at: SourceOrigin, dimension: string, size: string, last: string): Diagnostic {
  return error(
    'ZZ9102',
    at,
    `the factor ${dimension}=${size}${size === last ? '' : `,${last}`} is out of range; expected a last round of 1 to ${size}`,
    'write the iterations of all rounds but the last, a comma, and those of the last',
  );
}

export function repeatedDimension(at: SourceOrigin, field: string, dimension: string): Diagnostic {
  return error(
    'ZZ9103',
    at,
    `the ${field} name dimension ${dimension} twice; expected it once per level`,
    'multiply factors of one level, or move one of them to another level',
  );
}

export function repeatedDirective(at: SourceOrigin, type: string, target: string): Diagnostic {
  return error(
    'ZZ9104',
    at,
    `level "${target}" has a second ${type} directive; expected one of each type`,
    'join the two directives',
  );
}

export function keptAndBypassed(at: SourceOrigin, target: string, name: string): Diagnostic {
  return error(
    'ZZ9105',
    at,
    `level "${target}" both keeps and bypasses ${name}`,
    'remove it from one of the two lists',
  );
}

export function ignoredParts(at: SourceOrigin, names: readonly string[]): Diagnostic {
  return warning(
    'ZZ9106',
    at,
    `only "mapping" is read; ${enumerate(names)} of this file ${names.length === 1 ? 'is' : 'are'} ignored`,
    'give layer and hardware with --workload and --accelerator',
  );
}

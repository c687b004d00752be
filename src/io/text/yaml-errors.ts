import type { Diagnostic } from '../../base/diagnostic.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { error, warning } from './diagnostic-maker.ts';

interface LineAndColumn {
  readonly line: number;
  readonly column: number;
}

export function syntaxError(at: SourceOrigin, reason: string): Diagnostic {
  return error('ZZ1001', at, `not valid YAML: ${reason}`, hintForSyntax(reason));
}

function hintForSyntax(reason: string): string {
  if (/tab/i.test(reason)) return 'indent with blanks';
  if (/reserved character|directive indicator/.test(reason)) return 'put the value in quotes';
  if (/Nested mappings|Implicit keys?/.test(reason)) {
    return 'check the indentation and colons here; put texts containing ": " in quotes';
  }
  if (/keys must be strings/.test(reason)) return 'write a plain text in front of the colon';
  return 'check quotes, brackets and indentation here and on the line before';
}

export function duplicateKey(at: SourceOrigin, key: string, first: LineAndColumn, second: LineAndColumn): Diagnostic {
  return warning(
    'ZZ1002',
    at,
    `key "${key}" is written twice in this map, at ${first.line}:${first.column} and ${second.line}:${second.column}; ` +
      'the last value counts',
    `remove the entry at line ${first.line}`,
  );
}

export function emptyDocument(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ1003',
    at,
    'the document is empty',
    'start from a file of examples/; docs/ describes the three file formats',
  );
}

export function severalDocuments(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ1004',
    at,
    'a second YAML document starts here; expected one document per file',
    'remove the line "---" and everything after it',
  );
}

export function unquotedStar(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ1005',
    at,
    'an unquoted * has no name after it; YAML reads * as the start of a reference',
    'write "*" in quotes',
  );
}

export function unknownAnchor(at: SourceOrigin, anchor: string): Diagnostic {
  return error(
    'ZZ1006',
    at,
    `*${anchor} refers to an anchor that is not defined above`,
    `define the anchor with &${anchor}, or put the text in quotes if it is not a reference`,
  );
}

export function circularAlias(at: SourceOrigin, anchor: string): Diagnostic {
  return error('ZZ1006', at, `*${anchor} refers to a value that contains this reference`, 'remove the reference');
}

export function tooManyAliases(at: SourceOrigin, limit: number): Diagnostic {
  return error(
    'ZZ1007',
    at,
    `the references (*name) expand to more than ${limit} values at this point`,
    'write the values out, or use fewer nested references',
  );
}

export function tooManyValues(at: SourceOrigin, limit: number): Diagnostic {
  return error(
    'ZZ1007',
    at,
    `the file has more than ${limit} keys, values and list items up to this point`,
    'give layers, memories and loops only; networks of this size fit an ONNX model',
  );
}

export function tooManySymbols(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ1007',
    at,
    'the file consists of too many words, signs, blanks and line ends up to this point',
    'delete blank lines, comments and repeated values',
  );
}

export function nestedTooDeeply(at: SourceOrigin, limit: number): Diagnostic {
  return error(
    'ZZ1007',
    at,
    `lists and maps are nested more than ${limit} levels deep`,
    'nest less deeply; no input format needs more than seven levels',
  );
}

export function unsupportedTag(at: SourceOrigin, tag: string): Diagnostic {
  return error(
    'ZZ1008',
    at,
    `the tag ${tag.replace('tag:yaml.org,2002:', '!!')} is not supported`,
    'remove the tag; write texts in quotes and numbers as plain digits',
  );
}

export function pythonModule(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ1009',
    at,
    'this is a Python module, the input format of ZigZag up to 3.1.1; expected YAML',
    'rewrite it as YAML; see the tables "Coming from Python modules" in docs/accelerator-format.md, docs/workload-format.md and docs/mapping-format.md',
  );
}

export function reservedKey(at: SourceOrigin, key: string): Diagnostic {
  return error('ZZ1010', at, `"${key}" cannot be used as a key`, 'choose another name');
}

export function controlCharacter(at: SourceOrigin, character: string): Diagnostic {
  return error(
    'ZZ1011',
    at,
    `a text contains the control character ${character}, which changes how terminals and viewers display the text`,
    'delete the character',
  );
}

export function conflictMark(at: SourceOrigin): Diagnostic {
  return error(
    'ZZ1012',
    at,
    'git left the mark of a conflict here, after a merge that failed',
    'keep one of the two sides, and delete the lines that begin with <<<<<<<, ======= and >>>>>>>',
  );
}

/** `what` completes "this is". */
export function otherProgram(at: SourceOrigin, what: string, expected: string, remedy: string): Diagnostic {
  return error('ZZ1013', at, `this is ${what}; expected ${expected}`, remedy);
}

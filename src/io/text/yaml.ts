import { Composer, type CST, type Document, LineCounter, type YAMLError } from 'yaml';
import { type Diagnostic, InputError } from '../../base/diagnostic.ts';
import type { SourceOrigin } from '../../model/source-origin.ts';
import { conflictMark, foreignText } from './foreign-text.ts';
import { type DocumentPath, NESTING_LIMIT, type SourceDocument } from './source-document.ts';
import * as errors from './yaml-errors.ts';
import { MOST_VALUES, yamlTokens } from './yaml-tokens.ts';
import { type SourceNode, SourceTreeBuilder } from './yaml-tree.ts';

/**
 * Reads YAML (or JSON, which is YAML too). Tolerates a key written twice in one map, with a warning: files in use have that,
 * and the last value counts. Throws `InputError` on anything that is not one YAML document of plain values.
 */
export function parseYaml(text: string, file?: string): SourceDocument {
  const lines = linesOf(text);
  const builder = new SourceTreeBuilder(text, lines, file);
  if (file?.endsWith('.py') === true) refuse(errors.pythonModule(builder.originAt(0, [])));

  const conflict = conflictMark(text);
  if (conflict !== undefined) refuse(errors.conflictMark(builder.originAt(conflict, [])));
  const parsed = yamlTokens(text);
  if ('excess' in parsed) refuse(excessError(parsed.excess, builder.originAt(parsed.offset, [])));

  const [document, second] = compose(parsed.tokens, text.length);
  const [syntaxError] = document?.errors ?? [];
  if (syntaxError !== undefined) refuse(describeSyntaxError(syntaxError, text, builder));
  if (second !== undefined) refuse(errors.severalDocuments(builder.originAt(second.range?.[0] ?? 0, [])));
  if (document === undefined || document.contents === null) refuse(errors.emptyDocument(builder.originAt(0, [])));

  const root = builder.build(document);
  if (root.value === null) refuse(errors.emptyDocument(builder.originAt(0, [])));
  if (typeof root.value === 'string' && PYTHON_MODULE.test(text)) refuse(errors.pythonModule(builder.originAt(0, [])));
  return { ...(file === undefined ? {} : { file }), ...sourceAccess(root, builder) };
}

/** Where all lines start: messages may point behind the place where the parser stopped. */
function linesOf(text: string): LineCounter {
  const lines = new LineCounter();
  lines.addNewLine(0);
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', end + 1)) lines.addNewLine(end + 1);
  return lines;
}

function refuse(diagnostic: Diagnostic): never {
  throw new InputError([diagnostic]);
}

const PYTHON_MODULE = /^\s*((from|import)\s+\w+|(workload|mapping|accelerator|def\s+\w+)\s*(=|\())/m;

/** All scalars stay texts here (`failsafe`); yaml-scalar.ts says what they mean. */
function compose(tokens: readonly CST.Token[], endOffset: number): Document[] {
  const composer = new Composer({
    schema: 'failsafe',
    stringKeys: true,
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'silent',
  });
  return [...composer.compose(tokens, true, endOffset)];
}

function excessError(excess: 'values' | 'symbols' | 'nesting', at: SourceOrigin): Diagnostic {
  if (excess === 'nesting') return errors.nestedTooDeeply(at, NESTING_LIMIT);
  return excess === 'values' ? errors.tooManyValues(at, MOST_VALUES) : errors.tooManySymbols(at);
}

function describeSyntaxError(error: YAMLError, text: string, builder: SourceTreeBuilder): Diagnostic {
  const at = builder.originAt(error.pos[0], []);
  if (error.code === 'BAD_ALIAS' && text[error.pos[0]] === '*') return errors.unquotedStar(at);
  if (PYTHON_MODULE.test(text)) return errors.pythonModule(builder.originAt(0, []));
  const foreign = foreignText(text, (offset) => builder.originAt(offset, []));
  if (foreign !== undefined) return foreign;
  return errors.syntaxError(at, error.message.replace('With stringKeys, all', 'all'));
}

function sourceAccess(root: SourceNode, builder: SourceTreeBuilder): Omit<SourceDocument, 'file'> {
  const deepest = (path: DocumentPath): { node: SourceNode; isComplete: boolean } => {
    let node = root;
    for (const step of path) {
      const child = node.children.get(step);
      if (child === undefined) return { node, isComplete: false };
      node = child;
    }
    return { node, isComplete: true };
  };
  return {
    data: root.value,
    warnings: [...builder.warnings],
    positionOf(path, character) {
      const { node, isComplete } = deepest(path);
      if (isComplete && character !== undefined && node.textOffset !== undefined) {
        return builder.positionAt(node.textOffset + character);
      }
      return builder.positionAt(node.isBlock ? (node.keyOffset ?? node.offset) : node.offset);
    },
    keyPositionOf(path) {
      const { node } = deepest(path);
      return builder.positionAt(node.keyOffset ?? node.offset);
    },
    keysOf: (path) => {
      const { node, isComplete } = deepest(path);
      return isComplete ? [...node.children.keys()].map(String) : [];
    },
  };
}

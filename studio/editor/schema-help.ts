import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { type EditorView, hoverTooltip, type Tooltip } from '@codemirror/view';
import accelerator from '../../schemas/accelerator.schema.json';
import mapping from '../../schemas/mapping.schema.json';
import workload from '../../schemas/workload.schema.json';
import type { JsonSchema } from '../../src/io/json-schema.ts';
import type { FileKind } from '../state/project.ts';
import { descriptionOf, keysAt, schemaAt, shapeText, valuesOf } from './schema.ts';
import { contextAt } from './yaml-context.ts';

const SCHEMAS: Readonly<Record<FileKind, JsonSchema>> = { workload, accelerator, mapping };

/** Completion and help from the JSON Schema of a file. */
export function schemaHelp(file: FileKind): Extension {
  const schema = SCHEMAS[file];
  return [
    autocompletion({ override: [(context) => complete(schema, context)], icons: false }),
    hoverTooltip((view, place) => help(schema, view, place), { hoverTime: 250 }),
  ];
}

function complete(schema: JsonSchema, { state, pos, explicit }: CompletionContext): CompletionResult | null {
  const text = state.doc.toString();
  const { path, key, from } = contextAt(text, pos);
  if (!explicit && from === pos) return null;
  if (isComment(state.doc.lineAt(pos).text, pos - state.doc.lineAt(pos).from)) return null;
  const options: Completion[] =
    key === undefined
      ? keysAt(schema, path).map(({ name, description, isRequired, schema: part }) => ({
          label: name,
          apply: `${name}: `,
          detail: isRequired ? 'required' : '',
          info: `${description}. ${shapeText(part)}`,
          boost: isRequired ? 1 : 0,
        }))
      : valuesOf(schemaAt(schema, [...path, key])).map((label) => ({ label }));
  return options.length === 0 ? null : { from, options, validFor: /^[\w.-]*$/ };
}

function help(schema: JsonSchema, view: EditorView, place: number): Tooltip | null {
  const line = view.state.doc.lineAt(place);
  const word = view.state.wordAt(place);
  if (word === null || isComment(line.text, place - line.from)) return null;
  const name = view.state.sliceDoc(word.from, word.to);
  const isKey = /^["']?\s*:/.test(view.state.sliceDoc(word.to, line.to));
  if (!isKey) return null;
  const { path } = contextAt(view.state.doc.toString(), word.from);
  const [found] = schemaAt(schema, [...path, name]);
  const description = found === undefined ? '' : descriptionOf(found);
  if (found === undefined || description === '') return null;
  return {
    pos: word.from,
    end: word.to,
    above: true,
    create: () => {
      const dom = document.createElement('div');
      dom.className = 'schema-help';
      const title = document.createElement('code');
      title.textContent = name;
      const shape = document.createElement('span');
      shape.className = 'faint';
      shape.textContent = shapeText(found);
      const sentence = document.createElement('p');
      sentence.textContent = description;
      dom.append(title, ' ', shape, sentence);
      return { dom };
    },
  };
}

function isComment(line: string, column: number): boolean {
  const start = line.search(/(^|\s)#/);
  return start >= 0 && start < column;
}

import { signal } from '@preact/signals';
import { bestNestFrom, entryOfNest } from '../../../engine/ask.ts';
import { loopText } from '../../../nest/loop-words.ts';
import { sameNest } from '../../../nest/moves.ts';
import { figureText } from '../../../parts/figures.ts';
import { withText } from '../../../state/project.ts';
import { edit, message } from '../../../store/project.ts';
import { isCurrent } from '../../../store/search.ts';
import { texts } from '../../../store/texts.ts';
import { showPlace } from '../../../store/view.ts';
import { withEntry } from '../../../text/mapping-entry.ts';
import { numberAt, withNumbers } from '../../../text/numbers.ts';
import { putBack, say, take } from './nest-actions.ts';
import { announcement, current, focusedNow, held, opened, shownCost } from './nest-state.ts';

/* What the worker is asked about a nest, and what of it is written into files. */

/** What is being searched, in words. */
export const searching = signal<string | undefined>(undefined);

/** Searches the best nest whose innermost loops are those up to the focused one. */
export async function bestFromHere(count = focusedNow.peek() + 1): Promise<void> {
  const layer = opened.peek();
  const nest = current.peek();
  if (layer === undefined || nest === undefined || searching.peek() !== undefined) return;
  putBack();
  const inner = nest.loops.slice(0, count);
  const last = inner.at(-1);
  const from = last === undefined ? 'nothing' : loopText(last);
  searching.value = `${nest.loops.length - count} loops outside ${from}`;
  try {
    const { state, index } = layer;
    const { objective, loopLimit } = state.inputs.run;
    const limit = Math.min(loopLimit, Math.max(1, nest.loops.length - count));
    const asked = { search: state.result.search, layer: index };
    const found = await bestNestFrom(state.client, asked, inner, objective, limit);
    if (opened.peek() !== layer || current.peek() !== nest) return;
    if (sameNest(found, nest)) announcement.value = `This is the best nest from ${from}.`;
    else {
      take(found, `best from ${from}`);
      say('Found.');
    }
  } catch (error) {
    message.value = { text: `No nest with these inner loops fits. ${sentence(error)}` };
  } finally {
    searching.value = undefined;
  }
}

/** Why the nest cannot be written into the mapping file; undefined if it can. */
export function whyNotMine(): string | undefined {
  const cost = shownCost.value;
  if (held.value !== undefined) return 'Let go of it first.';
  if (cost === undefined || !isCurrent.value) return 'The search is not finished.';
  if (!cost.fits) return 'It does not fit.';
  if (texts.value.mapping === undefined) return 'The mapping file is not here.';
  return cost.evaluation === undefined ? (cost.refusal ?? 'It has no cost.') : undefined;
}

/** Writes the order into the mapping file. */
export async function makeItMine(): Promise<void> {
  const layer = opened.peek();
  const nest = current.peek();
  const cost = shownCost.peek();
  if (layer === undefined || nest === undefined || whyNotMine() !== undefined) return;
  try {
    const { state, index } = layer;
    const entry = await entryOfNest(state.client, { search: state.result.search, layer: index }, nest.loops);
    const text = texts.peek().mapping;
    if (opened.peek() !== layer || current.peek() !== nest || text === undefined) return;
    const written = entry.text === undefined ? undefined : withEntry(text, entry.name, entry.text);
    if (written === undefined) {
      message.value = { text: `The mapping file is as it was: ${entry.reason ?? 'it is no list of entries'}.` };
      return;
    }
    const { firstLine, lastLine } = written;
    edit((before) => ({ ...withText(before, 'mapping', written.text), tried: undefined }), `mapping of ${layer.name}`);
    const others = layer.nest.namesakes === 1 ? layer.name : `the ${layer.nest.namesakes} layers called ${layer.name}`;
    const isOther = cost?.evaluation?.energy !== entry.energy || cost.evaluation.latency !== entry.latency;
    const given = `${figureText(entry.energy, 'pJ')} and ${figureText(entry.latency, 'cycles')}`;
    message.value = {
      text: `Lines ${firstLine} to ${lastLine} of the mapping file fix ${others}.${isOther ? ` The file has no borders: at their best the nest takes ${given}.` : ''}`,
      canUndo: true,
      action: { label: 'Show the lines', run: () => showPlace({ file: 'mapping', line: firstLine }) },
    };
  } catch (error) {
    message.value = { text: `The mapping file is as it was. ${sentence(error)}` };
  }
}

/** Gives a memory another size in the accelerator file. */
export function giveBits(memory: string, bits: number): void {
  const text = texts.peek().accelerator;
  if (text === undefined) return;
  edit(
    (before) => withText(before, 'accelerator', withNumbers(text, [sizePath(memory)], bits)),
    `${memory} to ${figureText(bits, 'bit')}`,
  );
}

/** Whether the size of a memory stands in the accelerator file. */
export function hasSizeInFile(memory: string): boolean {
  const text = texts.value.accelerator;
  return text !== undefined && numberAt(text, sizePath(memory)) !== undefined;
}

export function sizePath(memory: string): readonly string[] {
  return ['memories', memory, 'size'];
}

function sentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.endsWith('.') ? text : `${text}.`;
}

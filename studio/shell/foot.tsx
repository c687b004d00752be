import type { JSX } from 'preact';
import { history, project } from '../store/project.ts';
import { lastFound } from '../store/search.ts';
import { started } from '../store/sweep/started-sweep.ts';
import { footNote, openPanel, view } from '../store/view.ts';

/** What the numbers leave out, and the keys: 26 px. */
export function Foot(): JSX.Element {
  return (
    <footer class="foot">
      <span class="left">{footNote.value ?? leftOut()}</span>
      <span class="right keys">
        <span>{footNote.value === undefined ? 'Nothing leaves this page' : undoText()}</span>
        <button
          class="link faint"
          type="button"
          onClick={() => {
            openPanel.value = 'commands';
          }}
        >
          <kbd>⌘K</kbd> all commands
        </button>
        <button
          class="link faint"
          type="button"
          onClick={() => {
            openPanel.value = 'keys';
          }}
        >
          <kbd>?</kbd> keys
        </button>
      </span>
    </footer>
  );
}

function undoText(): string {
  const count = history.value.past.length;
  return count === 0 ? 'Nothing to undo' : `Undo has ${count} ${count === 1 ? 'step' : 'steps'}`;
}

/** Operators without a cost model, or what areas of a sweep include; nothing where all is counted. */
function leftOut(): string {
  const area = started.value?.summary?.inputs.area;
  if (view.value === 'sweep' && area !== undefined) return `Area: ${area}`;
  if (view.value === 'compare' && project.value.pinned !== undefined)
    return 'A stays in this browser and in the shared link';
  const uncosted = lastFound.value?.result.uncosted ?? [];
  const count = uncosted.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) return '';
  const names = uncosted.map(({ operatorType }) => operatorType).join(', ');
  return `${count} ${count === 1 ? 'operator' : 'operators'} without a cost model: ${names}`;
}

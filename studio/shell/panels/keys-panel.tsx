import type { JSX } from 'preact';
import { Dialog } from '../../parts/small.tsx';
import { openPanel } from '../../store/view.ts';
import { PAGE_KEYS } from '../keys.ts';

/** All keys of the page. */
export default function KeysPanel(): JSX.Element {
  return (
    <Dialog
      label="Keys"
      class="keys-panel"
      onClose={() => {
        openPanel.value = undefined;
      }}
    >
      <h2>Keys</h2>
      <table class="dense">
        <tbody>
          {PAGE_KEYS.map(([keys, does]) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td class="text">{does}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Dialog>
  );
}

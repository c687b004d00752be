import type { JSX } from 'preact';
import { openPanel } from '../store/view.ts';
import { DropTarget } from './drop-target.tsx';
import { Foot } from './foot.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { MessageBar } from './message-bar.tsx';
import { PhoneTabs, TopBar } from './top-bar.tsx';
import { PhoneState, TotalsBar } from './totals-bar.tsx';
import { ViewFrame } from './view-frame.tsx';

/** The page: it does not scroll, its panes do. */
export function App(): JSX.Element {
  return (
    <div class="app">
      <button class="skip" type="button" onClick={goToMain}>
        Skip to the view
      </button>
      <TopBar />
      <TotalsBar />
      <PhoneState />
      <ViewFrame />
      <Foot />
      <PhoneTabs />
      <MessageBar />
      <DropTarget />
      {openPanel.value === 'keys' ? <KeysPanel /> : null}
    </div>
  );
}

/** No link: the address holds the project. */
function goToMain(): void {
  const pane = document.querySelector('#main .pane');
  if (pane instanceof HTMLElement) pane.focus();
}

import type { JSX } from 'preact';
import { Announcement } from './announcement.tsx';
import { DropTarget } from './drop-target.tsx';
import { Foot } from './foot.tsx';
import { MessageBar } from './message-bar.tsx';
import { Panels } from './panels.tsx';
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
      <Announcement />
      <DropTarget />
      <Panels />
    </div>
  );
}

/** No link: the address holds the project. */
function goToMain(): void {
  const pane = document.querySelector('#main .pane');
  if (pane instanceof HTMLElement) pane.focus();
}

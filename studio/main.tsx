import { render } from 'preact';
import { restoreBorders } from './parts/pane-border.tsx';
import { App } from './shell/app.tsx';
import { listenForDrops } from './shell/drop-target.tsx';
import { listenToKeys } from './shell/keys.ts';
import { followAddress, readAddress } from './store/address.ts';
import { followProject } from './store/search.ts';
import { fetchTexts } from './store/texts.ts';
import { applyTheme } from './style/apply-theme.ts';

/* Starts the page: colours first, then the project of the address, then the search for it. */
applyTheme();
restoreBorders(['design-files', 'design-memories', 'explain-list', 'sweep-plan', 'nest-layers']);
await readAddress();
followProject();
followAddress();
fetchTexts();
listenToKeys();
listenForDrops();
void import('./store/suggest.ts').then(({ suggestAtStart }) => suggestAtStart());
const place = document.querySelector('#app');
if (place === null) throw new Error('the page has no #app');
render(<App />, place);

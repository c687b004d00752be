import { tableOfText } from '../data/embedded-table.ts';
import { firstChoice } from '../sections/designs-section.ts';
import { startChoosing } from './choosing.ts';
import { byId } from './dom.ts';
import { PageState } from './page-state.ts';
import { startParallel } from './parallel-control.ts';
import { startParameters } from './parameter-control.ts';
import { startScatter } from './scatter-control.ts';
import { startTable } from './table-control.ts';
import { TooltipBox } from './tooltip-box.ts';

/*
 * The script of the page of a sweep. The page is complete without it; it draws again what the page was made with, from the same
 * numbers and by the same functions, and adds menus, choice, frames, sorting and filter. `npm run page-script` puts it into a text.
 */

const table = tableOfText(byId('sweep-data')?.textContent ?? '');
const chosen = firstChoice(table);
if (chosen >= 0) {
  const state = new PageState(table, chosen);
  const tooltip = new TooltipBox(table);
  startChoosing(state);
  startScatter(state, tooltip);
  startParallel(state);
  startParameters(state, tooltip);
  startTable(state);
}

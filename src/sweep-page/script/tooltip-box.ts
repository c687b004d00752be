import { html } from '../../page/parts/markup.ts';
import type { SweepTable } from '../data/sweep-table.ts';
import { valueAt } from '../data/sweep-table.ts';
import { remarksOf, tooltipTitle } from '../parts/tooltip.ts';
import { settingsOf } from '../words/labels.ts';
import { figureText } from '../words/words.ts';
import { fill } from './dom.ts';

const DELAY = 80;
const GAP = 16;

/** The one hint of the page: all settings and figures of a design. It stays while the pointer is in it; Escape closes it. */
export class TooltipBox {
  private readonly table: SweepTable;
  private readonly box = document.createElement('div');
  private timer = 0;
  private row = -1;

  constructor(table: SweepTable) {
    this.table = table;
    this.box.className = 'tip';
    this.box.hidden = true;
    this.box.setAttribute('role', 'tooltip');
    document.body.append(this.box);
    this.box.addEventListener('pointerenter', () => clearTimeout(this.timer));
    this.box.addEventListener('pointerleave', () => this.hide());
    document.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.hideNow();
    });
    addEventListener('scroll', () => this.hideNow(), { passive: true });
  }

  /** Shows a design beside a place of the window. Between neighbours there is no delay. */
  show(row: number, x: number, y: number): void {
    clearTimeout(this.timer);
    if (row < 0) {
      this.hide();
      return;
    }
    if (row === this.row && !this.box.hidden) return;
    this.timer = window.setTimeout(() => this.showNow(row, x, y), this.box.hidden ? DELAY : 0);
  }

  hide(): void {
    clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.hideNow(), DELAY);
  }

  hideNow(): void {
    clearTimeout(this.timer);
    this.box.hidden = true;
    this.row = -1;
  }

  private showNow(row: number, x: number, y: number): void {
    const { table, box } = this;
    this.row = row;
    const remarks = remarksOf(table, row);
    fill(
      box,
      html`<b>${tooltipTitle(table, row)}</b><dl>${settingsOf(table, row).map(({ title, text }) => html`<dt>${title}</dt><dd>${text}</dd>`)}
      ${table.quantities.map((quantity, place) => html`<dt>${quantity.title}</dt><dd>${figureText(quantity, valueAt(table, place, row))}</dd>`)}</dl>
      ${remarks.length === 0 ? undefined : html`<p>${remarks.join(', ')}</p>`}`,
    );
    box.hidden = false;
    const { width, height } = box.getBoundingClientRect();
    const isLeft = x + GAP + width > document.documentElement.clientWidth;
    box.style.left = `${Math.max(4, isLeft ? x - GAP - width : x + GAP)}px`;
    box.style.top = `${Math.max(4, Math.min(y + GAP / 2, innerHeight - height - 4))}px`;
  }
}

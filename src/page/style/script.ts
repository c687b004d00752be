/**
 * The script of the report. Without it the page is complete; it adds sorting and a filter to the table of layers, and buttons that
 * open all layers. No part of it depends on the run, so its hash in the content security policy is fixed.
 */
export const SCRIPT = `(() => {
'use strict';
const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
const table = document.getElementById('layer-table');
const said = document.getElementById('announcement');
if (table) {
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    const number = cell.querySelector(':scope > data, a > data');
    return number ? Number(number.value) : cell.textContent;
  };
  const headings = all('thead th', table);
  headings.forEach((heading, column) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...heading.childNodes);
    heading.append(button);
    heading.setAttribute('aria-sort', column === 0 ? 'ascending' : 'none');
    button.addEventListener('click', () => {
      const before = heading.getAttribute('aria-sort');
      const isText = rows.some((row) => typeof keyOf(row, column) === 'string');
      const first = isText || column === 0 ? 'ascending' : 'descending';
      const other = first === 'ascending' ? 'descending' : 'ascending';
      const order = before === first ? other : first;
      const sign = order === 'ascending' ? 1 : -1;
      const compare = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
      const sorted = rows.slice().sort((a, b) => sign * compare(keyOf(a, column), keyOf(b, column)));
      for (const each of headings) each.setAttribute('aria-sort', each === heading ? order : 'none');
      body.append(...sorted);
      said.textContent = 'Sorted by ' + button.textContent + ', ' + order;
    });
  });
  const filter = document.getElementById('filter');
  const shown = document.getElementById('filter-count');
  filter.addEventListener('input', () => {
    const words = filter.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const link = row.querySelector('a');
      const text = (row.textContent + ' ' + (link ? link.title : '')).toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
      if (!row.hidden) count++;
    }
    shown.textContent = words.length > 0 ? count + ' of ' + rows.length + ' layers' : '';
  });
}

const layers = all('details.layer');
const setAll = (open) => { for (const layer of layers) layer.open = open; };
document.getElementById('open-all').addEventListener('click', () => setAll(true));
document.getElementById('close-all').addEventListener('click', () => setAll(false));

const reveal = () => {
  let target = null;
  try { target = document.getElementById(decodeURIComponent(location.hash.slice(1))); } catch { return; }
  const details = target && target.closest('details');
  if (!details) return;
  for (let each = details; each; each = each.parentElement.closest('details')) each.open = true;
  details.scrollIntoView();
  details.querySelector('summary').focus({ preventScroll: true });
};
addEventListener('hashchange', reveal);
if (location.hash) reveal();

let closed = [];
addEventListener('beforeprint', () => {
  closed = all('details.layer:not([open]),details.file:not([open])');
  for (const each of closed) each.open = true;
});
addEventListener('afterprint', () => { for (const each of closed) each.open = false; });
})();`;

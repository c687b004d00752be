import { linkOf } from '../studio/link/link.ts';
import { FIRST_PROJECT } from '../studio/state/project.ts';
import type { Chromium } from '../test/report/chromium.ts';
import type { StudioPage } from '../test/studio/studio-page.ts';

/** A layer with twenty temporal loops on tpu_like, in the order of its mapping file. */
const WORKLOAD = `- id: 0
  name: twenty loops
  operator_type: Conv
  equation: O[b][k][oy][ox]+=W[k][c][fy][fx]*I[b][c][iy][ix]
  dimension_relations: [ix=1*ox+1*fx, iy=1*oy+1*fy]
  loop_dims: [B, K, C, OY, OX, FY, FX]
  loop_sizes: [1, 512, 512, 64, 64, 3, 3]
  operand_precision: {W: 8, I: 8, O: 16, O_final: 8}
  operand_source: {I: 0, W: 0}
`;
const TWOS = Array.from({ length: 6 }, () => '[OX, 2], [OY, 2]').join(', ');
const MAPPING = `- name: default
  spatial_mapping:
    D1: ["K, 32"]
    D2: ["C, 32"]
  temporal_ordering: [[C, 2], [FX, 3], [FY, 3], [C, 2], ${TWOS}, [K, 4], [C, 4], [K, 2], [K, 2]]
  memory_operand_links: {O: O, W: I2, I: I1}
`;

const MOVES = 240;

/** Milliseconds from frame to frame while the outermost of twenty loops is dragged to the innermost place and back. */
export async function framesOfDrag(browser: Chromium, page: StudioPage, address: string): Promise<readonly number[]> {
  const { text } = await linkOf({
    ...FIRST_PROJECT,
    files: {
      ...FIRST_PROJECT.files,
      workload: { source: 'text', name: 'twenty', text: WORKLOAD },
      mapping: { source: 'text', name: 'twenty', text: MAPPING },
    },
  });
  await page.open(`${address}#${text}`);
  await page.totals();
  await browser.press('2', 'Digit2', 50, '2');
  await page.until("document.querySelectorAll('[data-nest] [data-at]').length === 20");
  await page.until("document.querySelectorAll('.one .cell').length === 380 && !document.querySelector('.one .ldot')");
  const box = await browser.evaluate(`(() => {
    const [outermost, innermost] = [19, 0].map((at) => document.querySelector('[data-at="' + at + '"]').getBoundingClientRect());
    window.frames_ = [];
    const next = (time) => { window.frames_.push(time); requestAnimationFrame(next); };
    requestAnimationFrame(next);
    return [outermost.x, outermost.y, innermost.y];
  })()`);
  const [x = 0, top = 0, bottom = 0] = Array.isArray(box) ? box.map(Number) : [];
  const mouse = (type: string, y: number): Promise<unknown> =>
    browser.send('Input.dispatchMouseEvent', { type, x: x + 60, y: y + 12, button: 'left', buttons: 1, clickCount: 1 });
  await mouse('mousePressed', top);
  const start = performance.now();
  for (let move = 1; move <= MOVES; move++) {
    const share = (2 * move) / MOVES;
    await mouse('mouseMoved', top + (bottom - top) * (share < 1 ? share : 2 - share));
    const due = start + (move * 1000) / 60 - performance.now();
    if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
  }
  const times = await browser.evaluate('window.frames_');
  await mouse('mouseReleased', top);
  const frames = Array.isArray(times) ? times.map(Number) : [];
  return frames.slice(1).map((time, index) => time - (frames[index] ?? time));
}

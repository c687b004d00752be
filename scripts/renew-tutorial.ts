import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Chromium, findChromium } from '../test/report/chromium.ts';
import { temporaryFolder } from '../test/temporary-folder.ts';
import { excerpt, run, stepsOf } from './tutorial-page.ts';

/* Does what docs/tutorial.md says and writes anew what the commands print, and the pictures. Needs the built command. */

const docs = fileURLToPath(new URL('../docs/', import.meta.url));
const file = join(docs, 'tutorial.md');
const folder = temporaryFolder();

let page = readFileSync(file, 'utf8');
for (const step of stepsOf(page)) {
  const printed = run(step, folder);
  if (step.kind === 'command') {
    const call = `$ ${step.command}\n`;
    page = page.replace(call + step.shown, () => call + excerpt(printed, step.shown));
  }
}
writeFileSync(file, page);

/** Pictures of reports and of the sweep: the run, what is in sight, and where the page is scrolled to. */
const PICTURES = [
  { name: 'report-overview', run: 'first', place: 'h1', height: 640 },
  { name: 'report-layers', run: 'first', place: '#layers', height: 560 },
  { name: 'report-layer', run: 'third', place: 'details.layer', height: 760 },
  { name: 'sweep', run: 'sweep', page: 'sweep.html', place: 'h1', height: 1180 },
];
const command = findChromium();
if (command === undefined) console.warn('no pictures: no Chromium found; install one or set CHROMIUM');
else {
  const browser = await Chromium.start(command);
  await browser.prefer('light');
  for (const { name, run, page: shown = 'report.html', place, height } of PICTURES) {
    await browser.resize(1360, height);
    await browser.open(pathToFileURL(join(folder, run, shown)).href);
    await browser.evaluate(
      `for (const each of document.querySelector('${place}').querySelectorAll('details')) each.open = true;
       for (let each = document.querySelector('${place}'); each; each = each.parentElement) if (each.localName === 'details') each.open = true;
       document.querySelector('${place}').scrollIntoView({ behavior: 'instant' })`,
    );
    await browser.evaluate('new Promise((resolve) => setTimeout(resolve, 300))');
    writeFileSync(join(docs, 'images', `${name}.png`), await browser.screenshot());
  }
  await browser.close();
}
rmSync(folder, { recursive: true, force: true });

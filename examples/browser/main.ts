/*
 * A page that searches the mappings of a network, on web workers, and shows the report of the run.
 * Start it with: npx vite examples/browser
 */
import { getHardwarePerformance } from 'zigzag-ts';
import { platformFiles } from 'zigzag-ts/io';

const page = {
  form: find('#run', HTMLFormElement),
  stop: find('#stop', HTMLButtonElement),
  state: find('#state', HTMLOutputElement),
  report: find('#report', HTMLIFrameElement),
};

page.form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const fields = new FormData(page.form);
  const abort = new AbortController();
  const written = new Map<string, string | Uint8Array>();
  page.stop.disabled = false;
  page.stop.onclick = () => abort.abort();
  try {
    const { energy, latency } = await getHardwarePerformance({
      workload: String(fields.get('workload')),
      accelerator: String(fields.get('accelerator')),
      mapping: String(fields.get('mapping')),
      lpfLimit: Number(fields.get('lpfLimit')),
      workers: Number(fields.get('workers')),
      signal: abort.signal,
      dumpFolder: 'results', // the files of the run go where `files` puts them
      files: { ...platformFiles, write: (path, content) => written.set(path, content) },
      onProgress: ({ stage, done, total }) => {
        if (stage === 'WorkloadStage') page.state.value = `Layer ${done} of ${total}`;
      },
    });
    page.state.value = `${(energy / 1e6).toFixed(2)} µJ, ${latency} cycles`;
    page.report.srcdoc = String(written.get('results/report.html'));
    page.report.hidden = false;
  } catch (error) {
    page.state.value = String(error);
  }
  page.stop.disabled = true;
});

/** An element of the page. */
function find<T extends Element>(selector: string, kind: new () => T): T {
  const element = document.querySelector(selector);
  if (element instanceof kind) return element;
  throw new Error(`the page has no ${selector}`);
}

import type { Markup } from '../charts/drawing/svg.ts';
import type { InputFileDocument } from '../results/index.ts';
import { html } from './parts/markup.ts';
import type { PageRun } from './parts/page-run.ts';

/** What the run was made from, so that anybody can make it again. */
export function inputs({ run: { document } }: PageRun): Markup {
  const { generator, created, schemaVersion, options } = document;
  return html`<section id="inputs" aria-labelledby="inputs-heading">
    <h2 id="inputs-heading">Inputs</h2>
    ${inputFile('Workload', document.inputs.workload)}
    ${inputFile('Accelerator', document.inputs.accelerator)}
    ${inputFile('Mapping', document.inputs.mapping)}
    <h3>Options</h3>
    <div class="scroll" tabindex="0" role="group" aria-label="Options"><table class="pairs"><tbody>${Object.entries(
      options,
    ).map(
      ([name, value]) =>
        html`<tr><th scope="row">${name}</th><td>${typeof value === 'string' ? value : (JSON.stringify(value) ?? '')}</td></tr>`,
    )}</tbody></table></div>
    <h3>Made by</h3>
    <p>${generator}, started <time datetime="${created}">${created}</time>. The same numbers stand in results.json (schema version ${schemaVersion}), exact to the last digit.</p>
  </section>`;
}

function inputFile(kind: string, { name, sha256, text }: InputFileDocument): Markup {
  return html`<h3>${kind}</h3>
    <p><b>${name}</b>${sha256 === undefined ? undefined : html`<br><small>SHA-256 <code class="hash">${sha256}</code></small>`}</p>
    ${
      text === undefined
        ? html`<p><small>Not a text file; its content is not in this report.</small></p>`
        : html`<details class="file"><summary>Show the text of ${name}</summary><div class="scroll" tabindex="0" role="group" aria-label="${kind}"><pre>${text}</pre></div></details>`
    }`;
}

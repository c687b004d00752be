import { linkOf } from '../link/link.ts';
import { projectFileText } from '../link/project-file.ts';
import { saveFile } from '../parts/save-file.ts';
import { message, project } from '../store/project.ts';

/** Saves the whole project as one file. */
export function saveProject(): void {
  const now = project.peek();
  const name = `${now.files.workload.name}-${now.files.accelerator.name}`.replaceAll(/[^\w.-]+/g, '_');
  saveFile(`${name}.json`, projectFileText(now), 'application/json');
}

/** The address of the page with the project in it; undefined where no link can hold it. */
export async function addressOfProject(): Promise<string | undefined> {
  const { text } = await linkOf(project.peek());
  return text === undefined ? undefined : `${location.href.replace(/#.*$/, '')}#${text}`;
}

export async function copyLink(): Promise<void> {
  const address = await addressOfProject();
  if (address === undefined) {
    message.value = { text: 'No link can hold this project.', action: { label: 'Download it', run: saveProject } };
    return;
  }
  try {
    await navigator.clipboard.writeText(address);
    message.value = { text: `Copied the link, ${address.length} characters. Nothing is uploaded.` };
  } catch {
    message.value = { text: 'The browser lets no page copy. The address bar holds the link.' };
  }
}

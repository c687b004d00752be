import { FILE_KINDS, FIRST_PROJECT, type Project, type ProjectFile, withFile } from '../state/project.ts';

/*
 * Files that `zigzag studio FILES` serves to the page it has opened, by a token that only its address has.
 */

/** A project with the files of the command. @throws Error with a sentence when they cannot be had. */
export async function projectOfServer(token: string): Promise<Project> {
  const list: unknown = await (await fetched(token, 'list.json')).json();
  if (!Array.isArray(list)) throw new Error('The command does not serve its files.');
  let project: Project = FIRST_PROJECT;
  for (const entry of list) {
    const { kind, name, isBuiltIn }: Partial<Record<string, unknown>> = Object(entry);
    const known = FILE_KINDS.find((one) => one === kind);
    if (known === undefined || typeof name !== 'string') continue;
    const file =
      isBuiltIn === true
        ? ({ source: 'built-in', name: shortName(name) } as const)
        : await readFile(token, known, name);
    project = withFile(project, known, file);
  }
  return project;
}

async function readFile(token: string, kind: string, path: string): Promise<ProjectFile> {
  const name = path.split(/[\\/]/).at(-1) ?? path;
  const response = await fetched(token, kind);
  if (/\.onnx$/i.test(name)) return { source: 'model', name, bytes: new Uint8Array(await response.arrayBuffer()) };
  return { source: 'text', name, text: await response.text() };
}

/** Built-in files are listed without the end of their name, except where two share it. */
function shortName(name: string): string {
  return name.replace(/^.*[\\/]/, '');
}

async function fetched(token: string, file: string): Promise<Response> {
  const response = await fetch(`./files/${token}/${file}`);
  if (!response.ok) throw new Error('The command that served the files has ended. Start it again.');
  return response;
}

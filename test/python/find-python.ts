import { spawnSync } from 'node:child_process';

/** Paths of Python on this machine; `PYTHON` names another. A system's own may have packages that the first on the path lacks. */
const CANDIDATES = [process.env.PYTHON, 'python3', '/usr/bin/python3', 'python'];

/** A Python of at least 3.9, with pandas if there is one. */
export function findPython(): { readonly command: string; readonly hasPandas: boolean } | undefined {
  const found = CANDIDATES.flatMap((command) => {
    if (command === undefined || !runs(command, 'import sys; assert sys.version_info >= (3, 9)')) return [];
    return [{ command, hasPandas: runs(command, 'import pandas') }];
  });
  return found.find(({ hasPandas }) => hasPandas) ?? found[0];
}

function runs(command: string, code: string): boolean {
  return spawnSync(command, ['-c', code], { stdio: 'ignore' }).status === 0;
}

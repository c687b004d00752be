import { once } from 'node:events';
import { RunLock } from '../../dist/platform/run-lock.js';

/*
 * Takes the locks of the paths given, one after the other, and prints those that it got. Lives until its input ends, so that they are
 * those of a running process.
 */
const [start = '0', ...paths] = process.argv.slice(2);
while (Date.now() < Number(start)) {}
const taken = paths.filter((path) => new RunLock(path).take() === undefined);
process.stdout.write(`${JSON.stringify(taken)}\n`);
process.stdin.resume();
await once(process.stdin, 'end');

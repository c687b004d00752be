export { DESIGNS_PER_JOB } from './batches.ts';
export { addSweep, type CollectOptions, collectSweep } from './collect-sweep.ts';
export { type ServeEvent, type ServeOptions, type SweepServer, serveSweep } from './serve-sweep.ts';
export { queueName } from './sweep-queue.ts';

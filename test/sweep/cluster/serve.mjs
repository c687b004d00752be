// A worker of a queue that takes over from dead ones within seconds instead of a minute. Arguments: address of Redis, hash of the sweep.
import { serveSweep } from 'zigzag-ts/bullmq';

const [, , redis, sweep] = process.argv;
const onEvent = ({ kind, text }) => console.log(kind, text);
const server = await serveSweep({ redis, sweep, lockDuration: 2000, stalledInterval: 1000, onEvent });
await server.done;
await server.close();

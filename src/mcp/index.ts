export { createZigzagServer, serveZigzag, type ZigzagServerOptions } from './server.ts';

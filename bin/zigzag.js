#!/usr/bin/env node
import { existsSync } from 'node:fs';

const entry = new URL('../bundle/cli/main.js', import.meta.url);
if (existsSync(entry)) {
  const { main } = await import(entry.href);
  process.exitCode = await main(process.argv);
} else {
  console.error('zigzag has not been built yet; run "npm run build" in its folder');
  process.exitCode = 1;
}

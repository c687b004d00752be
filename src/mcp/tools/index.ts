import type { Tool } from '../tool.ts';
import { diffTool } from './diff.ts';
import { examplesTool } from './examples.ts';
import { explainTool } from './explain.ts';
import { runTool } from './run.ts';
import { sweepStatusTool, sweepTool } from './sweep.ts';
import { validateTool } from './validate.ts';
import { workloadTool } from './workload.ts';

/** The tools of the server, in the order in which an agent needs them. */
export const TOOLS: readonly Tool[] = [
  examplesTool,
  workloadTool,
  validateTool,
  runTool,
  explainTool,
  diffTool,
  sweepTool,
  sweepStatusTool,
];

/** What a trace says, as its metadata has it (docs/trace.md). */
export const CLAIMS: readonly string[] = [
  'Cycles, bits, period and number of every transfer are those of the cost model.',
  'The stalls of a trace are those of its transfers in the cost model. Each but the first has an equal share of the stall of the layer.',
  'On-loading, off-loading, computation and stall of the layer are given in otherData.latency.',
  'A transfer may begin when its period begins. The first transfer of each kind belongs to on-loading.',
];

/** What a trace shows without saying that hardware does it so. */
export const NOT_CLAIMED: readonly string[] = [
  'The cost model is analytical. It has cycles per transfer and per port, and no time at which a transfer begins.',
  'The order of transfers of a port is chosen: the shorter period first, one at a time, as early as possible.',
  'The places of stalls are chosen: the end of the window of the transfer that the array waits for.',
  'The stall is that of the slowest port. Other transfers that stall, and those that stall only together, may end after the period shown.',
  'Loads that the model runs at the same time through one port are on threads of their own.',
  'Transfers between a memory and the array in the first period take no time in the model and are not shown.',
];

/** The least whole number beyond `tooSmall` that is enough. The number is doubled until it is, and then bisected. */
export function leastWhole(tooSmall: number, isEnough: (value: number) => boolean): number {
  let below = tooSmall;
  let enough = tooSmall;
  do enough *= 2;
  while (!isEnough(enough) && enough < Number.MAX_SAFE_INTEGER);
  while (enough - below > 1) {
    const middle = below + Math.floor((enough - below) / 2);
    // From 2^53 on, not every whole number is a double.
    if (middle === below || middle === enough) break;
    if (isEnough(middle)) enough = middle;
    else below = middle;
  }
  return enough;
}

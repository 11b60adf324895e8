export async function seconds(work: () => unknown): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

/** The first two runs warm the compiler up. */
const warmUp = 2;
const counted = 5;

/**
 * Times two works in turn, so that a machine that slows down slows both, and gives the pair whose ratio is the median.
 */
export async function inTurn(
  floor: () => unknown,
  whole: () => unknown,
): Promise<{ readonly floor: number; readonly whole: number }> {
  const runs: { floor: number; whole: number }[] = [];
  for (let run = 0; run < warmUp + counted; run++) {
    globalThis.gc?.();
    runs.push({ floor: await seconds(floor), whole: await seconds(whole) });
  }
  const sorted = runs.slice(warmUp).sort((a, b) => a.floor / a.whole - b.floor / b.whole);
  const median = sorted[Math.floor(counted / 2)];
  if (median === undefined) throw new Error('no run');
  return median;
}

import { parseArgs } from 'node:util';
import { fuzz, keep } from './fuzz.ts';
import { targets } from './targets.ts';

/**
 * Looks for input that breaks a parser or decoder, and keeps what it finds.
 *
 *   npm run fuzz                                   20 seconds for each target
 *   npm run fuzz -- --seconds 600 --target csv     ten minutes for those whose name holds "csv"
 *   npm run fuzz -- --seed 7                       the same inputs again
 */
const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '20' },
    target: { type: 'string', default: '' },
    seed: { type: 'string', default: String(Date.now()) },
  },
});

const seed = Number(values.seed);
let broken = 0;
for (const target of targets.filter(({ name }) => name.includes(values.target))) {
  const { tries, failure } = await fuzz(target, {
    seed,
    milliseconds: Number(values.seconds) * 1000,
  });
  console.log(`${target.name}: ${tries} inputs (seed ${seed})`);
  if (failure === undefined) continue;
  broken++;
  console.log(`  ${failure.reason}\n  kept in ${keep(failure)}`);
}
process.exitCode = broken > 0 ? 1 : 0;

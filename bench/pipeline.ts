import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Rule } from 'streamalert';
import { systemClock } from '../src/adapters/local/clock.ts';
import { registerContentHooks } from '../src/adapters/local/content-hooks.ts';
import { selectLogTypes } from '../src/config/data-sources.ts';
import { loadConfig } from '../src/config/load-config.ts';
import { outputs } from '../src/outputs/index.ts';
import { parsers } from '../src/parsers/index.ts';
import { alertLimit } from '../src/runtimes/embedded/detection/alert-limit.ts';
import { detectBatch } from '../src/runtimes/embedded/detection/detect-batch.ts';
import { eventTimes } from '../src/runtimes/embedded/detection/event-times.ts';
import { lonePayloads } from '../src/runtimes/embedded/detection/lone-payload.ts';
import { recordIds } from '../src/runtimes/embedded/detection/record-ids.ts';
import { compileClassifier } from '../src/stages/classifier/classifier.ts';
import { compileNormalizer } from '../src/stages/normalizer/normalizer.ts';
import { compileRules } from '../src/stages/rules-engine/rules-engine.ts';
import { classificationRows, withTextTypes } from './classification.ts';
import { type Corpus, corpora } from './corpora.ts';
import { inTurn } from './seconds.ts';
import { type BenchIndicators, benchIndicators } from './threat-intel.ts';
import type { Row } from './run.ts';
import { ruleGuard } from '../src/runtimes/embedded/detection/rule-guard.ts';
import { nothingStaged } from '../src/runtimes/embedded/detection/setup.ts';
import { traceMemory, WorkerTrace } from '../src/runtimes/embedded/detection/worker-trace.ts';
import { testServices } from '../testing/rule-services.ts';

registerContentHooks();
const { benchRules, codeRules, otherRules, plainCodeRules } = await import('./rules.ts');
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '20000' },
    corpus: { type: 'string' },
    indicators: { type: 'string', default: '100000' },
  },
});

const { config, findings } = await loadConfig({
  dir: join(import.meta.dirname, '../conf'),
  include: ['schemas'],
  parsers,
  outputServices: outputs,
});
if (config === undefined) throw new Error(JSON.stringify(findings));
const logTypes = withTextTypes(config.logTypes);

/** Cuts the corpus into batches as the reader does. */
function batchesOf({ lines }: Corpus): Uint8Array[] {
  const bytes = Buffer.from(`${lines.join('\n')}\n`);
  const batches: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const cut = bytes.lastIndexOf(10, Math.min(at + 2 * 1024 * 1024, bytes.length - 1)) + 1;
    const end = cut > at ? cut : bytes.indexOf(10, at) + 1;
    batches.push(new Uint8Array(bytes.subarray(at, end)));
    at = end;
  }
  return batches;
}

function pipelineOf(
  logs: readonly string[],
  rules: readonly Rule[],
  markIndicators?: BenchIndicators['mark'],
) {
  const candidates = logs.includes('*') ? logTypes : selectLogTypes(logTypes, logs);
  const services = testServices();
  const stagedRules: ReadonlySet<string> = new Set();
  const names = logTypes.map(({ name }) => name);
  // As in a worker: watched, counted and timed.
  const guard = ruleGuard(rules, new WorkerTrace(traceMemory(), names), {});
  const job = guard.job(1);
  const stages = {
    setup: {
      configDir: '',
      locations: { rules: [], matchers: [], publishers: [] },
      candidates: 'all log types' as const,
      filter: {},
      requiredOutputs: [],
      quarantine: 'grouped' as const,
      keepHistory: false,
      time: 'now' as const,
      live: nothingStaged,
    },
    classifier: compileClassifier(candidates, { parsers, acceptBareRecords: true }),
    normalizer: compileNormalizer(logTypes, recordIds()),
    rulesEngine: compileRules(rules, { services, logTypes: names, clock: guard.clock }),
    guard: job,
    ...(markIndicators && { markIndicators }),
    servicesFor: () => services,
    stagedRules: () => stagedRules,
    eventTimes: eventTimes(logTypes),
    clock: systemClock,
    alertLimit: alertLimit(undefined),
    lonePayload: lonePayloads(parsers),
    isUnfiltered: true,
  };
  const origin = { service: 'file', resource: 'bench', cluster: null, delivery: 'bench' };
  return (bytes: Uint8Array) => {
    const batch = { origin, framing: 'lines' as const, bytes, firstPosition: 1, receivedAt: 0 };
    return job.run(0, () => detectBatch(batch, stages));
  };
}

async function measure(name: string, corpus: Corpus, rules: readonly Rule[]): Promise<Row> {
  const batches = batchesOf(corpus);
  const megabytes = batches.reduce((sum, batch) => sum + batch.length, 0) / 1e6;
  const detect = pipelineOf(corpus.logs, rules);
  const { floor, whole } = await inTurn(
    () => {
      for (const line of corpus.lines) if (corpus.json) JSON.parse(line);
    },
    async () => {
      for (const batch of batches) await detect(batch);
    },
  );
  return {
    name,
    megabytesPerSecond: megabytes / whole,
    ratio: corpus.json ? floor / whole : null,
  };
}

const external = (folder: string): Corpus[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.jsonl'))
    .map((file) => {
      const lines = readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean);
      const json = lines[0]?.startsWith('{') === true;
      return { name: basename(file, '.jsonl'), logs: ['*'], lines, json };
    });

const all = corpora(Number(values.records));
const rows: Row[] = await classificationRows(all, config.logTypes);
for (const corpus of all) rows.push(await measure(`${corpus.name}, no rules`, corpus, []));
const [trail] = all;
if (trail === undefined) throw new Error('no corpus');
for (const count of [10, 200, 1000]) {
  rows.push(await measure(`${trail.name}, ${count} rules`, trail, benchRules(count)));
}
async function indicatorRow(corpus: Corpus, count: number): Promise<Row> {
  const { mark, note, close } = await benchIndicators(count);
  const batches = batchesOf(corpus);
  const megabytes = batches.reduce((sum, batch) => sum + batch.length, 0) / 1e6;
  const run = (detect: ReturnType<typeof pipelineOf>) => async () => {
    for (const batch of batches) await detect(batch);
  };
  const rules = benchRules(200);
  const { floor: without, whole } = await inTurn(
    run(pipelineOf(corpus.logs, rules)),
    run(pipelineOf(corpus.logs, rules, mark)),
  );
  close();
  return {
    name: `${corpus.name}, 200 rules, threat intelligence`,
    megabytesPerSecond: megabytes / whole,
    ratio: null,
    note: `${(whole / without).toFixed(2)} × the time without; ${note}`,
  };
}

const few = benchRules(10);
rows.push(
  await measure(`${trail.name}, 10 rules, 1000 on other logs`, trail, [
    ...few,
    ...otherRules(1000),
  ]),
  await measure(`${trail.name}, 200 code-only rules`, trail, codeRules(200)),
  await measure(`${trail.name}, 200 code-only, plain`, trail, plainCodeRules(200)),
  await measure(`${trail.name}, 1000 code-only, plain`, trail, plainCodeRules(1000)),
);
rows.push(await indicatorRow(trail, Number(values.indicators)));
if (values.corpus !== undefined) {
  for (const corpus of external(values.corpus)) {
    rows.push(await measure(`${corpus.name} (given), 200 rules`, corpus, benchRules(200)));
  }
}
console.log(JSON.stringify(rows));

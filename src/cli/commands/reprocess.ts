import { resolve } from 'node:path';
import { z } from 'zod';
import { systemClock } from '../../adapters/local/clock.ts';
import type { OpenState } from '../../adapters/local/sqlite/open-state.ts';
import { allDataSources } from '../../config/data-sources.ts';
import type { Config } from '../../config/config.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import type { FloodGuard } from '../../domain/flood.ts';
import type { QuarantineFilter, StateStore } from '../../ports/state-store.ts';
import { openDetectionPool } from '../../runtimes/embedded/detection/pool.ts';
import {
  type DetectionSetup,
  nothingStaged,
  ruleTimeoutSecondsDefault,
} from '../../runtimes/embedded/detection/setup.ts';
import { floodGuard as guardOf } from '../../runtimes/embedded/flood-guard.ts';
import { outputsOfRules } from '../../runtimes/embedded/rule-failures.ts';
import type { Rule } from '../../domain/rule.ts';
import { runReprocess } from '../../runtimes/embedded/reprocess/reprocess.ts';
import { requiredOutputs } from '../../runtimes/embedded/required-outputs.ts';
import { storedIndicators } from '../../runtimes/embedded/threat-intel/threat-intelligence.ts';
import { stagedRulesOf } from '../../runtimes/embedded/rule-staging/sync-rules.ts';
import { checkedConfig, checkedContent, locationsOf } from '../checked-project.ts';
import { type CommandContext, defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { painter } from '../paint.ts';
import { resolveProject } from '../project.ts';
import { quarantineFilter, quarantineFilterOptions } from '../quarantine/options.ts';
import { many } from '../quarantine/words.ts';
import { reprocessProgress } from '../reprocess/progress.ts';
import { afterReprocess, reprocessLines } from '../reprocess/report.ts';
import type { Terminal } from '../terminal.ts';
import { workersOption } from '../workers-option.ts';

const options = z.object({
  dataDir: dataDirOption,
  ...quarantineFilterOptions,
  dryRun: z.boolean().default(false).describe('say what would happen and change nothing'),
  workers: workersOption,
  json: z.boolean().default(false).describe('print JSON for other programs'),
});

type Options = z.infer<typeof options>;

export const reprocess = defineCommand({
  name: 'reprocess',
  summary: 'Classify records in quarantine again, after a schema or a parser has changed',
  description: [
    'Uses the configuration and rules as they are now. Records that fit leave the quarantine and go the way of all',
    'records: normalisation, rules, history, alerts. Their alerts have the ids they would have had at arrival, so that',
    'running this twice, or stopping it at any moment, raises nothing twice. Records that still fit nothing stay.',
    'Works beside a running StreamAlert, which delivers the alerts; else they wait for the next start.',
    '',
    'Exit status: 0 done, whether or not records stay; 130 stopped with Ctrl-C, which loses nothing.',
  ].join('\n'),
  options,
  examples: [
    { command: 'streamalert reprocess --dry-run', explanation: 'what would be classified now' },
    {
      command: 'streamalert reprocess --log-type cloudtrail:events --since 7d',
      explanation: 'what came near one log type in the last week',
    },
  ],
  async run(given: Options, context) {
    const { terminal } = context;
    const filter = quarantineFilter(given);
    const { state, alerts, rules, close } = existingState(context.cwd, given.dataDir, {
      requiredOutputs,
    });
    try {
      const total = state.quarantineCount(filter);
      if (total === 0 && !given.json) {
        if (!given.dryRun) state.forgetSettledDrift();
        terminal.print('  Nothing in quarantine is like that: nothing to do.');
        return 0;
      }
      const dataDir = resolve(context.cwd, given.dataDir);
      const setup = await detectionSetup(context, { state, rules, filter, dataDir });
      const run = { ...given, filter, setup };
      const report = await reprocessed(state, (id) => alerts.get(id) !== undefined, run, terminal);
      const { dryRun, json } = given;
      if (json) terminal.print(stringifyJson({ dryRun, ...report }, { indent: 2, strict: true }));
      else terminal.print(reprocessLines(report, { dryRun, paint: painter(terminal.color) }));
      if (!dryRun) {
        terminal.progress('  taking the records to the history …');
        for (const line of await afterReprocess(state, dataDir, setup, report)) {
          if (json) terminal.error(line);
          else terminal.print(line);
        }
      }
      return report.isStopped ? 130 : 0;
    } finally {
      close();
    }
  },
});

/** Configuration and rules of now; what is wrong with them is named before anything is changed. */
async function detectionSetup(
  context: CommandContext,
  {
    state,
    rules,
    filter,
    dataDir,
  }: Pick<OpenState, 'state' | 'rules'> & {
    readonly filter: QuarantineFilter;
    readonly dataDir: string;
  },
): Promise<
  DetectionSetup & {
    readonly config: Config;
    readonly floodGuard: FloodGuard;
    readonly rules: readonly Rule[];
  }
> {
  const project = resolveProject(context);
  const config = await checkedConfig(project);
  const { ruleStaging } = config.infrastructure;
  const locations = locationsOf(project);
  const content = await checkedContent(locations, config, context);
  const { rulesEngine } = config.functions;
  nameUnknownSources(state, filter, config, context.terminal);
  const intel = await storedIndicators(config, dataDir);
  return {
    config,
    rules: content.rules,
    floodGuard: guardOf(content.rules, {
      alertsPerRuleAndHour: rulesEngine?.alertsPerRuleAndHour,
      requiredOutputs,
    }),
    ruleTimeoutSeconds: rulesEngine?.ruleTimeoutSeconds ?? ruleTimeoutSecondsDefault,
    configDir: config.dir,
    locations,
    candidates: 'data sources',
    filter: {},
    requiredOutputs,
    quarantine: 'each',
    keepHistory: true,
    dataDir,
    time: 'arrival',
    ...intel.setup,
    live: {
      ...nothingStaged,
      ...intel.live,
      ...(ruleStaging.enabled && { stagedRules: stagedRulesOf(rules) }),
    },
  };
}

/** Enough to have met every source. */
const kindsMax = 10_000;

/** Records of a source that no cluster names any more have no schemas to be tried. */
function nameUnknownSources(
  state: StateStore,
  filter: QuarantineFilter,
  config: Config,
  terminal: Terminal,
) {
  const known = new Set(allDataSources(config).map(({ resource }) => resource));
  const counts = new Map<string, number>();
  for (const { resource, count, reason } of state.quarantineKinds({ ...filter, limit: kindsMax })) {
    if (known.has(resource) || reason === 'unreadable') continue;
    counts.set(resource, (counts.get(resource) ?? 0) + count);
  }
  for (const [resource, count] of counts) {
    const what = `${many(count, 'record')} of ${JSON.stringify(resource)}`;
    terminal.error(`  warning  no cluster has this source now, so no schema is tried on ${what}`);
  }
}

async function reprocessed(
  state: StateStore,
  isKnownAlert: (id: string) => boolean,
  run: Options & {
    readonly filter: QuarantineFilter;
    readonly setup: DetectionSetup & {
      readonly config?: unknown;
      readonly floodGuard: FloodGuard;
      readonly rules: readonly Rule[];
    };
  },
  terminal: Terminal,
) {
  const { config: _, floodGuard, rules, ...setup } = run.setup;
  const { workers, filter, dryRun } = run;
  const detection = await openDetectionPool(setup, workers);
  const progress = reprocessProgress(terminal);
  const interrupted = new AbortController();
  const stop = () => interrupted.abort();
  process.once('SIGINT', stop);
  try {
    return await runReprocess({
      state,
      isKnownAlert,
      detection,
      workers,
      clock: systemClock,
      filter,
      floodGuard,
      outputsOf: outputsOfRules(rules, () => setup.live.stagedRules),
      mode: dryRun ? 'dry run' : 'commit',
      onProgress: progress.show,
      signal: interrupted.signal,
    });
  } finally {
    progress.clear();
    process.removeListener('SIGINT', stop);
    await detection.close();
  }
}

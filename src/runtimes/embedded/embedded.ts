import { join } from 'node:path';
import { accessToken } from '../../adapters/local/access-token.ts';
import { systemClock } from '../../adapters/local/clock.ts';
import { openDataDir } from '../../adapters/local/data-dir.ts';
import { openHistory } from '../../adapters/local/history/open-history.ts';
import { localHttpClient } from '../../adapters/local/http-client.ts';
import { openSpool } from '../../adapters/local/spool.ts';
import { openState } from '../../adapters/local/sqlite/open-state.ts';
import type { Config } from '../../config/config.ts';
import { allDataSources, findDataSource } from '../../config/data-sources.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import type { Publisher } from '../../domain/publication.ts';
import type { Rule } from '../../domain/rule.ts';
import { localOutputPorts } from '../output-ports.ts';
import { openDetectionPool } from './detection/pool.ts';
import {
  type DetectionSetup,
  nothingStaged,
  ruleTimeoutSecondsDefault,
} from './detection/setup.ts';
import { openDelivery } from './delivery.ts';
import { deliveryReport } from './delivery-status.ts';
import { floodGuard } from './flood-guard.ts';
import { historyColumns } from './history-columns.ts';
import { httpInput } from './http/http-input.ts';
import { type RunningServer, serveLocally } from './http/serve.ts';
import { fileInput } from './inputs/file-input.ts';
import type { InputItem } from './inputs/input-item.ts';
import { spoolInput } from './inputs/spool-input.ts';
import {
  endDelivery,
  type Pipeline,
  type PipelineObserver,
  runDelivery,
  runDetection,
} from './pipeline.ts';
import { publisherTables } from './publisher-tables.ts';
import { repeating } from './repeating.ts';
import { outputsOfRules } from './rule-failures.ts';
import { deliverySecrets } from '../secrets.ts';
import { requiredOutputs } from './required-outputs.ts';
import {
  openRuleStaging,
  type RuleStaging,
  type RuleStagingOptions,
} from './rule-staging/rule-staging.ts';
import { openThreatIntelligence } from './threat-intel/threat-intelligence.ts';
import { takeWaitingHistory } from './waiting-history.ts';

export interface EmbeddedOptions {
  readonly config: Config;
  readonly publishers: readonly Publisher[];
  readonly locations: DetectionSetup['locations'];
  /** What the rules say of themselves; the workers load them for themselves. */
  readonly rules: readonly Pick<Rule, 'name' | 'outputs' | 'maxAlertsPerHour'>[];
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly workers: number;
  /** Files to read first, for a data source of the configuration. */
  readonly files: { readonly resource: string; readonly paths: readonly string[] };
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  readonly observer: PipelineObserver;
  /** Absent: rule staging is off, and every rule delivers. */
  readonly ruleStaging?: RuleStagingOptions;
  /** The files are behind us; from here on the runtime waits for what comes. */
  readonly onFilesDone: () => void;
  /** Something went wrong that the next try may mend. */
  readonly onTrouble: (error: unknown) => void;
}

/** Alerts that wait are looked at this often; new ones are sent as soon as they are stored. */
const deliveryMilliseconds = 1000;

/** What waits beside the alerts is taken to the history so often: seldom enough to be worth a file. */
const takingMilliseconds = 1000;

/** The history is written out when so much waits, or so often. */
const historyBytes = 64 * 1024 * 1024;
const historyMilliseconds = 60_000;

export interface Embedded {
  readonly server: RunningServer;
  readonly token: string;
  readonly dataDir: string;
  readonly state: ReturnType<typeof openState>['state'];
  readonly alerts: ReturnType<typeof openState>['alerts'];
  /** Rejects when the pipeline cannot go on; what is not committed is read again by the next run. */
  readonly finished: Promise<void>;
  /** Takes no more input, finishes what is under way, and closes everything. */
  stop(): Promise<void>;
}

/** Builds the adapters, joins the stages and starts them. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const { observer, onTrouble } = options;
  const stores = await openStores(options);
  const { server, pipeline, ruleStaging } = await openPipeline(stores, options);
  const { dataDir, state, alerts, spool, history, token } = stores;
  // Whoever starts it again has mended the rules, or wants to see.
  state.liftSuspensions();
  // What a run that was killed took along half-way goes along whole, before anything is written out.
  takeAllWaitingHistory(stores);

  const deliver = async () => {
    await stores.tables.tend();
    if ((await runDelivery(pipeline)) === 'more') delivery.poke();
  };
  const delivery = repeating(deliveryMilliseconds, deliver, onTrouble);
  // Lines of small batches, and of what was reprocessed, by a process beside this one as well.
  let isOwed = false;
  const take = () => {
    isOwed = true;
    takeWaitingHistory(state, history);
    isOwed = false;
  };
  const taking = repeating(takingMilliseconds, async () => take(), onTrouble);
  const write = async () => {
    // What was taken and could not be forgotten is taken once more, in place of itself, and only then written out.
    if (isOwed) take();
    await writeHistory(pipeline);
  };
  const writing = repeating(historyMilliseconds, write, onTrouble);
  const finished = runDetection({
    ...pipeline,
    observer: {
      ...observer,
      committed(result, outcome, item) {
        if (outcome.newAlerts.length > 0) {
          pipeline.processor.wake();
          delivery.poke();
        }
        if (history.stagedBytes() > historyBytes) writing.poke();
        observer.committed(result, outcome, item);
      },
    },
  });
  stores.intel.run((live) => pipeline.detection.update(live));
  const staging = ruleStaging?.run((stagedRules) => pipeline.detection.update({ stagedRules }));
  return {
    server,
    token,
    dataDir: dataDir.path,
    state,
    alerts,
    finished,
    async stop() {
      await server.close();
      await spool.close();
      await finished.catch(() => {});
      await staging?.stop();
      await stores.intel.stop();
      await delivery.stop();
      await endDelivery(pipeline).catch(onTrouble);
      await writing.stop();
      await taking.stop();
      try {
        takeAllWaitingHistory(stores);
        await writeHistory(pipeline);
      } catch (error) {
        onTrouble(error);
      }
      await pipeline.detection.close();
      await closeStores(stores);
    },
  };
}

/** What stands in the way here, such as a port in use, gives everything back that was opened. */
async function openPipeline(stores: Stores, options: EmbeddedOptions) {
  let server: RunningServer | undefined;
  try {
    server = await serveLocally(ingestApp(stores, options), options.port);
    const ruleStaging = await openStaging(stores, options);
    return { server, ruleStaging, pipeline: await buildPipeline(stores, options, ruleStaging) };
  } catch (error) {
    await server?.close();
    await stores.spool.close();
    await closeStores(stores);
    throw error;
  }
}

const openStaging = async (
  stores: Stores,
  { ruleStaging, config, env, onTrouble }: EmbeddedOptions,
): Promise<RuleStaging | undefined> =>
  ruleStaging &&
  openRuleStaging(ruleStaging, { ...stores, config, clock: systemClock, env, onTrouble });

async function closeStores({ history, closeState, dataDir, tables, intel }: Stores): Promise<void> {
  await history.close();
  intel.close();
  tables.close();
  closeState();
  dataDir.close();
}

type Stores = Awaited<ReturnType<typeof openStores>>;

/** Everything that is kept on disk; a trouble with one gives the data directory back. */
async function openStores(options: EmbeddedOptions) {
  const { config, publishers, env, onTrouble } = options;
  const dataDir = openDataDir(options.dataDir);
  try {
    const { path } = dataDir;
    const { close, ...opened } = openState(join(path, 'state.db'), { requiredOutputs });
    const spool = await openSpool(join(path, 'spool'), { clock: systemClock });
    const history = openHistory({ dataDir: path, columns: historyColumns(config) });
    const token = accessToken(path);
    const intel = await openThreatIntelligence({
      config,
      env,
      onTrouble,
      dataDir: path,
      http: localHttpClient({ allowHosts: allowedHosts(env) }),
      clock: systemClock,
      alerts: opened.alerts,
    });
    const tables = await publisherTables(publishers, { config, dataDir: path, env }, onTrouble);
    return { tables, intel, dataDir, ...opened, closeState: close, spool, history, token };
  } catch (error) {
    dataDir.close();
    throw error;
  }
}

async function buildPipeline(
  stores: Stores,
  options: EmbeddedOptions,
  ruleStaging: RuleStaging | undefined,
): Promise<Pipeline> {
  const { config, workers, observer, locations, publishers, env } = options;
  const { state, alerts, history, dataDir, tables, intel } = stores;
  const setup: DetectionSetup = {
    configDir: config.dir,
    locations,
    candidates: 'data sources',
    filter: {},
    requiredOutputs,
    quarantine: 'each',
    keepHistory: true,
    dataDir: dataDir.path,
    time: 'now',
    ruleTimeoutSeconds:
      config.functions.rulesEngine?.ruleTimeoutSeconds ?? ruleTimeoutSecondsDefault,
    ...intel.setup,
    live: { ...nothingStaged, ...intel.live, stagedRules: ruleStaging?.stagedRules ?? [] },
  };
  return {
    inputs: allInputs(stores, options),
    detection: await openDetectionPool(setup, workers),
    workers,
    state,
    floodGuard: floodGuard(options.rules, {
      alertsPerRuleAndHour: config.functions.rulesEngine?.alertsPerRuleAndHour,
      requiredOutputs,
    }),
    outputsOf: outputsOfRules(options.rules, () =>
      stores.rules.list().flatMap(({ ruleName, staged }) => (staged ? [ruleName] : [])),
    ),
    history,
    observer,
    ...openDelivery({
      config,
      alertStore: alerts,
      clock: systemClock,
      publishers,
      lookups: tables.lookups,
      secrets: deliverySecrets({ config, env }),
      outputPorts: localOutputPorts({ config, env, dataDir: dataDir.path, print: options.print }),
    }),
  };
}

/** First the files, then what comes over HTTP. */
async function* allInputs(
  { state, spool }: Stores,
  { config, files, onFilesDone }: EmbeddedOptions,
): AsyncGenerator<InputItem> {
  const clusterOf = (resource: string) => findDataSource(config, resource)?.cluster ?? null;
  const { resource, paths } = files;
  const cluster = clusterOf(resource);
  yield* fileInput({ resource, cluster, paths, state, clock: systemClock, onDone: onFilesDone });
  yield* spoolInput({ spool, state, clock: systemClock, clusterOf });
}

function ingestApp({ state, alerts, spool, token }: Stores, { config, print }: EmbeddedOptions) {
  const sources = allDataSources(config)
    .filter(({ service }) => service !== 'file')
    .map(({ resource }) => resource);
  return httpInput({
    sources,
    token,
    accept: (resource, body) => spool.append(resource, body),
    status: () => ({ ledger: state.ledger(), ...deliveryReport(alerts, systemClock.now()) }),
    clock: systemClock,
    notice: print,
  });
}

function takeAllWaitingHistory({ state, history }: Pick<Stores, 'state' | 'history'>): void {
  let isAll = false;
  while (!isAll) isAll = takeWaitingHistory(state, history);
}

async function writeHistory({ history }: Pick<Pipeline, 'history'>): Promise<void> {
  const { kept } = await history.flush();
  if (kept === undefined) return;
  throw new StreamAlertError(
    'STATE_UNAVAILABLE',
    `${kept.batches} batches of history wait to be written: ${kept.reasons.join('; ')}`,
    { hint: 'They are kept in the data directory and tried again.' },
  );
}

/** Private and loopback addresses that outputs may still talk to, by host name. */
const allowedHosts = (env: NodeJS.ProcessEnv): readonly string[] =>
  (env['STREAMALERT_ALLOW_HOSTS'] ?? '').split(',').filter((host) => host !== '');

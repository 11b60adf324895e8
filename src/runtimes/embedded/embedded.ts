import { join } from 'node:path';
import { accessToken } from '../../adapters/local/access-token.ts';
import { systemClock } from '../../adapters/local/clock.ts';
import { openDataDir } from '../../adapters/local/data-dir.ts';
import { openHistory } from '../../adapters/local/history/open-history.ts';
import { httpClient } from '../../adapters/local/http-client.ts';
import { outputFiles } from '../../adapters/local/output-files.ts';
import { environmentSecrets } from '../../adapters/local/secrets.ts';
import { openSpool } from '../../adapters/local/spool.ts';
import { openState } from '../../adapters/local/sqlite/open-state.ts';
import type { Config } from '../../config/config.ts';
import { allDataSources, findDataSource } from '../../config/data-sources.ts';
import { StreamAlertError } from '../../domain/errors.ts';
import type { Publisher } from '../../domain/publication.ts';
import { outputs } from '../../outputs/index.ts';
import { openDetectionPool } from './detection/pool.ts';
import type { DetectionSetup } from './detection/setup.ts';
import { httpInput } from './http/http-input.ts';
import { type RunningServer, serveLocally } from './http/serve.ts';
import { fileInput } from './inputs/file-input.ts';
import type { InputItem } from './inputs/input-item.ts';
import { spoolInput } from './inputs/spool-input.ts';
import { type Pipeline, type PipelineObserver, runDelivery, runDetection } from './pipeline.ts';
import { repeating } from './repeating.ts';

export interface EmbeddedOptions {
  readonly config: Config;
  readonly publishers: readonly Publisher[];
  readonly locations: DetectionSetup['locations'];
  readonly dataDir: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly workers: number;
  /** Files to read first, for a data source of the configuration. */
  readonly files: { readonly resource: string; readonly paths: readonly string[] };
  readonly env: NodeJS.ProcessEnv;
  readonly print: (line: string) => void;
  readonly observer: PipelineObserver;
  /** The files are behind us; from here on the runtime waits for what comes. */
  readonly onFilesDone: () => void;
  /** Something went wrong that the next try may mend. */
  readonly onTrouble: (error: unknown) => void;
}

/** An output that does not accept an alert for so long does not get it any more; the alert stays listed. */
const giveUpAfterHours = 24;

/** Alerts that wait are looked at this often; new ones are sent as soon as they are stored. */
const deliveryMilliseconds = 1000;

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
  const { config, workers, observer } = options;
  const dataDir = openDataDir(options.dataDir);
  const path = dataDir.path;
  const requiredOutputs: readonly string[] = [];
  const { state, alerts, close } = openState(join(path, 'state.db'), { requiredOutputs });
  const spool = await openSpool(join(path, 'spool'), { clock: systemClock });
  const history = openHistory({ dataDir: path, columns: historyColumns(config) });
  const token = accessToken(path);
  const detection = await openDetectionPool(
    {
      configDir: config.dir,
      locations: options.locations,
      candidates: 'data sources',
      filter: {},
      requiredOutputs,
      quarantine: 'each',
      keepHistory: true,
    },
    workers,
  );
  const clusterOf = (resource: string) => findDataSource(config, resource)?.cluster ?? null;

  async function* inputs(): AsyncGenerator<InputItem> {
    const { resource, paths } = options.files;
    const onDone = options.onFilesDone;
    const cluster = clusterOf(resource);
    yield* fileInput({ resource, cluster, paths, state, clock: systemClock, onDone });
    yield* spoolInput({ spool, state, clock: systemClock, clusterOf });
  }

  const pipeline: Pipeline = {
    inputs: inputs(),
    detection,
    workers,
    state,
    history,
    clock: systemClock,
    observer,
    alertStore: alerts,
    outputs,
    destinations: config.outputs,
    publishers: options.publishers,
    secrets: environmentSecrets(options.env),
    outputPorts: {
      http: httpClient({ allowHosts: allowedHosts(options.env) }),
      files: outputFiles(path),
      terminal: { print: options.print },
    },
    retry: { giveUpAfterHours },
  };

  const sources = allDataSources(config)
    .filter(({ service }) => service !== 'file')
    .map(({ resource }) => resource);
  const server = await serveLocally(
    httpInput({
      sources,
      token,
      accept: (resource, body) => spool.append(resource, body),
      status: () => ({ ledger: state.ledger(), deliveries: alerts.deliveryCounts() }),
    }),
    options.port,
  );

  const { onTrouble } = options;
  const delivery = repeating(deliveryMilliseconds, () => runDelivery(pipeline), onTrouble);
  const writing = repeating(historyMilliseconds, () => writeHistory(pipeline), onTrouble);
  const finished = runDetection({
    ...pipeline,
    observer: {
      ...observer,
      committed(result, outcome, item) {
        if (outcome.newAlerts.length > 0) delivery.poke();
        if (history.stagedBytes() > historyBytes) writing.poke();
        observer.committed(result, outcome, item);
      },
    },
  });
  return {
    server,
    token,
    dataDir: path,
    state,
    alerts,
    finished,
    async stop() {
      await server.close();
      await spool.close();
      await finished.catch(() => {});
      await delivery.stop();
      await runDelivery(pipeline).catch(onTrouble);
      await writing.stop();
      await writeHistory(pipeline).catch(onTrouble);
      await history.close();
      await detection.close();
      close();
      dataDir.close();
    },
  };
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

const historyColumns = ({ logTypes }: Config) =>
  new Map(
    logTypes.map(({ name, fields }) => [
      name,
      fields.map((field) => ({ name: field.name, kind: field.type.kind })),
    ]),
  );

/** Private and loopback addresses that outputs may still talk to, by host name. */
const allowedHosts = (env: NodeJS.ProcessEnv): readonly string[] =>
  (env['STREAMALERT_ALLOW_HOSTS'] ?? '').split(',').filter((host) => host !== '');

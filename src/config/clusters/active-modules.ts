import type { z } from 'zod';
import type { JsonObject } from '../../domain/json.ts';
import type { Checked } from '../check.ts';
import { type FunctionSettings, functionFrom } from '../lambda/function-from.ts';
import { regions } from '../regions.ts';
import {
  type ClusterNames,
  type NameParts,
  type SettingsOf,
  withDefaults,
} from '../with-defaults.ts';
import { type Cloudtrail, cloudtrailFrom } from './cloudtrail.ts';
import { modulesDefinition } from './modules.ts';

type Filled = SettingsOf<typeof modulesDefinition>;
type Part<Name extends keyof Filled> = NonNullable<Filled[Name]>;

/** The optional parts of a cluster that are switched on, with their defaults (configuration.md 5.4). */
export interface Modules {
  readonly cloudtrail?: Cloudtrail;
  readonly cloudwatchEvents?: {
    /** Empty: every event. */
    readonly eventPattern: JsonObject;
    readonly crossAccount: Part<'cloudwatchEvents'>['crossAccount'];
  };
  /** Also there when only another module of the cluster needs the destination in our region. */
  readonly cloudwatchLogsDestination?: {
    readonly crossAccountIds: readonly string[];
    readonly regions: readonly string[];
  };
  readonly cloudwatchMonitoring?: {
    readonly kinesisAlarmsEnabled: boolean;
    readonly lambdaAlarmsEnabled: boolean;
    readonly settings: Readonly<Record<string, number>>;
  };
  readonly kinesis?: KinesisStream;
  readonly kinesisEvents?: { readonly batchSize: number };
  readonly flowLogs?: FlowLogs;
  /** Bucket → filters; none is the whole bucket. */
  readonly s3Events: Readonly<Record<string, readonly S3Filter[]>>;
  /** Apps by the names of their functions. */
  readonly streamalertApps: Readonly<Record<string, App>>;
}

export type KinesisStream = NonNullable<Part<'kinesis'>['streams']>;

export interface FlowLogs
  extends Pick<Part<'flowLogs'>, 'flowLogFilter' | 'logRetention' | 'enis' | 'subnets' | 'vpcs'> {
  readonly logGroupName: string;
}

export interface S3Filter {
  readonly filterPrefix: string;
  readonly filterSuffix: string;
}

export interface App extends FunctionSettings {
  readonly appName?: string | undefined;
  readonly type?: string | undefined;
}

/** What checking made of the modules, and what it leaves out: an event pattern is content of somebody else. */
export interface CheckedModules {
  readonly checked: Checked<z.output<typeof modulesDefinition>>;
  readonly eventPattern: JsonObject | undefined;
}

export function activeModules(modules: CheckedModules, names: ClusterNames): Modules {
  const { checked } = modules;
  const filled = withDefaults(modulesDefinition, checked, names);
  const { kinesisEvents } = filled;
  const cloudtrail = cloudtrailFrom(filled.cloudtrail, checked.cloudtrail, names);
  const flowLogs = flowLogsFrom(filled, names);
  const kinesis = streamFrom(filled);
  return {
    ...(cloudtrail && { cloudtrail }),
    ...eventsFrom(filled, modules, names),
    ...destinationFrom(filled, names.region, Boolean(flowLogs || cloudtrail?.sendToCloudwatch)),
    ...monitoringFrom(filled, kinesis !== undefined),
    ...(kinesis && { kinesis }),
    ...(kinesisEvents?.enabled && { kinesisEvents: { batchSize: kinesisEvents.batchSize } }),
    ...(flowLogs && { flowLogs }),
    s3Events: filled.s3Events ?? {},
    streamalertApps: appsFrom(filled, checked),
  };
}

function eventsFrom(
  { cloudwatchEvents: events }: Filled,
  { eventPattern }: CheckedModules,
  { account }: NameParts,
): Pick<Modules, 'cloudwatchEvents'> {
  if (!events?.enabled) return {};
  return {
    cloudwatchEvents: {
      eventPattern: eventPattern ?? { account: [account] },
      crossAccount: events.crossAccount,
    },
  };
}

function destinationFrom(
  { cloudwatchLogsDestination: destination }: Filled,
  homeRegion: string,
  isNeededHere: boolean,
): Pick<Modules, 'cloudwatchLogsDestination'> {
  const home = isNeededHere ? [homeRegion] : [];
  if (!destination?.enabled) {
    return isNeededHere
      ? { cloudwatchLogsDestination: { crossAccountIds: [], regions: home } }
      : {};
  }
  const { crossAccountIds, excludedRegions } = destination;
  const excluded = new Set<string>(excludedRegions);
  const chosen = (destination.regions ?? regions).filter((region) => !excluded.has(region));
  const all = [...new Set<string>([...chosen, ...home])];
  return { cloudwatchLogsDestination: { crossAccountIds, regions: all } };
}

/** Alarms of a stream that is not there are left out. */
function monitoringFrom(
  { cloudwatchMonitoring: monitoring }: Filled,
  hasStream: boolean,
): Pick<Modules, 'cloudwatchMonitoring'> {
  if (!monitoring?.enabled) return {};
  const { kinesisAlarmsEnabled, lambdaAlarmsEnabled, settings } = monitoring;
  return {
    cloudwatchMonitoring: {
      kinesisAlarmsEnabled: kinesisAlarmsEnabled && hasStream,
      lambdaAlarmsEnabled,
      settings,
    },
  };
}

const outputsOfUser: readonly string[] = ['username', 'user_arn', 'access_key_id', 'secret_key'];

/** Without a user there is nothing of it to print. */
function streamFrom({ kinesis }: Filled): KinesisStream | undefined {
  const stream = kinesis?.streams;
  return (
    stream && {
      ...stream,
      terraformOutputs: stream.terraformOutputs.filter(
        (output) => stream.createUser || !outputsOfUser.includes(output),
      ),
    }
  );
}

function flowLogsFrom({ flowLogs }: Filled, names: ClusterNames): FlowLogs | undefined {
  if (!flowLogs?.enabled) return undefined;
  const { flowLogFilter, logRetention, enis, subnets, vpcs } = flowLogs;
  const logGroupName = `${names.prefix}_${names.cluster}_streamalert_flow_logs`;
  return { flowLogFilter, logRetention, enis, subnets, vpcs, logGroupName };
}

/** `interval` is what release 1 called the timetable. */
function appsFrom(
  { streamalertApps = {} }: Filled,
  { streamalert_apps: given = {} }: CheckedModules['checked'],
): Modules['streamalertApps'] {
  return Object.fromEntries(
    Object.entries(streamalertApps).map(([name, { interval, ...app }]) => {
      const scheduleExpression = app.scheduleExpression ?? interval ?? '';
      return [name, functionFrom({ ...app, scheduleExpression }, given[name])] as const;
    }),
  );
}

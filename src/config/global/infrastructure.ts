import type { Checked } from '../check.ts';
import type { z } from 'zod';
import { type NameParts, type SettingsOf, withDefaults } from '../with-defaults.ts';
import { globalDefinition, retainedLog } from './definition.ts';

type Filled = SettingsOf<typeof globalDefinition>;
type Part<Name extends keyof Filled['infrastructure']> = Filled['infrastructure'][Name];

/** What is kept of one log type, and when too little of it raises an alarm. */
export interface RetainedLog extends Omit<SettingsOf<typeof retainedLog>, 'alarmActions'> {
  /** ARNs; the monitoring topic where the file names none. */
  readonly alarmActions: readonly string[];
}

/** `infrastructure` of `global.json` with its defaults (configuration.md 3.3). */
export interface Infrastructure {
  readonly alertsTable: Part<'alertsTable'>;
  readonly alertsFirehose: Part<'alertsFirehose'>;
  readonly firehose: Omit<Part<'firehose'>, 'enabledLogs' | 'fileFormat'> & {
    /** By category or log type, as the file has them; see `retainedLogOf`. */
    readonly enabledLogs: Readonly<Record<string, RetainedLog>>;
  };
  readonly artifactExtractor: Part<'artifactExtractor'>;
  readonly classifierSqs: { readonly usePrefix: boolean; readonly queueName: string };
  /** A topic of another name than the usual one exists already. */
  readonly monitoring: { readonly snsTopicName: string; readonly isTopicCreated: boolean };
  readonly ruleStaging: Omit<Part<'ruleStaging'>, 'table'>;
  /** A bucket of another name than the usual one exists already. */
  readonly s3AccessLogging: { readonly bucketName: string; readonly isBucketCreated: boolean };
}

/** Where Terraform keeps its state (configuration.md 3.4). */
export interface Terraform {
  readonly bucketName: string;
  readonly isBucketCreated: boolean;
  readonly stateKeyName: string;
  readonly lockTable: string;
}

type CheckedGlobal = Checked<z.output<typeof globalDefinition>>;

export function readInfrastructure(
  checked: CheckedGlobal | undefined,
  names: NameParts,
): { readonly infrastructure: Infrastructure; readonly terraform: Terraform } {
  const { infrastructure: filled, terraform } = withDefaults(globalDefinition, checked, names);
  const usual = withDefaults(globalDefinition, undefined, names);
  const { snsTopicName } = filled.monitoring;
  const { usePrefix } = filled.classifierSqs;
  const { fileFormat: _lambda, enabledLogs: _asWritten, ...firehose } = filled.firehose;
  const { bucketName } = filled.s3AccessLogging;
  const topicArn = `arn:aws:sns:${names.region}:${names.account}:${snsTopicName}`;
  const queueName = 'streamalert_classified_logs';
  return {
    infrastructure: {
      alertsTable: filled.alertsTable,
      alertsFirehose: filled.alertsFirehose,
      firehose: { ...firehose, enabledLogs: readEnabledLogs(checked, topicArn, names) },
      artifactExtractor: filled.artifactExtractor,
      classifierSqs: {
        usePrefix,
        queueName: usePrefix ? `${names.prefix}_${queueName}` : queueName,
      },
      monitoring: {
        snsTopicName,
        isTopicCreated: snsTopicName === usual.infrastructure.monitoring.snsTopicName,
      },
      ruleStaging: readStaging(checked, filled.ruleStaging),
      s3AccessLogging: {
        bucketName,
        isBucketCreated: bucketName === usual.infrastructure.s3AccessLogging.bucketName,
      },
    },
    terraform: {
      bucketName: terraform.bucketName,
      isBucketCreated: terraform.bucketName === usual.terraform.bucketName,
      stateKeyName: terraform.stateKeyName,
      lockTable: `${names.prefix}_streamalert_terraform_state_lock`,
    },
  };
}

/** A list of names is the form of release 2; null stands for `{}`. */
function readEnabledLogs(
  checked: CheckedGlobal | undefined,
  topicArn: string,
  names: NameParts,
): Infrastructure['firehose']['enabledLogs'] {
  const written = checked?.infrastructure?.firehose?.enabled_logs ?? {};
  const entries = isList(written)
    ? written.map((name) => [name, {}] as const)
    : Object.entries(written);
  return Object.fromEntries(
    entries.map(([name, settings]) => {
      const { alarmActions = [], ...rest } = withDefaults(retainedLog, settings, names);
      const given = (isList(alarmActions) ? alarmActions : [alarmActions]).filter(Boolean);
      return [name, { ...rest, alarmActions: given.length > 0 ? given : [topicArn] }];
    }),
  );
}

const isList = (value: string | readonly string[] | object): value is readonly string[] =>
  Array.isArray(value);

/** The capacities of release 2 count where the keys of release 3 are absent. */
function readStaging(
  checked: CheckedGlobal | undefined,
  { table: _former, ...staging }: Part<'ruleStaging'>,
): Infrastructure['ruleStaging'] {
  const { table, table_read_capacity, table_write_capacity } =
    checked?.infrastructure?.rule_staging ?? {};
  return {
    ...staging,
    tableReadCapacity: table_read_capacity || table?.read_capacity || staging.tableReadCapacity,
    tableWriteCapacity: table_write_capacity || table?.write_capacity || staging.tableWriteCapacity,
  };
}

/** What is kept of a log type: the entry of its own name, else that of its category; nothing without either. */
export function retainedLogOf(
  { firehose }: Pick<Infrastructure, 'firehose'>,
  { name, category }: { readonly name: string; readonly category: string },
): RetainedLog | undefined {
  const { enabledLogs } = firehose;
  const key = [name, category].find((each) => Object.hasOwn(enabledLogs, each));
  return key === undefined ? undefined : enabledLogs[key];
}

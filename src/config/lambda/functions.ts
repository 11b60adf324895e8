import type { z } from 'zod';
import type { Infrastructure } from '../global/infrastructure.ts';
import type { Checked } from '../check.ts';
import { type NameParts, type SettingsOf, withDefaults } from '../with-defaults.ts';
import type { DeliverySettings } from './alert-processor.ts';
import { type FunctionSettings, functionFrom } from './function-from.ts';
import { lambdaDefinition } from './definition.ts';
import type { CheckedLambda } from './lambda.ts';
import { promotionSettings, type RulePromotionSettings } from './rule-promotion.ts';

type Filled = SettingsOf<typeof lambdaDefinition>;
type Own<Name extends keyof Filled> = Omit<NonNullable<Filled[Name]>, keyof FunctionSettings>;

export type FileFormat = 'parquet' | 'json';

/** The deployed functions of `lambda.json` with their defaults; undefined where the file has no section. */
export interface Functions {
  readonly alertMerger: FunctionSettings | undefined;
  readonly alertProcessor: (FunctionSettings & DeliverySettings) | undefined;
  readonly athenaPartitioner: AthenaPartitioner;
  /** Alarms over the classifiers of all clusters. */
  readonly classifierAlarms: FunctionSettings['customMetricAlarms'];
  readonly rulePromotion: (FunctionSettings & RulePromotionSettings) | undefined;
  readonly rulesEngine: (FunctionSettings & Own<'rulesEngineConfig'>) | undefined;
  readonly threatIntelDownloader:
    | (FunctionSettings & Omit<Own<'threatIntelDownloaderConfig'>, 'interval'>)
    | undefined;
  /** A name that replaces the usual one of the stream of artifacts. */
  readonly artifactStreamName: string | undefined;
}

/** Search needs its database and buckets even where the file says nothing of them. */
export type AthenaPartitioner = FunctionSettings &
  Omit<
    Own<'athenaPartitionerConfig'>,
    'fileFormat' | 'buckets' | 'refreshType' | 'refreshInterval'
  > & {
    /** Undefined: nobody has decided, so nothing can be built. */
    readonly fileFormat: FileFormat | undefined;
    /** Bucket → `alerts`, `data` or a table, with the two buckets that are always there. */
    readonly buckets: Readonly<Record<string, string>>;
  };

const batchSizeMax = 10;

export function readFunctions(
  checked: CheckedLambda | undefined,
  infrastructure: Infrastructure,
  names: NameParts,
  formatElsewhere: FileFormat | undefined,
): Functions {
  const filled = withDefaults(lambdaDefinition, checked, names);
  const engine = filled.rulesEngineConfig;
  const promotion = filled.rulePromotionConfig;
  return {
    alertMerger: functionFrom(filled.alertMergerConfig, checked?.alert_merger_config),
    alertProcessor: functionFrom(filled.alertProcessorConfig, checked?.alert_processor_config),
    athenaPartitioner: partitionerFrom(checked, infrastructure, names, formatElsewhere),
    classifierAlarms: filled.classifierConfig?.customMetricAlarms ?? {},
    rulePromotion: promotion && {
      ...functionFrom(promotion, checked?.rule_promotion_config),
      ...promotionSettings(promotion, checked?.rule_promotion_config, names),
    },
    rulesEngine: engine && {
      ...functionFrom(engine, checked?.rules_engine_config),
      sqsRecordBatchSize: Math.min(engine.sqsRecordBatchSize, batchSizeMax),
    },
    threatIntelDownloader: downloaderFrom(filled, checked),
    artifactStreamName: filled.artifactExtractorConfig?.firehoseStreamName,
  };
}

function partitionerFrom(
  checked: CheckedLambda | undefined,
  { alertsFirehose, firehose }: Infrastructure,
  names: NameParts,
  formatElsewhere: FileFormat | undefined,
): AthenaPartitioner {
  const section: Checked<PartitionerSection> = checked?.athena_partitioner_config ?? {};
  const filled = withDefaults(
    lambdaDefinition.shape.athena_partitioner_config.unwrap(),
    section,
    names,
  );
  const { refreshType: _type, refreshInterval: _interval, ...settings } = filled;
  return {
    ...functionFrom(settings, section),
    fileFormat: filled.fileFormat ?? formatElsewhere,
    resultsBucket: filled.resultsBucket
      .trim()
      .replace(/^s3:\/\//, '')
      .replace(/\/$/, ''),
    queueName: filled.queueName.trim(),
    buckets: {
      ...filled.buckets,
      ...(firehose.enabled && { [firehose.bucketName]: 'data' }),
      [alertsFirehose.bucketName]: 'alerts',
    },
  };
}

type PartitionerSection = NonNullable<
  z.output<typeof lambdaDefinition>['athena_partitioner_config']
>;

/** `interval` is what earlier releases called the timetable. */
function downloaderFrom(
  { threatIntelDownloaderConfig }: Filled,
  checked: CheckedLambda | undefined,
): Functions['threatIntelDownloader'] {
  if (threatIntelDownloaderConfig === undefined) return undefined;
  const { interval, ...settings } = threatIntelDownloaderConfig;
  const section = checked?.threat_intel_downloader_config;
  const scheduleExpression =
    section?.schedule_expression ?? interval ?? settings.scheduleExpression;
  return { ...functionFrom(settings, section), scheduleExpression };
}

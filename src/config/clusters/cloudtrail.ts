import type { z } from 'zod';
import type { Checked } from '../check.ts';
import type { ClusterNames, SettingsOf } from '../with-defaults.ts';
import type { cloudtrailDefinition } from './modules.ts';

type Filled = SettingsOf<typeof cloudtrailDefinition>;

/** A trail with its bucket, whichever of the two spellings the file has (configuration.md 5.4.1). */
export interface Cloudtrail
  extends Pick<
    Filled,
    | 'enableLogging'
    | 'excludeHomeRegionEvents'
    | 'isGlobalTrail'
    | 'sendToCloudwatch'
    | 'cloudwatchDestinationArn'
    | 'retentionInDays'
    | 'sendToSns'
    | 'allowCrossAccountSns'
  > {
  readonly bucketName: string;
  readonly eventSelectorType: 'ReadOnly' | 'WriteOnly' | 'All' | '';
  /** Accounts that may write to the bucket, our own among them; sorted. */
  readonly accountIds: readonly string[];
  /** Accounts whose new objects invoke the classifier; not our own where its events come through the stream. */
  readonly eventAccountIds: readonly string[];
  readonly ignoreDigest: boolean;
}

export function cloudtrailFrom(
  filled: Filled | undefined,
  given: Checked<z.output<typeof cloudtrailDefinition>> | undefined,
  { prefix, cluster, account }: ClusterNames,
): Cloudtrail | undefined {
  if (!filled?.enabled) return undefined;
  const nested = given?.s3_settings;
  const others = given?.s3_cross_account_ids ?? nested?.cross_account_ids ?? [];
  const accountIds = [...new Set([...others, account])].toSorted();
  const hasEvents = given?.enable_s3_events ?? nested?.enable_events ?? false;
  const isReadAlready = (id: string) => filled.sendToCloudwatch && id === account;
  const usualBucket = `${prefix}-${cluster}-streamalert-cloudtrail`;
  return {
    enableLogging: filled.enableLogging,
    excludeHomeRegionEvents: filled.excludeHomeRegionEvents,
    isGlobalTrail: filled.isGlobalTrail,
    sendToCloudwatch: filled.sendToCloudwatch,
    cloudwatchDestinationArn: filled.cloudwatchDestinationArn,
    retentionInDays: filled.retentionInDays,
    sendToSns: filled.sendToSns,
    allowCrossAccountSns: filled.allowCrossAccountSns,
    bucketName: given?.s3_bucket_name ?? nested?.bucket_name ?? usualBucket,
    eventSelectorType: given?.s3_event_selector_type ?? nested?.event_selector_type ?? '',
    accountIds,
    eventAccountIds: hasEvents ? accountIds.filter((id) => !isReadAlready(id)) : [],
    ignoreDigest: filled.s3Settings.ignoreDigest,
  };
}

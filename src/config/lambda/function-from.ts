import type { Checked } from '../check.ts';
import type { z } from 'zod';
import type { functionDefinition } from '../function-settings.ts';
import type { SettingsOf } from '../with-defaults.ts';

type Filled = SettingsOf<typeof functionDefinition>;

/** One function with its defaults; `memory` and `timeout` have none, and a build asks for them. */
export interface FunctionSettings
  extends Pick<
    Filled,
    | 'enabled'
    | 'logLevel'
    | 'logRetentionDays'
    | 'concurrencyLimit'
    | 'enableCustomMetrics'
    | 'scheduleExpression'
    | 'inputs'
    | 'customMetricAlarms'
  > {
  readonly memory?: number | undefined;
  readonly timeout?: number | undefined;
  /** Undefined unless both lists name something. */
  readonly vpcConfig: Filled['vpcConfig'] | undefined;
  readonly metricAlarms: Filled['metricAlarms'] & {
    /** Alarms always exist; they notify the monitoring topic only when the file has them. */
    readonly notify: boolean;
  };
}

type Given = Checked<z.output<typeof functionDefinition>>;

/** A section with what only counts together: the lists of a VPC, and whether alarms tell anybody. */
export function functionFrom<Section extends Filled>(
  filled: Section,
  given: Pick<Given, 'metric_alarms'> | undefined,
): Omit<Section, 'vpcConfig' | 'metricAlarms'> & FunctionSettings;
export function functionFrom<Section extends Filled>(
  filled: Section | undefined,
  given: Pick<Given, 'metric_alarms'> | undefined,
): (Omit<Section, 'vpcConfig' | 'metricAlarms'> & FunctionSettings) | undefined;
export function functionFrom<Section extends Filled>(
  filled: Section | undefined,
  given: Pick<Given, 'metric_alarms'> | undefined,
): (Omit<Section, 'vpcConfig' | 'metricAlarms'> & FunctionSettings) | undefined {
  if (filled === undefined) return undefined;
  const { vpcConfig } = filled;
  const isInVpc = vpcConfig.securityGroupIds.length > 0 && vpcConfig.subnetIds.length > 0;
  return {
    ...filled,
    vpcConfig: isInVpc ? vpcConfig : undefined,
    metricAlarms: {
      ...filled.metricAlarms,
      notify: Object.keys(given?.metric_alarms ?? {}).length > 0,
    },
  };
}

import type { Alert } from '../../domain/alert.ts';
import { idOf } from '../../stages/rules-engine/build-alert.ts';

/** The rule name under which outputs that fail alert. */
export const failingOutputRuleName = 'streamalert_output_failing';

const hourMilliseconds = 3_600_000;

export interface FailingOutput {
  readonly output: string;
  readonly reason: string;
  /** Since when it has accepted nothing; null where it accepts others. */
  readonly since: number | null;
  readonly waiting: number;
  /** Deliveries that it does not get any more. */
  readonly givenUp: number;
  /** Whom this tells. */
  readonly tell: readonly string[];
}

/** The alert that an output raises which takes nothing: at most one for each output and hour, by its id. */
export function failingOutputAlert(
  { output, reason, since, waiting, givenUp, tell }: FailingOutput,
  now: number,
): Alert {
  const hour = new Date(now - (now % hourMilliseconds)).toISOString();
  const sinceText = since === null ? null : new Date(since).toISOString();
  const [service = '', descriptor = ''] = output.split(':');
  return {
    id: idOf([failingOutputRuleName, output, hour]),
    ruleName: failingOutputRuleName,
    description: 'An output does not take alerts, so whoever looks there does not see them',
    severity: 'high',
    title:
      sinceText === null
        ? `Output ${output} did not get ${told(givenUp)}: ${reason}`
        : `Output ${output} has accepted nothing since ${sinceText}: ${reason}`,
    attack: [],
    references: [],
    runbook: `Mend the destination, or give it other credentials: streamalert output set ${service} ${descriptor} --update. Then send what waits: streamalert alerts retry --output ${output}; and what was given up: streamalert alerts dead-letter retry --output ${output}`,
    tags: [],
    logType: '',
    parser: 'json',
    origin: {
      service: 'streamalert',
      resource: 'alert-processor',
      cluster: null,
      delivery: output,
    },
    position: hour,
    record: {
      output,
      reason,
      since: sinceText,
      waiting,
      given_up: givenUp,
      see: `streamalert alerts list --state waiting --output ${output}`,
    },
    context: {},
    outputs: tell,
    publishers: {},
    mergeBy: null,
    dedup: null,
    staged: false,
    createdAt: now,
    eventTime: since ?? now,
  };
}

const told = (alerts: number): string =>
  alerts === 1 ? 'an alert' : `${alerts.toLocaleString('en-US')} alerts`;

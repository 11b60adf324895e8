import type { DeliveredAlert } from '../../rule-tests/live/deliver-alerts.ts';
import type { PlannedRule } from '../../rule-tests/live/live-plan.ts';

/** What is about to be sent where. */
export function planLines(rules: readonly PlannedRule[]): readonly string[] {
  const alerts = rules.reduce((sum, rule) => sum + rule.alerts, 0);
  const width = Math.max(...rules.map(({ ruleName }) => ruleName.length));
  return [
    `${counted(alerts, 'alert')} of ${counted(rules.length, 'rule')} will really be sent:`,
    ...rules.map(({ ruleName, alerts: count, outputs }) => {
      const where = outputs.length > 0 ? outputs.join(', ') : 'nowhere: the rule has no outputs';
      return `  ${ruleName.padEnd(width)}  ${counted(count, 'alert').padEnd(10)} → ${where}`;
    }),
  ];
}

/** What became of it, for each rule and output. */
export function liveLines(delivered: readonly DeliveredAlert[]): readonly string[] {
  const failed = delivered.filter(({ failure }) => failure !== undefined);
  const sent = delivered.filter(({ failure }) => failure === undefined);
  return [
    'Live Alerts:',
    ...part('Sent Alerts', sent),
    ...(failed.length === 0 ? ['    Failed Alerts: <None>'] : part('Failed Alerts', failed)),
  ];
}

function part(title: string, delivered: readonly DeliveredAlert[]): readonly string[] {
  if (delivered.length === 0) return [`    ${title}: <None>`];
  const groups = Map.groupBy(delivered, ({ ruleName, output, failure = '' }) =>
    [ruleName, output, failure].join('\n'),
  );
  return [
    `    ${title}:`,
    ...[...groups.values()].map((same) => {
      const [{ ruleName, output, failure } = nothing] = same;
      const count = same.length > 1 ? ` (${same.length} times)` : '';
      return `        ${ruleName}: ${output}${count}${failure === undefined ? '' : `: ${failure}`}`;
    }),
  ];
}

const nothing: DeliveredAlert = { alertId: '', ruleName: '', output: '', failure: undefined };

const counted = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

import { rule } from 'streamalert';
import { accountOf, trailLogs } from '../../matchers/aws.ts';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const configAutoRemediation = rule({
  name: 'config_auto_remediation',
  description: 'AWS Config repaired a resource by itself',
  author: 'StreamAlert',
  severity: 'info',
  attack: ['TA0005:T1562.001'],
  references: ['https://docs.aws.amazon.com/config/latest/developerguide/remediation.html'],
  falsePositives: ['Every repair; it says that there was something to repair'],
  runbook:
    'See which resource was repaired and who had changed it: the repair hides the change, not its ' +
    'author. A resource that is repaired again and again has somebody who wants it otherwise.',
  logs: trailLogs,
  where: {
    eventName: 'StartAutomationExecution',
    eventSource: 'ssm.amazonaws.com',
    sourceIPAddress: 'config.amazonaws.com',
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `Config started ${firstOf(textAt(record, 'requestParameters', 'documentName'))} in ${accountOf(record)}`,
});

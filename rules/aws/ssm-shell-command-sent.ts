import { rule } from 'streamalert';
import { addressOf, callerOf, succeeded, trailLogs } from '../../matchers/aws.ts';
import { textAt } from '../../matchers/reading.ts';

export const awsSsmShellCommandSent = rule({
  name: 'aws_ssm_shell_command_sent',
  description: 'A shell command was sent to instances through Systems Manager; it runs as root',
  author: 'StreamAlert',
  severity: 'low',
  attack: ['TA0002:T1651'],
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.execution.ssm-send-command/',
  ],
  falsePositives: ['Patching and other work of administrators'],
  runbook:
    'See what the command was (GetCommandInvocation) and whether its sender does this every day. A command of a new ' +
    'sender to many hosts deserves a call.',
  logs: trailLogs,
  where: {
    eventName: 'SendCommand',
    'requestParameters.documentName': ['AWS-RunShellScript', 'AWS-RunPowerShellScript'],
    ...succeeded,
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['arn'], windowMinutes: 30 },

  title: (record) =>
    `${callerOf(record)} sent ${textAt(record, 'requestParameters', 'documentName')} from ${addressOf(record)}`,
});

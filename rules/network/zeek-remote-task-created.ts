import { rule } from 'streamalert';
import { destinationOf, rpcLogs, sourceOf } from '../../matchers/zeek.ts';

export const zeekRemoteTaskCreated = rule({
  name: 'zeek_remote_task_created',
  description: 'A host made a scheduled task on another Windows host over the network',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0008:T1021.002', 'TA0002:T1053.005'],
  references: [
    'https://attack.mitre.org/techniques/T1053/005/',
    'https://docs.zeek.org/en/master/scripts/base/protocols/dce-rpc/main.zeek.html',
  ],
  falsePositives: ['Software distribution'],
  runbook:
    'Ask the administrators of the asking host. Look at the other for event 4698 of the same ' +
    'second: it holds the whole task.',
  logs: rpcLogs,
  where: {
    endpoint: ['ITaskSchedulerService', 'atsvc'],
    operation: ['SchRpcRegisterTask', 'NetrJobAdd', 'JobAdd'],
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['endpoint'], windowMinutes: 30 },

  title: (record) => `${sourceOf(record)} made a scheduled task on ${destinationOf(record)}`,
});

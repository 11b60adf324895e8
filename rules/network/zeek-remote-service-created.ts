import { rule } from 'streamalert';
import { destinationOf, rpcLogs, sourceOf } from '../../matchers/zeek.ts';

export const zeekRemoteServiceCreated = rule({
  name: 'zeek_remote_service_created',
  description: 'A host made or changed a service on another Windows host over the network',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0008:T1021.002', 'TA0002:T1569.002'],
  references: [
    'https://attack.mitre.org/techniques/T1569/002/',
    'https://docs.zeek.org/en/master/scripts/base/protocols/dce-rpc/main.zeek.html',
  ],
  falsePositives: ['Administrators with PsExec, software distribution'],
  runbook:
    'Ask the administrators of the asking host. Look at the other for event 7045 of the same ' +
    'second: it says which program the service runs.',
  logs: rpcLogs,
  where: {
    endpoint: 'svcctl',
    operation: [
      'CreateServiceA',
      'CreateServiceW',
      'CreateServiceWOW64A',
      'CreateServiceWOW64W',
      'RCreateServiceW',
    ],
  },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['endpoint'], windowMinutes: 30 },

  title: (record) => `${sourceOf(record)} made a service on ${destinationOf(record)}`,
});

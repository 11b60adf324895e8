import { rule } from 'streamalert';
import { firstOf, textAt } from '../../matchers/reading.ts';

export const gcpLogSinkDeleted = rule({
  name: 'gcp_log_sink_deleted',
  description:
    'Logs of Google Cloud no longer go where they went: a sink was deleted or changed, or logs ' +
    'were excluded or deleted',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1562.008'],
  references: [
    'https://attack.mitre.org/techniques/T1562/008/',
    'https://cloud.google.com/logging/docs/export/configure_export_v2',
  ],
  falsePositives: ['Projects that are taken down'],
  runbook:
    'What follows may not reach you: read the audit logs in the project itself. Set the sink up ' +
    'again and ask the caller.',
  logs: ['gcp:audit'],
  where: {
    'protoPayload.serviceName': 'logging.googleapis.com',
    'protoPayload.methodName': {
      endsWith: ['.DeleteSink', '.UpdateSink', '.CreateExclusion', '.DeleteLog', '.DeleteBucket'],
    },
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'protoPayload', 'authenticationInfo', 'principalEmail'))} called ${textAt(record, 'protoPayload', 'methodName').split('.').at(-1)} on ${firstOf(textAt(record, 'protoPayload', 'resourceName'))}`,
});

import { at, rule } from 'streamalert';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

export const kubernetesClusterAdminBound = rule({
  name: 'kubernetes_cluster_admin_bound',
  description: 'Somebody was given all rights in a Kubernetes cluster',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0003:T1098.006', 'TA0004:T1098.006'],
  references: [
    'https://attack.mitre.org/techniques/T1098/006/',
    'https://kubernetes.io/docs/concepts/security/rbac-good-practices/',
  ],
  falsePositives: ['Operators that are installed'],
  runbook:
    'See to whom: a service account of an application with these rights is a way to the whole ' +
    'cluster. Delete the binding unless it was announced, and list what the subject did since.',
  logs: ['kubernetes:audit'],
  where: {
    verb: ['create', 'update', 'patch'],
    'objectRef.resource': 'clusterrolebindings',
    stage: ['ResponseComplete', null],
  },
  outputs: ['file:alerts'],

  title: (record) =>
    `${firstOf(textAt(record, 'user', 'username'))} gave cluster-admin to ${subjectsOf(record).join(', ')}`,
  matches: (record) =>
    at(record, 'requestObject', 'roleRef', 'name') === 'cluster-admin' &&
    Number(at(record, 'responseStatus', 'code') ?? 0) < 400,
});

const subjectsOf = (record: unknown): readonly string[] =>
  listAt(record, 'requestObject', 'subjects').map((subject) => textAt(subject, 'name'));

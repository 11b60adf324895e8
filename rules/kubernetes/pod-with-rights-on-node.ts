import { at, rule } from 'streamalert';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

export const kubernetesPodWithRightsOnNode = rule({
  name: 'kubernetes_pod_with_rights_on_node',
  description:
    "A pod was started that can reach into its node: privileged, or with the host's processes or " +
    'file system',
  author: 'StreamAlert',
  severity: 'medium',
  attack: ['TA0004:T1611', 'TA0002:T1610'],
  references: [
    'https://attack.mitre.org/techniques/T1611/',
    'https://kubernetes.io/docs/concepts/security/pod-security-standards/',
  ],
  falsePositives: ['Agents of monitoring and storage; those in kube-system are left out'],
  runbook:
    'Ask the owner of the namespace what needs it. If nobody knows, delete the pod and treat the ' +
    'node, and every secret mounted on it, as read.',
  logs: ['kubernetes:audit'],
  where: { verb: 'create', 'objectRef.resource': 'pods', 'objectRef.subresource': null },
  outputs: ['file:alerts'],
  mergeBy: { keys: ['namespace'], windowMinutes: 60 },

  title: (record) =>
    `${firstOf(textAt(record, 'user', 'username'))} started a pod with rights on its node in ${firstOf(textAt(record, 'objectRef', 'namespace'))}`,
  matches: (record) => {
    const spec = at(record, 'requestObject', 'spec');
    return (
      at(record, 'objectRef', 'namespace') !== 'kube-system' &&
      Number(at(record, 'responseStatus', 'code') ?? 0) < 400 &&
      (at(spec, 'hostPID') === true || hasPrivileges(spec) || hasNodeFiles(spec))
    );
  },
});

const hasPrivileges = (spec: unknown): boolean =>
  [...listAt(spec, 'containers'), ...listAt(spec, 'initContainers')].some(
    (container) => at(container, 'securityContext', 'privileged') === true,
  );

/** The whole file system of the node, or the socket with which containers are run. */
const hasNodeFiles = (spec: unknown): boolean =>
  listAt(spec, 'volumes').some((volume) =>
    /^\/(etc|root|proc|var\/run\/(docker|containerd).*|run\/containerd.*)?\/?$/.test(
      textAt(volume, 'hostPath', 'path'),
    ),
  );

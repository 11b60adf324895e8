import { rule } from 'streamalert';

const okta = { name: 'r', logs: ['okta:system'] } as const;

/** What a field is compared with is of the field's kind; any other would never be equal. */
export const sound = [
  rule({ ...okta, where: { eventType: 'x', count: [1, 2n, null], score: 0.5 } }),
  rule({ ...okta, where: { eventType: { startsWith: ['a', 'b'], contains: 'c', exists: true } } }),
  rule({ ...okta, where: { count: { exists: true }, actor: { exists: true } } }),
  rule({ ...okta, where: { 'client.ip': { cidr: '10.0.0.0/8' }, client: null } }),
  rule({ ...okta, where: { 'streamalert:ioc.ip': { exists: true } } }),
  rule({
    name: 'r',
    logs: ['cloudtrail:events'],
    where: {
      readOnly: true,
      detail: 'x',
      'detail.a.b': [1, 'x', true],
      resources: { exists: true },
    },
  }),
  rule({
    name: 'either',
    logs: ['okta:system', 'cloudtrail:events'],
    where: { readOnly: [false, null], 'actor.id': 'x' },
  }),
];

export const unsound = [
  // @ts-expect-error -- a text compared with a number
  rule({ ...okta, where: { eventType: 1 } }),
  // @ts-expect-error -- in a list as well
  rule({ ...okta, where: { eventType: ['x', 1] } }),
  // @ts-expect-error -- a number compared with a text
  rule({ ...okta, where: { count: '1' } }),
  // @ts-expect-error -- a number does not begin with anything
  rule({ ...okta, where: { count: { startsWith: '1' } } }),
  // @ts-expect-error -- a map is equal to nothing
  rule({ ...okta, where: { actor: 'x' } }),
  // @ts-expect-error -- nor to a map
  rule({ ...okta, where: { actor: { id: 'x' } } }),
  // @ts-expect-error -- a list is equal to nothing
  rule({ name: 'r', logs: ['cloudtrail:events'], where: { resources: 'x' } }),
  // @ts-expect-error -- a flag compared with a text
  rule({ name: 'r', logs: ['cloudtrail:events'], where: { readOnly: 'true' } }),
  // @ts-expect-error -- a network is a text
  rule({ ...okta, where: { 'client.ip': { cidr: 10 } } }),
];

import { expect, test } from 'vitest';
import { alertLinks } from './alert-links.ts';

const nothing = { runbook: null, attack: [], references: [] };

test('the runbook comes first, then ATT&CK, then the references, each page once', () => {
  const reference = 'https://docs.aws.amazon.com/awscloudtrail/';

  expect(
    alertLinks({
      runbook: 'https://wiki.example.com/root-sign-in',
      attack: ['TA0001:T1078.004', 'T1078.004', 'T1110', 'TA0003'],
      references: [reference, ` ${reference}`, 'https://wiki.example.com/root-sign-in'],
    }),
  ).toEqual([
    { name: 'Runbook', url: 'https://wiki.example.com/root-sign-in' },
    { name: 'ATT&CK T1078.004', url: 'https://attack.mitre.org/techniques/T1078/004/' },
    { name: 'ATT&CK T1110', url: 'https://attack.mitre.org/techniques/T1110/' },
    { name: 'ATT&CK TA0003', url: 'https://attack.mitre.org/tactics/TA0003/' },
    { name: 'docs.aws.amazon.com', url: reference },
  ]);
});

test.each([
  'Ask the owner.',
  'See https://wiki.example.com',
  'javascript:alert(1)',
  '',
  'https://',
])('what is no address of a page is no link: %j', (text) => {
  expect(alertLinks({ ...nothing, runbook: text, references: [text] })).toEqual([]);
});

test.each(['T1', 'TA0001:T1', 'T1078/../..', 'XT1078', ':', ''])(
  'what is no id of ATT&CK is no link: %j',
  (attack) => {
    expect(alertLinks({ ...nothing, attack: [attack] })).toEqual([]);
  },
);

test('there are never more links than anybody follows', () => {
  const references = Array.from({ length: 500 }, (_, index) => `https://example.com/${index}`);

  expect(alertLinks({ ...nothing, references })).toHaveLength(20);
});

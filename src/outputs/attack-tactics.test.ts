import { expect, test } from 'vitest';
import { attackParts } from './attack-tactics.ts';

test.each([
  ['TA0001', { tactic: { uid: 'TA0001', name: 'Initial Access' } }],
  ['T1078', { technique: 'T1078' }],
  ['T1078.004', { technique: 'T1078', subTechnique: 'T1078.004' }],
  [
    'TA0003:T1078.004',
    {
      tactic: { uid: 'TA0003', name: 'Persistence' },
      technique: 'T1078',
      subTechnique: 'T1078.004',
    },
  ],
  // A tactic of a later release has no name here.
  ['TA0999', { tactic: { uid: 'TA0999' } }],
])('%s is taken apart', (text, parts) => {
  expect(attackParts(text)).toEqual(parts);
});

test.each(['', ':', 'TA0001:', 'TA0001T1078', ':T1078', 'T1', 'ta0001', 'T1078.4', '__proto__'])(
  '"%s" is no part of ATT&CK',
  (text) => {
    expect(attackParts(text)).toBeUndefined();
  },
);

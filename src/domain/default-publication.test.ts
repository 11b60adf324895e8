import { expect, test } from 'vitest';
import { anAlert } from '../../testing/alert-builder.ts';
import { defaultPublication, defaultPublisher } from './default-publication.ts';

test('what the alert lacks is an empty text, and nothing is undefined', () => {
  const origin = { service: 'file', resource: 'a', cluster: null, delivery: 'a:1' };

  const publication = defaultPublication(anAlert({ origin, runbook: null }));

  expect(publication).toMatchObject({ cluster: '', runbook: '', links: [] });
  expect(Object.values(publication)).not.toContain(undefined);
  expect(publication).not.toHaveProperty('merged');
  expect(publication).not.toHaveProperty('is_shortened');
});

test('a merged alert and a shortened one say so', () => {
  const group = { firstId: 'id-1', count: 50, isFirstSent: true, isOpen: false };

  expect(defaultPublication(anAlert({ group, isShortened: true }))).toMatchObject({
    merged: { count: 50, first_id: 'id-1', is_open: false },
    is_shortened: true,
  });
});

test('changing the publication changes neither the alert nor its lists', () => {
  const alert = anAlert({ outputs: ['b:1', 'a:1'], attack: ['T1110'] });
  const publication = defaultPublisher.publish(alert, {});

  Object.assign(publication['attack'] ?? {}, { 0: 'gone' });

  expect(alert).toMatchObject({ attack: ['T1110'], outputs: ['b:1', 'a:1'] });
  expect(publication).toMatchObject({ outputs: ['a:1', 'b:1'] });
});

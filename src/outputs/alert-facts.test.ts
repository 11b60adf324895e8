import { expect, test } from 'vitest';
import { aMergedAlert, anAlert } from '../../testing/alert-builder.ts';
import { defaultPublication } from '../domain/default-publication.ts';
import { alertFacts, countMark, headline, readableInstant } from './alert-facts.ts';

const linked = ({ name, url }: { name: string; url: string }) => `${name}=${url}`;

const factsOf = (alert: ReturnType<typeof anAlert>, publication = defaultPublication(alert)) =>
  Object.fromEntries(
    alertFacts(alert, publication, linked).map(({ name, value }) => [name, value]),
  );

test('what a rule does not say is left out', () => {
  expect(factsOf(anAlert())).toEqual({ event_time: '2026-03-14 11:42:00Z' });
});

test('an alert tells when, what it is in ATT&CK, what to do and where to read on', () => {
  const alert = anAlert({
    attack: ['TA0001:T1078.004', 'TA0003'],
    runbook: 'https://wiki.example',
    references: ['https://a.example/1'],
  });

  const facts = {
    event_time: '2026-03-14 11:42:00Z',
    attack: 'TA0001:T1078.004, TA0003',
    links: [
      'Runbook=https://wiki.example',
      'ATT&CK T1078.004=https://attack.mitre.org/techniques/T1078/004/',
      'ATT&CK TA0003=https://attack.mitre.org/tactics/TA0003/',
      'a.example=https://a.example/1',
    ].join(' · '),
  };
  expect(factsOf(alert)).toEqual(facts);
  expect(factsOf({ ...alert, attack: [], references: [], runbook: 'Call ann' })).toEqual({
    event_time: '2026-03-14 11:42:00Z',
    runbook: 'Call ann',
  });
});

test('a merged alert tells how many, and from when to when, in place of one instant', () => {
  expect(factsOf(aMergedAlert())).toEqual({
    alert_count: '12',
    alert_time_first: '2026-03-14 11:40:00Z',
    alert_time_last: '2026-03-14 11:44:00Z',
  });
});

test('a publisher that rewrote the record of a merged alert leaves its number', () => {
  const record = { AlertTimeFirst: 7, AlertTimeLast: 'a\nb' };

  expect(factsOf(aMergedAlert(), { record })).toEqual({
    alert_count: '12',
    alert_time_last: 'a b',
  });
});

test.each([
  [{ title: 'Root\nsigned in' }, 'HIGH: Root signed in'],
  [{ title: '' }, 'HIGH'],
  [{ title: 7 }, 'HIGH'],
  [{}, 'HIGH'],
])('the title is that of the publication: %j', (publication, line) => {
  expect(headline(anAlert(), publication)).toBe(line);
});

test.each([
  [undefined, ''],
  [1, ' (1 alert)'],
  [100_000, ' (100000 alerts)'],
])('%s in a title', (count, mark) => {
  const group =
    count === undefined ? {} : { group: { firstId: 'a', count, isFirstSent: true, isOpen: true } };

  expect(countMark(anAlert(group))).toBe(mark);
});

test.each([
  [0, '1970-01-01 00:00:00Z'],
  [Number.NaN, ''],
])('%d as an instant', (millis, text) => {
  expect(readableInstant(millis)).toBe(text);
});

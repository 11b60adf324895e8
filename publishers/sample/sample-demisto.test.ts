import { expect, test } from 'vitest';
import { anAlert } from '../../testing/alert-builder.ts';
import { demistoClassification } from './sample-demisto.ts';

test('the fields in the context become instructions to Demisto', () => {
  const context = { demisto: { incident_type: 'Phishing', severity: 'high' } };

  const made = demistoClassification.publish(anAlert({ context }), { record: { a: 1 } });

  expect(made).toEqual({
    record: { a: 1 },
    '@demisto.incident_type': 'Phishing',
    '@demisto.severity': 'high',
  });
});

test('without fields in the context the name of the rule decides', () => {
  const alert = anAlert({ ruleName: 'my_sample', context: {} });

  expect(demistoClassification.publish(alert, {})).toEqual({
    '@demisto.playbook': 'Unknown',
    '@demisto.incident_type': 'Unclassified',
  });
});

test('a rule of another name, and a context that is none, leave the content as it was', () => {
  const alert = anAlert({ ruleName: 'network_flow', context: { demisto: 'high' } });

  expect(demistoClassification.publish(alert, { a: 1 })).toEqual({ a: 1 });
});

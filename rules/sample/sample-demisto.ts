import { rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';
import { demistoClassification } from '../../publishers/sample/sample-demisto.ts';

export const sampleDemisto = rule({
  name: 'sample_demisto',
  description:
    'A record of the host sample_demisto; an example of a rule that says how Demisto is to handle ' +
    'its incident',
  author: 'StreamAlert',
  severity: 'info',
  attack: ['TA0002:T1204'],
  references: ['https://xsoar.pan.dev/'],
  falsePositives: ['Everything: no real host has this name'],
  runbook:
    'This rule is there to be copied: name your host or condition, the output demisto:… that you ' +
    'have configured, and type and playbook of the incident in the context.',
  logs: ['osquery:differential'],
  where: { hostIdentifier: 'sample_demisto' },
  publishers: { demisto: [demistoClassification] },
  context: {
    demisto: { incident_type: 'My sample type', playbook: 'A Playbook', severity: 'informational' },
  },
  outputs: ['demisto:sample-integration', 'file:alerts'],

  title: (record) => `Example for Demisto: ${textAt(record, 'name')}`,
});

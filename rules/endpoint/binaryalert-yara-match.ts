import { at, rule } from 'streamalert';
import { textAt } from '../../matchers/reading.ts';

export const binaryalertYaraMatch = rule({
  name: 'binaryalert_yara_match',
  description: 'BinaryAlert found a file that YARA rules know',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0002:T1204.002'],
  references: ['https://www.binaryalert.io/'],
  falsePositives: ['Rules that are too wide, and the EICAR test file'],
  runbook:
    'Read the description of the rules that matched, and find the hosts that have the file by its hash. Isolate those ' +
    'on which it ran.',
  logs: ['binaryalert'],
  outputs: ['file:alerts'],
  mergeBy: { keys: ['SHA256'], windowMinutes: 60 },

  title: (record) =>
    `${textAt(record, 'NumMatchedRules')} YARA rules match ${textAt(record, 'FileInfo', 'SHA256')}`,
  matches: (record) => Number(at(record, 'NumMatchedRules')) > 0,
});

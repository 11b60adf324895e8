import { rule } from 'streamalert';
import { firstOf, listAt, textAt } from '../../matchers/reading.ts';

/** U+202E turns the reading direction around: `cod.exe` is shown as `exe.doc`. */
const rightToLeft = '\u202e';

export const rightToLeftCharacter = rule({
  name: 'right_to_left_character',
  description: 'A command or program hides its true name with a right-to-left character',
  author: 'StreamAlert',
  severity: 'high',
  attack: ['TA0005:T1036.002'],
  references: ['https://attack.mitre.org/techniques/T1036/002/'],
  falsePositives: ['Files that are named in Arabic or Hebrew'],
  runbook:
    'Look at the name with the character taken out to see what really ran. Find the mail or download it came from, and ' +
    'who else has it.',
  // Any log type that knows commands or paths of programs.
  datatypes: ['command', 'process_path'],
  outputs: ['file:alerts'],

  title: (record) =>
    `Hidden name on ${firstOf(textAt(record, 'computer_name'), textAt(record, 'hostIdentifier'))}: ${commandsOf(record).join(' ').replaceAll(rightToLeft, '[U+202E]').slice(0, 80)}`,
  matches: (record) => commandsOf(record).some((command) => command.includes(rightToLeft)),
});

const commandsOf = (record: unknown): readonly string[] =>
  ['command', 'process_path']
    .flatMap((type) => listAt(record, 'streamalert_normalization', type))
    .flatMap((entry) => listAt(entry, 'values'))
    .filter((value) => typeof value === 'string');

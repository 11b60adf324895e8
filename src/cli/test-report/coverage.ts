import type { Coverage } from '../../rule-tests/coverage/coverage.ts';
import type { LogTypeCoverage } from '../../rule-tests/coverage/log-type-fields.ts';
import {
  absent,
  type Gap,
  type MatcherCoverage,
  type RuleCoverage,
} from '../../rule-tests/coverage/rule-reads.ts';

/** Longer lists are not read to their end; `--json` has all. */
const rulesMax = 15;
const gapsMax = 4;
const matchersMax = 8;
const logTypesMax = 8;
const namesMax = 6;

/** What the events leave untried, the worst first, short enough to be read. */
export function coverageLines({ rules, matchers, logTypes, totals }: Coverage): readonly string[] {
  const share = `${totals.complete} of ${totals.rules} rules have events for everything they ask`;
  return [
    `Coverage: ${share}`,
    ...section('rules', rules, rulesMax, ruleLines),
    ...section('matchers', matchers, matchersMax, matcherLine),
    ...section('log types', logTypes, logTypesMax, logTypeLine),
  ];
}

function section<Item>(
  title: string,
  items: readonly Item[],
  max: number,
  lines: (item: Item) => readonly string[],
): readonly string[] {
  if (items.length === 0) return [];
  const more = items.length > max ? [`    and ${items.length - max} more: see --json`] : [];
  return [`  ${title}`, ...items.slice(0, max).flatMap(lines), ...more];
}

function ruleLines({ ruleName, alerting, silent, gaps }: RuleCoverage): readonly string[] {
  const events = `${counted(alerting)} that alert, ${silent} that ${silent === 1 ? 'does' : 'do'} not`;
  const more = gaps.length > gapsMax ? [`      and ${gaps.length - gapsMax} more`] : [];
  return [
    `    ${ruleName}  (${events})`,
    ...gaps.slice(0, gapsMax).map((gap) => `      ${gapText(gap)}`),
    ...more,
  ];
}

const counted = (events: number): string => `${events} event${events === 1 ? '' : 's'}`;

function gapText({ kind, subject, value }: Gap): string {
  switch (kind) {
    case 'no event that alerts':
    case 'no event that does not alert':
      return kind;
    case 'always holds':
      return `${subject}: holds in every event, so nothing shows what it keeps out`;
    case 'never holds':
      return `${subject}: holds in no event`;
    case 'always the same':
      return value === absent
        ? `reads ${subject}: there in no event`
        : `reads ${subject}: ${value} in every event`;
  }
}

const matcherLine = ({ name, never, rules }: MatcherCoverage): readonly string[] => {
  const users = rules === 1 ? '1 rule' : `${rules} rules`;
  return [`    ${name}  never ${never}, of ${users}`];
};

function logTypeLine({ logType, events, fields, empty }: LogTypeCoverage): readonly string[] {
  const names = empty.slice(0, namesMax).join(', ');
  const more = empty.length > namesMax ? ` and ${empty.length - namesMax} more` : '';
  const where = `${empty.length} of ${fields} fields hold nothing in ${counted(events)}`;
  return [`    ${logType}  ${where}: ${names}${more}`];
}

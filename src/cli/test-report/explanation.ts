import { relative, sep } from 'node:path';
import type { Place } from '../../domain/rule.ts';
import type { EventResult, ExplainedStep, RuleExplanation } from '../../rule-tests/results.ts';
import { ruleNameOf } from '../../rule-tests/find-event-files.ts';

/** What an event that failed is about, and how it failed, in a few words. */
export function headline(
  event: EventResult,
  file: string,
): { readonly subject: string; readonly verdict: string } {
  const { error, classification, rules, live } = event;
  const [explained] = rules?.explanations ?? [];
  const [missing] = rules?.unknown ?? [];
  const subject = missing?.name ?? explained?.ruleName ?? ruleNameOf(file);
  if (error !== undefined) return { subject, verdict: 'error' };
  if (classification?.passed === false) {
    const { expected = 'any log type', actual = 'nothing that fits' } = classification;
    return { subject, verdict: `expected ${expected}, got ${actual}` };
  }
  if (missing) return { subject, verdict: 'no such rule' };
  if (explained) {
    const verdict =
      explained.expected === 'alert' ? 'expected alert, got none' : 'expected no alert, got one';
    return { subject, verdict };
  }
  if (rules && rules.failures.length > 0) {
    return { subject: rules.failures[0]?.ruleName || subject, verdict: 'the rule failed' };
  }
  if (rules && rules.problems.length > 0) return { subject, verdict: rules.problems.join('; ') };
  if (live && live.failed.length > 0) return { subject, verdict: 'not sent' };
  return { subject, verdict: 'publishers' };
}

/** Everything that helps to see why an event failed, line by line. */
export function explanationLines(event: EventResult, cwd: string): readonly string[] {
  const { error, classification, rules, publishers, live } = event;
  const lines = [
    ...(error === undefined ? [] : [error]),
    ...(classification?.why ?? []).map((why) => row('record', why)),
    ...(classification?.passed === true && classification.actual !== undefined && rules
      ? [row('record', classification.actual)]
      : []),
    ...(rules?.unknown ?? []).map(({ name, suggestion }) => {
      const meant = suggestion === undefined ? '' : ` Did you mean "${suggestion}"?`;
      return row('rule', `no rule is called "${name}".${meant}`);
    }),
    ...(rules?.disabled ?? []).map((name) => row('rule', `${name} is disabled and was not asked`)),
    ...(rules?.failures ?? []).map(({ ruleName, reason }) =>
      row('failed', `${ruleName}: ${reason.replaceAll(`${cwd}${sep}`, '')}`),
    ),
    ...(rules?.problems ?? []),
    ...(rules?.explanations ?? []).flatMap((explained, index) =>
      ruleLines(explained, (rules?.explanations.length ?? 0) > 1 || index > 0, cwd),
    ),
    ...(publishers?.failures ?? []).map(({ output, reason }) =>
      row('published', `${output}: ${reason}`),
    ),
    ...(live?.failed ?? []).map(({ ruleName, output, reason }) =>
      row('not sent', `${ruleName} to ${output}: ${reason}`),
    ),
  ];
  return lines;
}

function ruleLines(explained: RuleExplanation, isNamed: boolean, cwd: string): readonly string[] {
  const { ruleName, expected, place, steps } = explained;
  const width = Math.max(...steps.map(({ subject }) => subject.length), 0);
  return [
    ...(isNamed ? [row('rule', `${ruleName}: expected ${expected}`)] : []),
    ...steps.flatMap((step) => stepLines(step, width)),
    ...(place ? [placeText(place, cwd)] : []),
  ];
}

function stepLines(step: ExplainedStep, width: number): readonly string[] {
  const { part, subject, holds, found } = step;
  const isCode = part === 'matches' || part === 'matcher';
  const mark = isCode ? '' : holds ? '  holds' : '  does not hold';
  const name = subject === '' ? '' : `${subject.padEnd(width)}  `;
  // What a matcher that holds has read is no news.
  const isNoted = part === 'matches' || (part === 'matcher' && !holds);
  const notes = isNoted ? codeNotes(step) : [];
  return [row(part, `${name}${found}${mark}`), ...notes.map((note) => row('', note))];
}

/** What code read and looked up, and what looks like a mistake. */
const codeNotes = ({ reads, lookups, mistakes }: ExplainedStep): readonly string[] => [
  reads.length > 0 ? `read ${reads.join(', ')}` : 'read nothing of the record',
  ...lookups.map((lookup) => `looked up ${lookup}`),
  ...mistakes,
];

const labelWidth = 10;

const row = (label: string, text: string): string => `${label.padEnd(labelWidth)} ${text}`;

function placeText({ file, line, column }: Place, cwd: string): string {
  const shown = relative(cwd, file);
  return `${shown.startsWith('..') ? file : shown}:${line}:${column}`;
}

import { dirname } from 'node:path';
import type { EventResult, FileResult, LiveResult, RulesResult } from '../../rule-tests/results.ts';
import type { Paint } from '../paint.ts';
import { explanationLines } from './explanation.ts';
import type { TestRun } from './test-run.ts';

export interface BlockOptions {
  readonly paint: Paint;
  readonly cwd: string;
}

/** Every event with all that is known of it, in the original's words. */
export function eventBlocks({ report }: TestRun, options: BlockOptions): string {
  const { paint } = options;
  const { events, passed, failed } = report.totals;
  const byFolder = Map.groupBy(report.files, ({ shown }) => dirname(shown));
  const blocks = [...byFolder].flatMap(([folder, files]) => {
    const block = files.flatMap((file) => fileBlock(file, options));
    return block.length === 0 ? [] : ['', `Running tests for files found in: ${folder}`, ...block];
  });
  return [
    ...blocks,
    '',
    paint('Summary:', 'underline'),
    '',
    `Total Tests: ${events}`,
    `Pass: ${passed > 0 ? paint(String(passed), 'green', 'bold') : passed}`,
    `Fail: ${failed > 0 ? paint(String(failed), 'red', 'bold') : failed}`,
  ].join('\n');
}

function fileBlock(file: FileResult, options: BlockOptions): readonly string[] {
  const { paint } = options;
  const shown = file.events.filter(({ outcome }) => outcome !== 'suppressed');
  if (file.problem === undefined && shown.length === 0) return [];
  return [
    '',
    paint(`File: ${file.shown}`, 'underline'),
    ...(file.problem === undefined ? [] : ['', paint(file.problem, 'red')]),
    ...shown.flatMap((event) => ['', ...eventBlock(event, options)]),
  ];
}

function eventBlock(event: EventResult, { paint, cwd }: BlockOptions): readonly string[] {
  const name = `Test #${String(event.number).padStart(2, '0')}:`;
  if (event.error !== undefined) return [paint(`${name} Error - ${event.error}`, 'red')];
  const { classification, rules, publishers, classifyOnly, description, live } = event;
  const why = event.outcome === 'failed' ? explanationLines(event, cwd) : [];
  return [
    name,
    '',
    `    Description: ${description}`,
    '',
    `    Classification: ${verdict(classification?.passed === true, paint)}`,
    `        Classified Type: ${classification?.actual ?? '<None>'}`,
    `        Expected Type: ${classification?.expected ?? '<Any>'}`,
    ...(classifyOnly ? ['    Classify Only: True'] : []),
    ...(rules ? ['', ...rulesBlock(rules, paint)] : []),
    ...(live ? ['', ...liveBlock(live, paint)] : []),
    ...(publishers
      ? [
          '',
          `    Publishers: ${publishers.passed}/${publishers.passed + publishers.failures.length} Passed`,
          ...(publishers.failures.length > 0 ? ['        Errors:'] : []),
          ...publishers.failures.map(({ output, reason }) => `            ${output}: ${reason}`),
        ]
      : []),
    ...(why.length > 0 ? ['', '    Why:', ...why.map((line) => `        ${line}`)] : []),
  ];
}

function liveBlock({ sent, failed }: LiveResult, paint: Paint): readonly string[] {
  const line = ({ ruleName, output }: LiveResult['sent'][number]) =>
    `            ${ruleName}: ${output}`;
  return [
    '    Live Alerts:',
    ...(sent.length > 0
      ? ['        Sent Alerts:', ...sent.map(line)]
      : ['        Sent Alerts: <None>']),
    ...(failed.length > 0
      ? [
          '        Failed Alerts:',
          ...failed.map((each) => paint(`${line(each)}: ${each.reason}`, 'red')),
        ]
      : ['        Failed Alerts: <None>']),
  ];
}

const verdict = (passed: boolean, paint: Paint): string =>
  passed ? paint('Pass', 'green', 'bold') : paint('Fail', 'red', 'bold');

function rulesBlock(rules: RulesResult, paint: Paint): readonly string[] {
  const { triggered, expected, disabled, unknown } = rules;
  const names = (all: readonly string[], others: readonly string[]) =>
    all.length === 0
      ? '<None>'
      : all
          .map((name) => {
            const isUnknown = unknown.some((each) => each.name === name);
            const text = isUnknown ? `${name} (does not exist)` : name;
            return others.includes(name) ? text : paint(text, 'red');
          })
          .join(', ');
  return [
    `    Rules: ${verdict(rules.passed, paint)}`,
    `        Triggered Rules: ${names(triggered, expected)}`,
    `        Expected Rules: ${names(expected, triggered)}`,
    ...(disabled.length > 0 ? [`        Disabled Rules: ${disabled.join(', ')}`] : []),
  ];
}

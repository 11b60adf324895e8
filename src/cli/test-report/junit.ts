import type { EventResult, FileResult } from '../../rule-tests/results.ts';
import { explanationLines, headline } from './explanation.ts';
import type { TestRun } from './test-run.ts';

/** The run as JUnit XML, which build servers show. */
export function junitReport({ report, typeErrors, findings }: TestRun, cwd: string): string {
  const { events, failed, brokenFiles } = report.totals;
  const broken = findings.filter(({ level }) => level === 'load');
  const others = [
    ...typeErrors.map(({ file, line, message }) => ({ name: `${file}:${line}`, message })),
    ...broken.map(({ file, path, message }) => ({ name: `${file} ${path}`.trim(), message })),
  ];
  const tests = events + brokenFiles + others.length;
  const failures = failed + brokenFiles + others.length;
  const suites = report.files.map((file) => suite(file, cwd));
  const content =
    others.length === 0
      ? []
      : [
          `  <testsuite name="rules" tests="${others.length}" failures="${others.length}">`,
          ...others.map(({ name, message }) => testCase('rules', name, message, message)),
          '  </testsuite>',
        ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="streamalert" tests="${tests}" failures="${failures}" time="${report.seconds.toFixed(3)}">`,
    ...suites,
    ...content,
    '</testsuites>',
    '',
  ].join('\n');
}

function suite(file: FileResult, cwd: string): string {
  const shown = file.events.filter(({ outcome }) => outcome !== 'suppressed');
  const failed = shown.filter(({ outcome }) => outcome === 'failed').length;
  const broken = file.problem === undefined ? 0 : 1;
  const name = escaped(file.shown);
  return [
    `  <testsuite name="${name}" tests="${shown.length + broken}" failures="${failed + broken}">`,
    ...(file.problem === undefined
      ? []
      : [testCase(file.shown, 'the file', file.problem, file.problem)]),
    ...shown.map((event) => eventCase(event, file.shown, cwd)),
    '  </testsuite>',
  ].join('\n');
}

function eventCase(event: EventResult, file: string, cwd: string): string {
  const name = `${event.number} ${event.description}`.trim();
  if (event.outcome !== 'failed') {
    return `    <testcase classname="${escaped(file)}" name="${escaped(name)}"/>`;
  }
  const { subject, verdict } = headline(event, file);
  const lines = [...explanationLines(event, cwd), `${file}:${event.line}`];
  return testCase(file, name, `${subject}: ${verdict}`, lines.join('\n'));
}

const testCase = (group: string, name: string, message: string, text: string): string =>
  [
    `    <testcase classname="${escaped(group)}" name="${escaped(name)}">`,
    `      <failure message="${escaped(message)}">${escaped(text)}</failure>`,
    '    </testcase>',
  ].join('\n');

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** XML has no way to write most control characters, so they are left out. */
const escaped = (text: string): string =>
  text
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? '');

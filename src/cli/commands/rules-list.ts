import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { nearest } from '../../config/suggest.ts';
import type { LogType } from '../../domain/log-type.ts';
import { cell, fitted } from '../../runtimes/embedded/scan-report/text-layout.ts';
import { checkedConfig, checkedContent, locationsOf } from '../checked-project.ts';
import { defineCommand } from '../command.ts';
import { dataDirOption, existingState } from '../existing-state.ts';
import { paintedSeverity } from '../paint-severity.ts';
import { type Paint, painter } from '../paint.ts';
import { resolveProject } from '../project.ts';
import { usageError } from '../report-error.ts';
import { type ListedRule, listRules } from '../rules/listed-rule.ts';

export const rulesList = defineCommand({
  name: 'rules list',
  summary:
    'The rules there are: severity, log types, outputs, whether staged or disabled, and place',
  description: [
    'Reads the rules of the project, or the starter rules where there is no project. What is wrong with a rule is told,',
    'and the rule is left out. Whether rules are staged is known once "streamalert start" has kept state.',
    '',
    'With --json each rule has a checksum, which changes when its code or its "where" changes and with nothing else.',
  ].join('\n'),
  options: z.object({
    logType: z
      .array(z.string())
      .default([])
      .describe('only rules that are asked about this log type; may be given again'),
    dataDir: dataDirOption,
    json: z.boolean().default(false).describe('print JSON for other programs'),
  }),
  examples: [
    { command: 'streamalert rules list', explanation: 'all rules' },
    {
      command: 'streamalert rules list --log-type cloudtrail:events',
      explanation: 'those that see CloudTrail',
    },
    { command: 'streamalert rules list --json', explanation: 'everything, for a program' },
  ],
  async run({ logType, dataDir, json }, context) {
    const { terminal, cwd } = context;
    const project = resolveProject(context);
    const config = await checkedConfig(project);
    const content = await checkedContent(locationsOf(project), config, context);
    const wanted = knownLogTypes(logType, config.logTypes);
    const all = listRules(content, stagedRules(cwd, dataDir), cwd);
    const rules = all.filter(
      (rule) => logType.length === 0 || wanted.some((type) => sees(rule, type)),
    );
    if (json) terminal.print(JSON.stringify({ version: 1, rules }, null, 2));
    else
      printRules(rules, { paint: painter(terminal.color), width: terminal.width }, terminal.print);
    return 0;
  },
});

/** Undefined where nothing has run here yet. */
function stagedRules(cwd: string, dataDir: string): ReadonlySet<string> | undefined {
  if (!existsSync(join(resolve(cwd, dataDir), 'state.db'))) return undefined;
  const { rules, close } = existingState(cwd, dataDir);
  try {
    const staged = rules.list().filter((rule) => rule.staged);
    return new Set(staged.map(({ ruleName }) => ruleName));
  } finally {
    close();
  }
}

function knownLogTypes(names: readonly string[], logTypes: readonly LogType[]): readonly LogType[] {
  return names.map((name) => {
    const found = logTypes.find((logType) => logType.name === name);
    if (found !== undefined) return found;
    const suggestion = nearest(name, new Set(logTypes.map((logType) => logType.name)));
    throw usageError(
      `there is no log type "${name}"`,
      suggestion === undefined ? 'See docs/log-types.md.' : `Did you mean "${suggestion}"?`,
    );
  });
}

/** A rule that names datatypes alone is asked about every log type that has one of them. */
function sees({ logs, datatypes }: ListedRule, { name, normalization, namedFields }: LogType) {
  if (logs.length > 0) return logs.includes(name);
  const types = new Set([...(normalization ?? []), ...(namedFields ?? [])].map(({ type }) => type));
  return datatypes.length === 0 || datatypes.some((type) => types.has(type));
}

interface Layout {
  readonly paint: Paint;
  readonly width: number;
}

function printRules(
  rules: readonly ListedRule[],
  { paint, width }: Layout,
  print: (line: string) => void,
) {
  if (rules.length === 0) {
    print('  No rules. Begin one: streamalert rules new NAME --log-type TYPE');
    return;
  }
  for (const rule of rules) {
    const severity = rule.severity === null ? 'DEPENDS ' : paintedSeverity(rule.severity, paint);
    print(`  ${severity}  ${paint(rule.name, 'bold')}${stateWords(rule, paint)}`);
    print(paint(fitted(`            ${cell(detailsOf(rule))}`, width), 'dim'));
  }
  print('');
  print(`  ${summaryOf(rules)}`);
}

const stateWords = ({ disabled, staged }: ListedRule, paint: Paint): string => {
  if (disabled) return paint('  disabled', 'yellow');
  return staged === true ? paint('  staged', 'yellow') : '';
};

function detailsOf({ logs, datatypes, outputs, dynamicOutputs, file, line }: ListedRule): string {
  const seen = logs.length > 0 ? logs : datatypes.map((type) => `any log with ${type}`);
  const destinations = [...outputs, ...dynamicOutputs.map((name) => `${name}()`)];
  const place = line === null ? file : `${file}:${line}`;
  return [place, firstOf(seen), firstOf(destinations) || 'no outputs'].join(' · ');
}

/** So that all fits on a line; `--json` has the others. */
const firstOf = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first} +${others.length}`;

function summaryOf(rules: readonly ListedRule[]): string {
  const disabled = rules.filter((rule) => rule.disabled).length;
  const staged = rules.filter((rule) => rule.staged === true && !rule.disabled).length;
  const isKnown = rules.every((rule) => rule.staged !== null);
  const live = rules.length - disabled - staged;
  const counted = `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'} = ${live} live`;
  return isKnown
    ? `${counted} + ${staged} staged + ${disabled} disabled`
    : `${counted} + ${disabled} disabled; which are staged is known once "streamalert start" has run`;
}

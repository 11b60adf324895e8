import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Alert } from '../../../domain/alert.ts';
import { stringifyJson } from '../../../domain/exact-json.ts';
import type { JsonObject, JsonValue } from '../../../domain/json.ts';
import type { Severity } from '../../../domain/severity.ts';
import { chronological, isoTime, summaryPart } from './report-parts.ts';
import type { Place, ScanOutcome } from './scan-outcome.ts';

/** SARIF knows three levels, code hosts rank by a number from 0 to 10. */
const levels: Readonly<Record<Severity, { readonly level: string; readonly rank: string }>> = {
  critical: { level: 'error', rank: '9.5' },
  high: { level: 'error', rank: '8.0' },
  medium: { level: 'warning', rank: '5.5' },
  low: { level: 'note', rank: '3.0' },
  info: { level: 'note', rank: '0.0' },
};

/** The report for code hosts and other viewers: SARIF 2.1.0. */
export function sarifReport(outcome: ScanOutcome): string {
  const alerts = chronological(outcome.alerts);
  const firstOfRule = new Map<string, Alert>();
  for (const alert of alerts) {
    if (!firstOfRule.has(alert.ruleName)) firstOfRule.set(alert.ruleName, alert);
  }
  const ruleIndex = new Map([...firstOfRule.keys()].map((name, index) => [name, index]));

  return stringifyJson(
    {
      $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
      version: '2.1.0',
      runs: [
        {
          tool: {
            driver: { name: 'StreamAlert', rules: [...firstOfRule.values()].map(ruleDescriptor) },
          },
          columnKind: 'utf16CodeUnits',
          invocations: [
            {
              executionSuccessful: outcome.problems.length === 0,
              toolExecutionNotifications: notifications(outcome),
            },
          ],
          results: alerts.map((alert) => ({
            ruleId: alert.ruleName,
            ruleIndex: ruleIndex.get(alert.ruleName) ?? -1,
            level: levels[alert.severity].level,
            // The standard wants some text there.
            message: { text: alert.title === '' ? alert.ruleName : alert.title },
            locations: [
              location({ path: alert.origin.delivery, position: alert.position }, outcome),
            ],
            partialFingerprints: { 'alertId/v1': alert.id },
            properties: {
              severity: alert.severity,
              attack: [...alert.attack],
              logType: alert.logType,
              eventTime: isoTime(alert.eventTime),
              position: alert.position,
              record: alert.record,
            },
          })),
          properties: { summary: summaryPart(outcome) },
        },
      ],
    },
    { indent: 2, strict: true },
  );
}

const ruleDescriptor = (alert: Alert): JsonObject => ({
  id: alert.ruleName,
  shortDescription: { text: alert.description === '' ? alert.ruleName : alert.description },
  ...(alert.references[0] === undefined ? {} : { helpUri: alert.references[0] }),
  defaultConfiguration: { level: levels[alert.severity].level },
  properties: {
    tags: ['security', ...alert.tags.filter((tag) => tag !== 'security')],
    attack: [...alert.attack],
    'security-severity': levels[alert.severity].rank,
  },
});

function location({ path, position }: Place, { documentPaths }: ScanOutcome): JsonObject {
  const line = Number(position.split(':', 1)[0]);
  const isLine = Number.isSafeInteger(line) && line > 0 && documentPaths?.has(path) !== true;
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path) },
      ...(isLine ? { region: { startLine: line } } : {}),
    },
  };
}

/** A relative path stays relative, so that a code host finds the file in its checkout. */
function uriOf(path: string): string {
  if (path === '-') return 'stdin';
  const isRelative = resolve(path) !== path && !path.startsWith('..');
  if (!isRelative) return pathToFileURL(resolve(path)).href;
  return path.replace(/^\.\//, '').split('/').map(encodeURIComponent).join('/');
}

/** What kept the scan from seeing everything, as SARIF wants it told. */
function notifications(outcome: ScanOutcome): JsonValue[] {
  const { problems, ruleErrors, quarantine } = outcome;
  return [
    ...problems.map(({ path, reason, hint }) => ({
      level: 'error',
      message: { text: `${path}: ${reason}. ${hint}` },
    })),
    ...ruleErrors.map(({ ruleName, part, reason, count, example }) => ({
      level: 'error',
      message: {
        text: `${part === 'parser' || part === 'lookup table' ? part : 'rule'} ${ruleName} failed ${count} times in ${part}: ${reason}`,
      },
      locations: [location(example, outcome)],
    })),
    ...quarantine.map(({ reason, detail, count, example }) => ({
      level: 'warning',
      message: { text: `${count} records could not be classified: ${reason}, ${detail}` },
      locations: [location(example, outcome)],
    })),
  ];
}

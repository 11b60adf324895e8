import type { Config } from '../config/config.ts';
import { StreamAlertError } from '../domain/errors.ts';
import { parseJson } from '../domain/exact-json.ts';
import { indicatorForm } from '../domain/indicator-form.ts';
import type { Indicator } from '../domain/indicator.ts';
import { isJsonObject } from '../domain/json.ts';
import type { LogType } from '../domain/log-type.ts';
import { lookupsOf, noLookups } from '../domain/lookups.ts';
import { nearestName } from '../domain/nearest-name.ts';
import type { Payload } from '../domain/record.ts';
import type { Rule, RuleServices } from '../domain/rule.ts';
import type { ParserFailure } from '../parsers/guarded-parser.ts';
import type { Parser } from '../parsers/parser.ts';
import { alertLimit } from '../runtimes/embedded/detection/alert-limit.ts';
import type { DetectionStages } from '../runtimes/embedded/detection/detect-batch.ts';
import { eventTimes } from '../runtimes/embedded/detection/event-times.ts';
import { lonePayloads } from '../runtimes/embedded/detection/lone-payload.ts';
import { recordIds } from '../runtimes/embedded/detection/record-ids.ts';
import { type DetectionSetup, nothingStaged } from '../runtimes/embedded/detection/setup.ts';
import {
  type Classification,
  type Classifier,
  compileClassifier,
} from '../stages/classifier/classifier.ts';
import { compileNormalizer } from '../stages/normalizer/normalizer.ts';
import { compileRules } from '../stages/rules-engine/rules-engine.ts';
import { indicatorsOf } from '../stages/threat-intel/indicators-of.ts';
import { compileMarkIndicators } from '../stages/threat-intel/mark-indicators.ts';
import type { DetectorOptions, KnownIndicator } from './detector.ts';

/** Everything an input goes through, compiled once. */
export interface DetectorStages {
  readonly now: () => number;
  /** For payloads of any log type, or of the one that is named. Throws for a log type that no schema defines. */
  forPayloads(logType: string | undefined): DetectionStages;
  /** For records of a log type, which are taken as they are. Throws for a log type that no schema defines. */
  forRecords(logType: string): DetectionStages;
  takeParserFailures(): readonly ParserFailure[];
}

export function detectorStages(
  config: Config,
  rules: readonly Rule[],
  project: { readonly parsers: readonly Parser[]; takeParserFailures(): readonly ParserFailure[] },
  { now = Date.now, lookupTables, indicators }: DetectorOptions,
): DetectorStages {
  const { parsers, takeParserFailures } = project;
  const tables = lookupTables === undefined ? noLookups : lookupsOf(lookupTables);
  const services: RuleServices = {
    now,
    random: (probability) => Math.random() < probability,
    ...tables,
  };
  const stages: Omit<DetectionStages, 'classifier'> = {
    setup: setupIn(config.dir),
    normalizer: compileNormalizer(config.logTypes, recordIds()),
    rulesEngine: compileRules(rules, { services, logTypes: config.logTypes.map(nameOf) }),
    servicesFor: () => services,
    ...(indicators && { markIndicators: marker(indicators, config) }),
    stagedRules: () => nobody,
    eventTimes: eventTimes(config.logTypes),
    clock: { now },
    alertLimit: alertLimit(undefined),
    lonePayload: lonePayloads(parsers),
    isUnfiltered: true,
  };
  const compile = (logTypes: readonly LogType[]) =>
    compileClassifier(logTypes, { parsers, acceptBareRecords: true });
  const ofPayloads = remembered((name) =>
    compile(name === '' ? config.logTypes : [logTypeNamed(name, config)]),
  );
  const ofRecords = remembered((name) => takenAsItIs(logTypeNamed(name, config)));
  return {
    now,
    forPayloads: (logType = '') => ({ ...stages, classifier: ofPayloads(logType) }),
    forRecords: (logType) => ({ ...stages, classifier: ofRecords(logType) }),
    takeParserFailures,
  };
}

const nameOf = ({ name }: LogType): string => name;
const nobody: ReadonlySet<string> = new Set();

const setupIn = (configDir: string): DetectionSetup => ({
  configDir,
  locations: { rules: [], matchers: [], publishers: [] },
  candidates: 'all log types',
  filter: {},
  requiredOutputs: [],
  quarantine: 'each',
  keepHistory: false,
  time: 'now',
  live: nothingStaged,
});

function remembered(make: (name: string) => Classifier): (name: string) => Classifier {
  const made = new Map<string, Classifier>();
  return (name) => {
    const known = made.get(name) ?? make(name);
    made.set(name, known);
    return known;
  };
}

function logTypeNamed(name: string, { logTypes }: Config): LogType {
  const found = logTypes.find((logType) => logType.name === name);
  if (found !== undefined) return found;
  const nearest = nearestName(name, logTypes.map(nameOf));
  throw new StreamAlertError('USAGE', `"${name}" is no log type: no schema defines it`, {
    hint: nearest === undefined ? 'See conf/schemas.' : `Did you mean "${nearest}"?`,
  });
}

/** For records that were classified before: nothing is tried and nothing converted. */
function takenAsItIs(logType: LogType): Classifier {
  const classify = (payload: Payload): Classification => {
    const record = typeof payload === 'string' ? parseJson(payload) : payload;
    if (isJsonObject(record) && !(record instanceof Uint8Array)) {
      return { outcome: 'classified', logType, records: [record], invalid: [] };
    }
    const detail = 'a record is a map of fields';
    return { outcome: 'unclassified', reason: 'invalid record', detail, nearest: null };
  };
  return { classify, classifyExactly: classify, explain: () => [] };
}

function marker(
  given: readonly KnownIndicator[],
  { threatIntel: { normalizedIocTypes, excludedIocs } }: Config,
) {
  const known = indicatorsOf(given.map(indicatorOf));
  const settings = { normalizedIocTypes, excludedIocs, clusters: 'all' } as const;
  return compileMarkIndicators(settings, () => [known]);
}

function indicatorOf({ type, value, subType, source }: KnownIndicator): Indicator {
  const form = indicatorForm(type, value);
  if (form === undefined) {
    throw new StreamAlertError('USAGE', `indicators: "${value}" is no indicator of type ${type}`);
  }
  return {
    type,
    value: form,
    subType: subType ?? null,
    source: source ?? 'program',
    confidence: null,
    addedAt: 0,
    expiresAt: null,
    note: null,
  };
}

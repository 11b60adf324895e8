import { join, resolve } from 'node:path';
import type { Config } from '../config/config.ts';
import { contentFolders } from '../config/content-folders.ts';
import { configError, formatFindings } from '../config/format-findings.ts';
import {
  type ContentLocations,
  type LoadedContent,
  loadContent,
} from '../adapters/local/content-loader.ts';
import { checkNames, checkRule, type KnownNames } from '../adapters/local/content-checks.ts';
import { isRule } from '../domain/content-kind.ts';
import { StreamAlertError } from '../domain/errors.ts';
import type { Rule } from '../domain/rule.ts';
import { loadProjectConfig } from '../runtimes/project-config.ts';
import { partsOfScan } from '../runtimes/embedded/detection/setup.ts';
import { detectorStages } from './detector-stages.ts';
import type { Detector, DetectorOptions } from './detector.ts';
import { detectInput } from './detect-input.ts';

/** Loads schemas and rules and compiles them; what is wrong with them is thrown together. */
export async function openDetector(options: DetectorOptions): Promise<Detector> {
  const configDir = resolve(options.configDir ?? starterConfiguration);
  const project = await loadProjectConfig({
    dir: configDir,
    include: [...partsOfScan, ...(options.indicators ? (['threat_intel'] as const) : [])],
  });
  const { config } = project;
  if (config === undefined) throw configError(project.findings);

  const content = await soundContent(configDir, config, options);
  const stages = detectorStages(config, content.rules, project, options);
  return {
    rules: content.rules,
    findings: [...project.findings, ...content.findings],
    detect: (input, detectOptions = {}) => detectInput(input, detectOptions, stages),
  };
}

/** What comes with the package, built or not: this folder lies two levels below its root. */
const starterConfiguration = join(import.meta.dirname, '..', '..', 'conf');

type Content = Pick<LoadedContent, 'rules' | 'findings'>;

async function soundContent(
  configDir: string,
  config: Config,
  { rules, leaveOutBrokenRules = false }: DetectorOptions,
): Promise<Content> {
  const known: KnownNames = {
    logTypes: new Set(config.logTypes.map(({ name }) => name)),
    outputs: undefined,
    normalizedTypes: config.normalizedTypes,
  };
  const content =
    rules === undefined
      ? await loadContent(locationsBeside(configDir), known)
      : givenContent(rules, known);
  const broken = content.findings.filter(({ level }) => level === 'load');
  if (broken.length > 0 && !leaveOutBrokenRules) {
    throw new StreamAlertError(
      'CONTENT_INVALID',
      `there are rules that cannot run:\n${formatFindings(broken)}`,
      { hint: 'Mend them, or go on without them: leaveOutBrokenRules: true' },
    );
  }
  return content;
}

const locationsBeside = (configDir: string): ContentLocations => ({
  rules: contentFolders(configDir, 'rule_locations', 'rules'),
  matchers: contentFolders(configDir, 'matcher_locations', 'matchers'),
  publishers: contentFolders(configDir, 'publisher_locations', 'publishers'),
});

/** Rules of the program itself are checked as those of a project are. */
function givenContent(rules: readonly Rule[], known: KnownNames): Content {
  const strange = rules.findIndex((each) => !isRule(each));
  if (strange !== -1) {
    throw new StreamAlertError('USAGE', `rules[${strange}] was not made by rule()`);
  }
  const exported = rules.map((value) => ({ value, file: value.place?.file ?? 'rules' }));
  const names = { ...known, publishers: new Set<string>() };
  const checked = exported.map((each) => ({
    ...each,
    // Nothing is published here, so any publisher may be named.
    findings: checkRule(each, names).filter(
      ({ level, path }) => level === 'load' || path !== `${each.value.name}.publishers`,
    ),
  }));
  const repeated = checkNames('rule', exported);
  const isFirst = ({ name }: Rule, index: number) =>
    rules.findIndex((other) => other.name === name) === index;
  return {
    rules: checked
      .filter(
        ({ value, findings }, index) =>
          isFirst(value, index) && findings.every(({ level }) => level !== 'load'),
      )
      .map(({ value }) => value),
    findings: [...checked.flatMap(({ findings }) => findings), ...repeated],
  };
}

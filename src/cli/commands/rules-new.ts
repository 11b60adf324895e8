import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { loadContent } from '../../adapters/local/content-loader.ts';
import type { Config } from '../../config/config.ts';
import { isAlertArchive } from '../../config/outputs.ts';
import { stringifyJson } from '../../domain/exact-json.ts';
import { isJsonObject, type JsonObject } from '../../domain/json.ts';
import type { LogType } from '../../domain/log-type.ts';
import { nearestName } from '../../domain/nearest-name.ts';
import type { Parser } from '../../parsers/parser.ts';
import { filledRecord } from '../../rule-tests/override-record.ts';
import { compileClassifier } from '../../stages/classifier/classifier.ts';
import { checkedProject, locationsOf } from '../checked-project.ts';
import { defineCommand } from '../command.ts';
import { type Project, requireProject } from '../project.ts';
import { usageError } from '../report-error.ts';
import {
  draftEvents,
  draftPath,
  draftSource,
  pastedEvents,
  type RuleDraft,
} from '../rules/rule-draft.ts';
import { writeRecordTypes } from '../write-record-types.ts';

export const rulesNew = defineCommand({
  name: 'rules new',
  summary: 'Begin a rule: its file, and test events that must alert and must not',
  description: [
    'Writes rules/<vendor>/<name>.ts and <name>.events.json beside it, ready to be changed. The rule compiles and its',
    'events pass from the beginning. Nothing that exists is overwritten.',
  ].join('\n'),
  arguments: z.object({
    name: z
      .string()
      .regex(
        /^[A-Za-z_][A-Za-z0-9_]*$/,
        'a name has letters, digits and "_", as okta_mfa_reset has',
      )
      .describe('unique, such as okta_mfa_reset'),
  }),
  options: z.object({
    logType: z
      .array(z.string())
      .min(1)
      .describe('full log type that the rule is about; may be given again'),
  }),
  examples: [
    {
      command: 'streamalert rules new okta_mfa_reset --log-type okta:logevents',
      explanation: 'a rule about one log type',
    },
  ],
  async run({ name, logType }, context) {
    const { terminal, cwd } = context;
    const project = requireProject(context);
    const { config, parsers } = await checkedProject(project);
    const draft: RuleDraft = {
      name,
      logTypes: logType.map((each) => logTypeNamed(each, config)),
      outputs: firstOutput(config),
    };
    await refuseTaken(name, project, config);

    const path = join(project.ruleDirs[0] ?? join(project.root, 'rules'), draftPath(draft));
    const madeUp = madeUpEvents(draft, config, parsers);
    const files = {
      [`${path}.ts`]: draftSource(draft),
      [`${path}.events.json`]: json(madeUp ?? pastedEvents(draft)),
    };
    refuseExisting(Object.keys(files), cwd);
    mkdirSync(dirname(path), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(file, text, { flag: 'wx' });
    writeRecordTypes(project.root, config);

    terminal.print(
      [
        ...Object.keys(files).map((file) => `  ${relative(cwd, file)}`),
        '',
        'Next',
        ...(madeUp ? [] : ['  paste lines of the log into the events, whole as they come']),
        `  npx streamalert test --test-rules ${name} --watch     say what it looks for, and see its events pass`,
      ].join('\n'),
    );
    return 0;
  },
});

const json = (value: unknown): string => `${stringifyJson(value, { indent: 2 })}\n`;

function logTypeNamed(name: string, { logTypes }: Config): LogType {
  const found = logTypes.find((logType) => logType.name === name);
  if (found !== undefined) return found;
  const names = logTypes.map((logType) => logType.name);
  const ofCategory = names.filter((known) => known.startsWith(`${name}:`));
  const nearest = ofCategory.length > 0 ? ofCategory.join(', ') : nearestName(name, names);
  throw usageError(
    `--log-type: "${name}" is no log type; no schema defines it`,
    nearest === undefined ? 'They stand in conf/schemas.' : `Did you mean ${nearest}?`,
  );
}

const firstOutput = ({ outputs }: Config): readonly string[] =>
  outputs
    .filter((output) => !isAlertArchive(output))
    .map(({ service, descriptor }) => `${service}:${descriptor}`)
    .slice(0, 1);

async function refuseTaken(name: string, project: Project, config: Config) {
  const { files } = await loadContent(locationsOf(project), {
    logTypes: new Set(config.logTypes.map((logType) => logType.name)),
    outputs: undefined,
    normalizedTypes: config.normalizedTypes,
  });
  const file = files.get(name);
  if (file === undefined) return;
  throw usageError(`there is a rule "${name}" already, in ${file}`, 'Choose another name.');
}

function refuseExisting(files: readonly string[], cwd: string) {
  const existing = files.find((file) => existsSync(file));
  if (existing === undefined) return;
  throw usageError(
    `${relative(cwd, existing)} exists already`,
    'Choose another name, or move the file away. Nothing was written.',
  );
}

/** The first form of made-up events that are classified as what they are meant to be. */
function madeUpEvents(
  draft: RuleDraft,
  { logTypes }: Config,
  parsers: readonly Parser[],
): readonly JsonObject[] | undefined {
  const [logType] = draft.logTypes;
  if (logType === undefined) return undefined;
  const classifier = compileClassifier(logTypes, { parsers, acceptBareRecords: false });
  const isItself = ({ data, override_record: part }: JsonObject): boolean => {
    const payload = isJsonObject(part) ? filledRecord(part, logType) : data;
    const found = classifier.classify(stringifyJson(payload));
    return found.outcome === 'classified' && found.logType.name === logType.name;
  };
  return draftEvents(draft).find((events) => events.every(isItself));
}

import { StreamAlertError } from '../../domain/errors.ts';
import type { Output } from '../../outputs/output.ts';
import type { Credentials } from '../../ports/secrets.ts';
import type { Prompt } from '../prompt.ts';
import { usageError } from '../report-error.ts';
import { type OutputProperty, problemOf, propertiesOf } from './properties.ts';

/** What is known of a destination before anybody is asked. */
export interface Collecting {
  readonly output: Output;
  readonly given: ReadonlyMap<string, unknown>;
  /** What is stored of it, for an update. */
  readonly stored: ReadonlyMap<string, unknown>;
  /** Undefined: nobody is asked. */
  readonly prompt: Prompt | undefined;
}

/** Values by name, resource and credentials together; what is left out is not in it. */
export type Values = ReadonlyMap<string, unknown>;

export interface Collected {
  readonly values: Values;
  /** What was given and answered, without what was stored: the same values can be made of it again. */
  readonly given: ReadonlyMap<string, unknown>;
}

/**
 * All values of a destination, checked. Where some were given, only what is needed besides is asked for; on an update,
 * what is not named stays.
 */
export async function collectValues(collecting: Collecting): Promise<Collected> {
  const { output, given, stored, prompt } = collecting;
  const properties = propertiesOf(output);
  const values = new Map(stored);
  const answered = new Map(given);
  const problems: string[] = [];
  for (const property of properties.filter(({ name }) => given.has(name))) {
    const checked = checkGiven(property, given.get(property.name));
    if (checked.outcome === 'refused') problems.push(`${property.name} ${checked.problem}`);
    else if (checked.outcome === 'left out') values.delete(property.name);
    else values.set(property.name, checked.value);
  }
  if (problems.length > 0) throw refusedValues(output, problems);

  const open = properties.filter(({ name }) => !given.has(name));
  const asked = given.size === 0 ? open : open.filter((each) => isMissing(each, values));
  if (prompt !== undefined) {
    for (const property of asked) await askFor(property, values, answered, prompt);
  }
  const missing = properties.filter((each) => isMissing(each, values));
  if (missing.length > 0) throw missingValues(output, missing);
  const unfit = unfitTogether(output, values);
  if (unfit !== undefined) throw refusedValues(output, [unfit]);
  return { values, given: answered };
}

const isMissing = ({ name, isOptional }: OutputProperty, values: Values): boolean =>
  !isOptional && !values.has(name);

type Given =
  | { readonly outcome: 'fits'; readonly value: unknown }
  | { readonly outcome: 'left out' }
  | { readonly outcome: 'refused'; readonly problem: string };

/** Empty stands for nothing where nothing is allowed. */
export function checkGiven(property: OutputProperty, value: unknown): Given {
  const isEmpty = value === '' || value === null || value === undefined;
  if (isEmpty) {
    return property.isOptional
      ? { outcome: 'left out' }
      : { outcome: 'refused', problem: 'must not be empty' };
  }
  return property.check(value);
}

/** Asks until the answer fits. Enter keeps what is stored, else leaves out what may be left out. */
async function askFor(
  property: OutputProperty,
  values: Map<string, unknown>,
  answered: Map<string, unknown>,
  prompt: Prompt,
): Promise<void> {
  const { name, isSecret, isOptional } = property;
  const question = {
    text: `${property.description}${enterMeans(property, values)}`,
    isMasked: isSecret,
  };
  for (;;) {
    const answer = await prompt.ask(question);
    if (answer === '' && (values.has(name) || isOptional)) return;
    const checked = checkGiven(property, answer);
    if (checked.outcome === 'fits') {
      values.set(name, checked.value);
      answered.set(name, answer);
      return;
    }
    // As in earlier releases nothing is said about an empty answer: the question is shown again.
    if (checked.outcome === 'refused' && answer !== '') prompt.say(`  ${name} ${checked.problem}.`);
  }
}

function enterMeans({ name, isOptional, byDefault, isSecret }: OutputProperty, values: Values) {
  if (values.has(name)) return ` (Enter keeps ${isSecret ? 'it' : shown(values.get(name))})`;
  if (byDefault !== undefined) return ` (Enter: ${byDefault})`;
  return isOptional ? ' (optional)' : '';
}

const shown = (value: unknown): string => {
  const text = String(value);
  return text.length > 60 || /\p{C}/u.test(text) ? 'it' : text;
};

/** What a definition demands of several properties together. */
export function unfitTogether(output: Output, values: Values): string | undefined {
  const { success, error } = output.credentials.safeParse(credentialsOf(output, values));
  if (success) return undefined;
  const secrets = propertiesOf(output).filter(({ isSecret }) => isSecret);
  const words = error.issues.map((issue) => {
    const [name] = issue.path;
    const text = problemOf([issue]);
    // A demand on several properties names them itself.
    return name === undefined || text.includes(String(name)) ? text : `${String(name)} ${text}`;
  });
  return secrets.reduce((text, { name }) => {
    const value = values.get(name);
    return typeof value === 'string' && value !== '' ? text.replaceAll(value, '•••') : text;
  }, words.join('; '));
}

export const credentialsOf = (output: Output, values: Values): Credentials =>
  Object.fromEntries([...values].filter(([name]) => Object.hasOwn(output.credentials.shape, name)));

const refusedValues = ({ service }: Output, problems: readonly string[]): StreamAlertError =>
  new StreamAlertError(
    'SECRET_MISSING',
    `${service}: ${problems.join('; ')}; nothing was changed`,
    {
      hint: `What it needs: streamalert output generate-skeleton --services ${service}`,
    },
  );

function missingValues({ service }: Output, missing: readonly OutputProperty[]): StreamAlertError {
  const list = missing.map(({ name, description }) => `  ${name}    ${description}`);
  return usageError(
    `${service} needs ${missing.map(({ name }) => name).join(', ')}; nothing was changed`,
    [...list, 'Give each with --set-env name=VARIABLE, --set-file name=path or --from-stdin.'].join(
      '\n',
    ),
  );
}

import { z } from 'zod';
import type { SilenceMatcher } from '../../domain/silence.ts';
import { usageError } from '../report-error.ts';

const glob = (description: string) =>
  z.string().min(1).optional().describe(description).meta({ value: 'glob' });

/** What a silence mutes; all that is given must hold. */
export const matcherOptions = {
  rule: glob('alerts of these rules, such as okta_*'),
  logType: glob('alerts about these log types, such as cloudtrail:*'),
  source: glob('alerts about records from these sources, such as http:okta'),
  value: z
    .array(z.string())
    .default([])
    .describe('alerts whose record has such a value, field anywhere or as a path: actor.id=00u1*')
    .meta({ value: 'field=glob' }),
};

const options = z.object(matcherOptions);

/** The matcher that was asked for; refused where nothing is named that makes a difference. */
export function silenceMatcher(given: z.infer<typeof options>): SilenceMatcher {
  const { rule, logType, source } = given;
  const values = valuesOf(given.value);
  const matcher = {
    ...(rule !== undefined && { rule }),
    ...(logType !== undefined && { logType }),
    ...(source !== undefined && { source }),
    ...(Object.keys(values).length > 0 && { values }),
  };
  if (Object.keys(matcher).length > 0) return matcher;
  throw usageError(
    'nothing is named that is to be muted, and a silence for everything would hide everything',
    'Name a --rule, --log-type, --source or --value, such as --rule "okta_*".',
  );
}

/** Whether any alert at all would fit: every glob takes every text. */
export const isForAll = ({ rule, logType, source, values }: SilenceMatcher): boolean =>
  values === undefined &&
  [rule, logType, source].every((each) => each === undefined || /^\*+$/.test(each));

function valuesOf(given: readonly string[]): Readonly<Record<string, string>> {
  const values = new Map<string, string>();
  for (const text of given) {
    const cut = text.indexOf('=');
    const [key, pattern] = [text.slice(0, cut).trim(), text.slice(cut + 1)];
    if (cut < 1 || key === '' || pattern === '') {
      throw usageError(
        `--value: ${JSON.stringify(text)} is no field with a glob`,
        'Write it as field=glob, such as --value "userName=svc-*".',
      );
    }
    if (values.has(key)) {
      throw usageError(
        `--value: the field ${JSON.stringify(key)} is named twice`,
        'A record has one value there. For several values, write a glob or several silences.',
      );
    }
    values.set(key, pattern);
  }
  // Names come from outside: fromEntries makes `__proto__` an ordinary one.
  return Object.fromEntries(values);
}

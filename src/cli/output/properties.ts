import { z } from 'zod';
import type { Output } from '../../outputs/output.ts';

/** One thing that a destination needs to know, as it is asked for and stored. */
export interface OutputProperty {
  readonly name: string;
  readonly description: string;
  readonly isSecret: boolean;
  /** It may be left out. */
  readonly isOptional: boolean;
  /** What counts when it is left out. */
  readonly byDefault: string | undefined;
  /** Resources stand in `outputs.json`, everything else in the store. */
  readonly kind: 'resource' | 'credential';
  check(value: unknown): CheckedValue;
}

export type CheckedValue =
  | { readonly outcome: 'fits'; readonly value: unknown }
  | { readonly outcome: 'refused'; readonly problem: string };

/** No credential is that long; the stores hold no more. */
const valueCharactersMax = 60_000;

/** All that a service asks for, in the order of its definition. */
export function propertiesOf(output: Output): readonly OutputProperty[] {
  const credentials = Object.entries(output.credentials.shape).map(([name, schema]) =>
    property(name, schema, 'credential'),
  );
  return output.shape === 'list' ? credentials : [resourceOf(output), ...credentials];
}

/** Services of AWS call it as they did in earlier releases. */
export const resourceName = ({ service }: Pick<Output, 'service'>): string =>
  service.startsWith('aws-') ? 'aws_value' : 'resource';

function resourceOf(output: Output): OutputProperty {
  const isOfAws = output.service.startsWith('aws-');
  const schema = z
    .string()
    .regex(/^[^\p{C}]+$/u, 'must be one line of text')
    .refine((text) => !isOfAws || !/\s/.test(text), 'must be without blanks')
    .describe(output.resourceDescription ?? 'the resource');
  return property(resourceName(output), schema, 'resource');
}

/** A name that rules can write, and that every store takes. */
export const descriptorSchema = z
  .string()
  .max(100, 'must have no more than 100 characters')
  .regex(
    /^[\p{L}\p{N}][\p{L}\p{N}_.@+=-]*$/u,
    'must begin with a letter or digit, and go on with letters, digits and . _ - @ + =; no blanks and no colons',
  );

function property(
  name: string,
  schema: z.core.$ZodType,
  kind: OutputProperty['kind'],
): OutputProperty {
  const layers = layersOf(schema);
  const isSecret = layers.some((layer) => z.globalRegistry.get(layer)?.['secret'] === true);
  const absent = z.core.safeParse(schema, undefined);
  const byDefault = absent.success && absent.data !== undefined ? String(absent.data) : undefined;
  return {
    name,
    description:
      layers.map((layer) => z.globalRegistry.get(layer)?.description).find(Boolean) ?? name,
    isSecret,
    isOptional: absent.success,
    byDefault: byDefault === '' ? undefined : byDefault,
    kind,
    check(value) {
      if (typeof value === 'string' && value.length > valueCharactersMax) {
        return refused(`has more than ${valueCharactersMax.toLocaleString('en-US')} characters`);
      }
      if (!['string', 'number', 'boolean'].includes(typeof value)) return refused('must be text');
      const parsed = z.core.safeParse(schema, value);
      if (parsed.success) return { outcome: 'fits', value: parsed.data };
      return refused(problemOf(parsed.error.issues, isSecret ? value : undefined));
    },
  };
}

const refused = (problem: string): CheckedValue => ({ outcome: 'refused', problem });

/** What a schema wraps: optional, default, refined, piped. */
function layersOf(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  const { def } = schema._zod;
  const inner = ['innerType', 'in', 'out']
    .map((key): unknown => Reflect.get(def, key))
    .filter((layer): layer is z.core.$ZodType => layer instanceof z.ZodType);
  return [schema, ...inner.flatMap(layersOf)];
}

/** What is wrong with a value, in words; a secret is not quoted, whatever the definition says. */
export function problemOf(issues: readonly z.core.$ZodIssue[], hidden?: unknown): string {
  const text = [...new Set(issues.map(words))].join('; ');
  return typeof hidden === 'string' && hidden !== '' ? text.replaceAll(hidden, '•••') : text;
}

function words(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') {
    return `must be one of ${issue.values.map(String).join(', ')}`;
  }
  if (issue.code === 'invalid_format' && issue.format === 'url') {
    return 'must be an address that begins with https:// or http://';
  }
  if (issue.code === 'too_small') {
    return issue.origin === 'string' ? 'must not be empty' : `must be ${issue.minimum} or more`;
  }
  if (issue.code === 'too_big' && issue.origin !== 'string') {
    return `must be ${issue.maximum} or less`;
  }
  if (issue.code === 'invalid_type') {
    const noun = ['number', 'int'].includes(issue.expected) ? 'a number' : issue.expected;
    return `must be ${noun === 'string' ? 'text' : noun}`;
  }
  return issue.message;
}

/** The example value of a skeleton: what it is, and what it may be. */
export function exampleOf({
  description,
  isOptional,
  byDefault,
  isSecret,
}: OutputProperty): string {
  const left =
    byDefault === undefined ? 'optional: "" leaves it out' : `"" stands for ${byDefault}`;
  const notes = [...(isSecret ? ['secret'] : []), ...(isOptional ? [left] : [])];
  return notes.length === 0 ? description : `${description} (${notes.join('; ')})`;
}

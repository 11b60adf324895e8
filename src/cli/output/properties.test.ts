import { expect, test } from 'vitest';
import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { awsSns } from '../../outputs/aws-sns/output.ts';
import { fileOutput } from '../../outputs/file/output.ts';
import { outputs } from '../../outputs/index.ts';
import { defineOutput, secret } from '../../outputs/output.ts';
import { unfitTogether } from './collect.ts';
import { descriptorSchema, exampleOf, propertiesOf } from './properties.ts';

const output = defineOutput({
  service: 'sample',
  summary: 'x',
  protocol: 'x',
  documentation: null,
  repetition: null,
  limits: null,
  fields: z.object({}),
  shape: 'list',
  credentials: z
    .object({
      plainly: z.string().min(1).describe('a text'),
      hidden: secret('a secret').refine((text) => text !== 'bad', {
        error: ({ input }) => `is ${String(input)}`,
      }),
      maybe: secret('a secret that may be').optional(),
      port: z.coerce.number().int().min(1).max(10).default(5).describe('a port'),
      piped: z.preprocess((value) => value, secret('behind a pipe').nullable()).optional(),
      choice: z.enum(['a', 'b']).optional().describe('one of two'),
      path: z
        .string()
        .transform((text) => `content of ${text}`)
        .optional()
        .describe('something that is read'),
    })
    .refine(({ plainly, hidden }) => plainly !== hidden, {
      error: ({ input }) => `plainly is ${JSON.stringify(input)}`,
    }),
  uses: [],
  defaultPublication,
  deliver: async () => ({ outcome: 'delivered' }),
});

const named = (name: string) => {
  const found = propertiesOf(output).find((each) => each.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};

test.each([
  ['plainly', { isSecret: false, isOptional: false, description: 'a text' }],
  ['hidden', { isSecret: true, isOptional: false, description: 'a secret' }],
  ['maybe', { isSecret: true, isOptional: true, description: 'a secret that may be' }],
  ['port', { isSecret: false, isOptional: true, byDefault: '5', description: 'a port' }],
  ['piped', { isSecret: true, isOptional: true, description: 'behind a pipe' }],
  ['choice', { isSecret: false, isOptional: true, description: 'one of two' }],
])(
  'a property says of itself what its definition says, however it is wrapped: %s',
  (name, expected) => {
    expect(named(name)).toMatchObject(expected);
  },
);

test.each([
  ['plainly', '', 'must not be empty'],
  ['plainly', { text: 'x' }, 'must be text'],
  ['plainly', ['x'], 'must be text'],
  ['plainly', 'x'.repeat(70_000), 'has more than 60,000 characters'],
  ['hidden', 'bad', 'is •••'],
  ['port', '11', 'must be 10 or less'],
  ['port', '0', 'must be 1 or more'],
  ['port', 'many', 'must be a number'],
  ['choice', 'c', 'must be one of a, b'],
])('%s does not take %j', (name, value, problem) => {
  expect(named(name).check(value)).toEqual({ outcome: 'refused', problem });
});

test('what a definition makes of a value is what is kept', () => {
  expect(named('port').check('7')).toEqual({ outcome: 'fits', value: 7 });
  expect(named('path').check('x')).toEqual({ outcome: 'fits', value: 'content of x' });
});

test('a demand on several properties is told without their secrets', () => {
  const values = new Map<string, unknown>([
    ['plainly', 'canary'],
    ['hidden', 'canary'],
  ]);

  const problem = unfitTogether(output, values);

  expect(problem).toContain('plainly is');
  expect(problem).not.toContain('canary');
});

test('resources have the name of earlier releases where they are of AWS, and take what AWS takes', () => {
  const [topic] = propertiesOf(awsSns);
  const [path] = propertiesOf(fileOutput);

  expect(topic).toMatchObject({ name: 'aws_value', kind: 'resource', isSecret: false });
  expect(topic?.check('arn:aws:sns:eu-west-1:111122223333:oncall').outcome).toBe('fits');
  expect(topic?.check('on call').outcome).toBe('refused');
  expect(path).toMatchObject({ name: 'resource' });
  expect(path?.check('my alerts.jsonl').outcome).toBe('fits');
  expect(path?.check('a\nb').outcome).toBe('refused');
});

test('every property of every output says what it is, and what is secret is a text', () => {
  for (const each of outputs) {
    for (const property of propertiesOf(each)) {
      expect(property.description).not.toBe(property.name);
      expect(exampleOf(property)).not.toBe('');
      if (!property.isSecret || property.isOptional) continue;
      expect(property.check('').outcome).toBe('refused');
    }
  }
});

test.each(['soc', 'SOC-1', 'müll', 'a.b_c', 'ana@example.com', '1'])(
  '%s is a descriptor',
  (name) => {
    expect(descriptorSchema.safeParse(name).success).toBe(true);
  },
);

test.each([
  '',
  ' ',
  'a b',
  'a:b',
  '__proto__',
  '../x',
  'a/b',
  '-x',
  'a\nb',
  'a\u202eb',
  'x'.repeat(101),
])('%j is none', (name) => {
  expect(descriptorSchema.safeParse(name).success).toBe(false);
});

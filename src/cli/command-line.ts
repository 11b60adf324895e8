import { Argument, Command as Parser, Option } from 'commander';
import type { z } from 'zod';
import type { Command, Given } from './command.ts';

/** What a schema of one argument or option comes to on the command line. */
interface Shape {
  readonly kind: 'boolean' | 'number' | 'text' | 'list';
  readonly choices: readonly string[];
  readonly required: boolean;
  readonly defaultValue: unknown;
  readonly description: string;
  readonly short: string | undefined;
  readonly value: string | undefined;
  readonly aliases: readonly string[];
}

/** A commander parser for a command; its help is the command's help. */
export function parserOf(command: Command, program: string): Parser {
  const parser = new Parser(`${program} ${command.name}`)
    .summary(command.summary)
    .description([command.summary, command.description].filter((text) => text !== '').join('\n\n'))
    .helpOption('-h, --help', 'show this help')
    .showSuggestionAfterError(true)
    .exitOverride();

  for (const [key, schema] of fieldsOf(command.arguments))
    parser.addArgument(argument(key, schema));
  for (const [key, schema] of fieldsOf(command.options)) {
    for (const option of optionsFor(key, schema)) parser.addOption(option);
  }
  return parser.addHelpText('after', examplesOf(command));
}

/** What the parser has read, under the names the schemas use. */
export function givenTo(command: Command, parser: Parser): Given {
  const positional = fieldsOf(command.arguments).map(([key, schema], index) => {
    const value: unknown = parser.processedArgs[index];
    return [key, Array.isArray(value) && value.length === 0 ? undefined : read(schema, value)];
  });
  const flags = fieldsOf(command.options).map(([key, schema]) => {
    const names = [key, ...shapeOf(schema).aliases.map(camelCase)];
    const values = names
      .map((name): unknown => parser.getOptionValue(name))
      .filter((value) => value !== undefined);
    const value = Array.isArray(values[0]) ? values.flat() : values.at(-1);
    return [key, read(schema, value)];
  });
  return {
    arguments: Object.fromEntries(positional.filter(([, value]) => value !== undefined)),
    options: Object.fromEntries(flags.filter(([, value]) => value !== undefined)),
  };
}

/** `--test-files` for an option, `<path>` for an argument. */
export function spelled(command: Command, key: string): string {
  return Object.hasOwn(command.arguments.shape, key) ? `<${kebabCase(key)}>` : flag(key);
}

const fieldsOf = (schema: z.ZodObject): [string, z.ZodType][] =>
  Object.entries(schema.shape).filter(isField);

const isField = (entry: [string, z.core.$ZodType]): entry is [string, z.ZodType] =>
  'meta' in entry[1];

const kebabCase = (key: string): string =>
  key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

const camelCase = (name: string): string =>
  name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

const flag = (key: string): string => `--${kebabCase(key)}`;

function argument(key: string, schema: z.ZodType): Argument {
  const shape = shapeOf(schema);
  const word = `${kebabCase(key)}${shape.kind === 'list' ? '...' : ''}`;
  return new Argument(shape.required ? `<${word}>` : `[${word}]`, describe(shape));
}

function optionsFor(key: string, schema: z.ZodType): readonly Option[] {
  const shape = shapeOf(schema);
  const flags = `${shape.short ? `-${shape.short}, ` : ''}${flag(key)}${valueOf(key, shape)}`;
  const aliases = shape.aliases.map((alias) =>
    new Option(`--${alias}${valueOf(key, shape)}`).hideHelp(),
  );
  return [new Option(flags, describe(shape)), ...aliases];
}

function valueOf(key: string, { kind, choices, value }: Shape): string {
  if (kind === 'boolean') return '';
  const word = value ?? (choices.length > 0 ? choices.join('|') : placeholder(key, kind));
  return kind === 'list' ? ` <${word}...>` : ` <${word}>`;
}

const placeholder = (key: string, kind: Shape['kind']): string =>
  kind === 'number' ? 'n' : kebabCase(key);

function describe({ description, choices, value, defaultValue }: Shape): string {
  const notes = [
    ...(value !== undefined && choices.length > 0 ? [`one of ${choices.join(', ')}`] : []),
    ...(isWorthShowing(defaultValue) ? [`default: ${String(defaultValue)}`] : []),
  ];
  return notes.length > 0 ? `${description} (${notes.join('; ')})` : description;
}

const isWorthShowing = (value: unknown): boolean =>
  typeof value === 'number' || (typeof value === 'string' && value !== '');

function examplesOf({ examples }: Command): string {
  if (examples.length === 0) return '';
  const lines = examples.flatMap(({ command, explanation }) => [
    `  ${command}`,
    `      ${explanation}`,
  ]);
  return `\nExamples:\n${lines.join('\n')}`;
}

/** Looks through defaults and optionality at what a schema takes. */
function shapeOf(schema: z.ZodType): Shape {
  let inner: z.ZodType = schema;
  let required = true;
  let defaultValue: unknown;
  const meta: Record<string, unknown> = {};
  for (;;) {
    for (const [key, value] of Object.entries(inner.meta() ?? {})) meta[key] ??= value;
    const { def } = inner as unknown as { def: WrapperDef };
    // What a pipe takes in is what stands on the command line.
    const next = def.innerType ?? def.in;
    if (next === undefined) break;
    if (def.type === 'default') defaultValue = def.defaultValue;
    required &&= def.type !== 'default' && def.type !== 'optional';
    inner = next;
  }
  return {
    kind: kindOf(inner.type),
    choices: choicesOf(inner),
    required,
    defaultValue,
    description: textOf(meta['description']) ?? '',
    short: textOf(meta['short']),
    value: textOf(meta['value']),
    aliases: Array.isArray(meta['aliases']) ? meta['aliases'].map(String) : [],
  };
}

interface WrapperDef {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly defaultValue?: unknown;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

const kinds: Readonly<Record<string, Shape['kind']>> = {
  boolean: 'boolean',
  number: 'number',
  int: 'number',
  array: 'list',
};

const kindOf = (type: string): Shape['kind'] => kinds[type] ?? 'text';

function choicesOf(schema: z.ZodType): readonly string[] {
  const { def } = schema as unknown as {
    def: { entries?: Record<string, string>; element?: z.ZodType };
  };
  if (def.element !== undefined) return choicesOf(def.element);
  return Object.values(def.entries ?? {});
}

/** Text that looks like a number becomes one where a number is asked for; the schema judges the rest. */
function read(schema: z.ZodType, value: unknown): unknown {
  const isNumber = shapeOf(schema).kind === 'number';
  return isNumber && typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)
    ? Number(value)
    : value;
}

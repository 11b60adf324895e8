import { z } from 'zod';
import type { Terminal } from './terminal.ts';

/** What the command line gives every command. */
export interface CommandContext {
  readonly terminal: Terminal;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** The configuration directory as the operator named it, or `conf` where that exists; else undefined. */
  readonly configDir: string | undefined;
  /** Where the package itself lies, with its starter `conf/`, `rules/` and `templates/`. */
  readonly packageRoot: string;
  readonly version: string;
  /** `--debug` was given. */
  readonly debug: boolean;
}

export interface Example {
  /** Works when it is pasted. */
  readonly command: string;
  readonly explanation: string;
}

/** What was given on the command line, as texts, flags and lists of texts. */
export interface Given {
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly options: Readonly<Record<string, unknown>>;
}

/** One value that does not fit; `path` leads with the argument's or option's name. */
export interface UsageProblem {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export type Prepared =
  | { readonly outcome: 'ready'; run(context: CommandContext): Promise<number> | number }
  | { readonly outcome: 'refused'; readonly problems: readonly UsageProblem[] };

/** A command as the frame sees it: it describes itself, and checks what it is given before it runs. */
export interface Command {
  /** One or two words, such as `config check`. */
  readonly name: string;
  readonly summary: string;
  /** Anything that somebody has to know to do the job with it; shown below the summary. */
  readonly description: string;
  readonly arguments: z.ZodObject;
  readonly options: z.ZodObject;
  readonly examples: readonly Example[];
  prepare(given: Given): Prepared;
}

const nothing = z.object({});

/**
 * Describes a command; parsing and help come from `arguments` and `options`, whose keys become positional
 * arguments, in order, and flags in kebab-case. `run` gives back the exit status.
 *
 * What zod cannot say stands in `.meta()`: `short` (one letter), `value` (the word for the value in help)
 * and `aliases` (further names of the flag).
 */
export function defineCommand<
  Arguments extends z.ZodObject = typeof nothing,
  Options extends z.ZodObject = typeof nothing,
>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly description?: string;
  readonly arguments?: Arguments;
  readonly options?: Options;
  readonly examples: readonly Example[];
  run(
    options: z.infer<Arguments> & z.infer<Options>,
    context: CommandContext,
  ): Promise<number> | number;
}): Command {
  const { name, summary, examples } = definition;
  return {
    name,
    summary,
    description: definition.description ?? '',
    arguments: definition.arguments ?? nothing,
    options: definition.options ?? nothing,
    examples,
    prepare(given) {
      const positional = (definition.arguments ?? nothing).safeParse(given.arguments);
      const flags = (definition.options ?? nothing).safeParse(given.options);
      if (!positional.success || !flags.success) {
        const issues = [...(positional.error?.issues ?? []), ...(flags.error?.issues ?? [])];
        return { outcome: 'refused', problems: issues.map(asProblem) };
      }
      // Both were just checked against the schemas that these types are inferred from.
      const options = { ...positional.data, ...flags.data } as z.infer<Arguments> &
        z.infer<Options>;
      return { outcome: 'ready', run: (context) => definition.run(options, context) };
    },
  };
}

const asProblem = (issue: z.core.$ZodIssue): UsageProblem => ({
  path: issue.path,
  message: problemMessage(issue),
});

/** The frequent problems in words of the command line; zod's own words for the rest. */
function problemMessage(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value')
    return `expected one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type') return `expected ${nounOf(issue.expected)}`;
  if (issue.code === 'too_small') return `expected at least ${issue.minimum}`;
  if (issue.code === 'too_big') return `expected at most ${issue.maximum}`;
  return issue.message;
}

const nouns: Readonly<Record<string, string>> = {
  int: 'a whole number',
  number: 'a number',
  array: 'at least one',
};

const nounOf = (expected: string): string => nouns[expected] ?? expected;

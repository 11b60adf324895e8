import { stringifyJson } from '../../domain/exact-json.ts';
import type { Alert } from '../../domain/alert.ts';
import type { JsonValue } from '../../domain/json.ts';

export const githubApi = 'https://api.github.com';
/** https://github.com/peter-evans/create-issue-from-file/issues/1049: "body is too long (maximum is 65536 characters)". */
export const bodyLengthMax = 65_536;
/** The refusal of a longer one says "title is too long (maximum is 256 characters)". */
export const titleLengthMax = 256;

/** Text as it is, whatever it has in it: the fence is longer than any run of ticks, which could otherwise end it. */
export function fenced(text: string, language: string): string {
  const ticks = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(ticks + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}

export function bodyOf({ description }: Alert, record: JsonValue): string {
  const text = stringifyJson(record, { sorted: true, indent: 2, strict: true });
  return `### Description\n${description}\n\n### Event data\n${fenced(text, 'json')}`;
}

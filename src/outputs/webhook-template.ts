import { isJsonObject, type JsonObject, type JsonValue } from '../domain/json.ts';
import { parseJson, stringifyJson } from '../domain/exact-json.ts';
import { partOf } from './part-of.ts';

/** What becomes of one `{{ path }}`: alone in a text the value itself, among other words its text. */
const placeholder = /\{\{\s*([^{}]*?)\s*\}\}/g;
const onlyPlaceholder = /^\{\{\s*([^{}]*?)\s*\}\}$/;

/** Whether a text is a template that can be filled: JSON. */
export function isBodyTemplate(text: string): boolean {
  try {
    parseJson(text);
    return true;
  } catch {
    return false;
  }
}

/**
 * A body from a template such as `{"text": "{{ rule_name }}: {{ record.user }}", "all": "{{ record }}"}`. The values
 * are put into the parsed template, so nothing in the log data can change its shape. `{{ . }}` is the whole content;
 * what is not there is `null`, or nothing among other words.
 */
export const filledTemplate = (template: string, content: JsonObject): JsonValue =>
  filled(parseJson(template), content);

function filled(value: JsonValue, content: JsonObject): JsonValue {
  if (Array.isArray(value)) return value.map((item) => filled(item, content));
  if (isJsonObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, filled(item, content)]),
    );
  }
  if (typeof value !== 'string') return value;
  const alone = onlyPlaceholder.exec(value)?.[1];
  if (alone !== undefined) return at(content, alone) ?? null;
  return value.replace(placeholder, (_, path: string) => textOf(at(content, path)));
}

/** `record.users.0.name`; a key that has dots itself is found as a whole. */
function at(content: JsonObject, path: string): JsonValue | undefined {
  if (path === '.') return content;
  if (Object.hasOwn(content, path)) return content[path];
  const steps = path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step));
  return partOf(content, ...steps);
}

function textOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : stringifyJson(value, { strict: true });
}

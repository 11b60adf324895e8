import type { JsonValue } from '../../domain/json.ts';
import { envelopeKey, type Field, type LogType } from '../../domain/log-type.ts';
import { floatForm, textForm } from '../../domain/text-form.ts';

/** The text form of a value at one place of a record. */
export type FormOf = (value: JsonValue) => string;

/** A whole number in a field that was declared `float` is a float there: `5.0`. */
export function formAt({ fields, envelope }: LogType, path: readonly string[]): FormOf {
  const inEnvelope = path[0] === envelopeKey;
  let known: readonly Field[] = inEnvelope ? envelope : fields;
  for (const key of inEnvelope ? path.slice(1) : path) {
    const type = known.find(({ name }) => name === key)?.type;
    if (type?.kind === 'float') return floatForm;
    known = type?.kind === 'map' ? type.fields : [];
  }
  return textForm;
}

import { isFalsy } from '../../domain/falsy.ts';
import type { JsonObject } from '../../domain/json.ts';
import type { LogType, Normalization, NormalizationEntry } from '../../domain/log-type.ts';
import type { LogRecord } from '../../domain/record.ts';
import { compileCondition, type TestRecord } from './condition.ts';
import { type FormOf, formAt } from './form.ts';

/** What the normalisation of a record is. */
export type NormalizeRecord = (record: LogRecord) => JsonObject;

/**
 * Writes one function for a log type: each path is followed by code of its own, which costs a fraction of walking it
 * key by key. Names from the configuration enter it only as JSON texts.
 */
export function compileLogType(
  logType: LogType,
  normalization: readonly Normalization[],
  newRecordId: () => string,
): NormalizeRecord {
  const code = new NormalizerCode(logType, normalization);
  const make = new Function('conditions', 'forms', 'isFalsy', 'newRecordId', code.source);
  return make(code.conditions, code.forms, isFalsy, newRecordId) as NormalizeRecord;
}

class NormalizerCode {
  readonly source: string;
  readonly conditions: TestRecord[] = [];
  readonly forms: FormOf[] = [];
  readonly #logType: LogType;

  constructor(logType: LogType, normalization: readonly Normalization[]) {
    this.#logType = logType;
    const blocks = normalization.map((each) => this.#type(each));
    this.source = `
${this.conditions.map((_, index) => `const condition${index} = conditions[${index}];`).join('\n')}
${this.forms.map((_, index) => `const form${index} = forms[${index}];`).join('\n')}
return (record) => {
  const result = {};
  let v, elements, isEmpty = true;
  ${blocks.join('\n  ')}
  return result;
};`;
  }

  /** Gathers the elements of one normalised type, and adds it to the result when there are any. */
  #type({ type, entries }: Normalization): string {
    const name = JSON.stringify(type);
    // Assigned, this one key would set the prototype of the result.
    const add =
      type === '__proto__'
        ? `Object.defineProperty(result, ${name}, {value: elements, enumerable: true, configurable: true, writable: true});`
        : `result[${name}] = elements;`;
    return `elements = undefined;
  ${entries.map((entry) => this.#entry(entry)).join('\n  ')}
  if (elements !== undefined) {
    if (isEmpty) { isEmpty = false; result["streamalert_record_id"] = newRecordId(); }
    ${add}
  }`;
  }

  #entry(entry: NormalizationEntry): string {
    const { path, condition } = entry;
    const form = this.forms.push(formAt(this.#logType, path)) - 1;
    const code = followCode('record', path, this.#elementCode(entry, `form${form}`));
    if (condition === undefined) return code;
    const test = compileCondition(condition, formAt(this.#logType, condition.path));
    return `if (condition${this.conditions.push(test) - 1}(record)) {${code}}`;
  }

  #elementCode({ function: purpose, sendToArtifacts }: NormalizationEntry, form: string): string {
    const values = `Array.isArray(v) ? v : [typeof v === 'string' ? v : ${form}(v)]`;
    const withheld = sendToArtifacts ? '' : ', send_to_artifacts: false';
    const element = `{function: ${JSON.stringify(purpose)}, values: ${values}${withheld}}`;
    return `if (typeof v === 'string' ? v !== '' : !isFalsy(v)) {
    if (elements === undefined) elements = [${element}]; else elements.push(${element});
  }`;
  }
}

/** Code that brings the value at a path into `v` and goes on with `then`, unless the path leads through no map. */
function followCode(from: string, path: readonly string[], then: string): string {
  const [key, ...rest] = path;
  if (key === undefined) return '';
  const name = JSON.stringify(key);
  // Every object seems to have these.
  const read =
    key in Object.prototype
      ? `v = Object.hasOwn(${from}, ${name}) ? ${from}[${name}] : undefined;`
      : `v = ${from}[${name}];`;
  if (rest.length === 0) return `${read} ${then}`;
  const isMap = `typeof v === 'object' && v !== null && !Array.isArray(v)`;
  return `${read} if (${isMap}) {${followCode('v', rest, then)}}`;
}

/**
 * Source code of an object literal with these keys: written once for each schema it is several times as fast as setting
 * one key after the other, and gives all records of a log type one shape. Names enter code only as JSON texts.
 */
export function recordCode(names: readonly string[], valueCode: (index: number) => string): string {
  return `{${names.map((name, index) => `${keyCode(name)}: ${valueCode(index)}`).join(', ')}}`;
}

/** Written plainly, this one key would set the prototype. */
const keyCode = (name: string): string =>
  name === '__proto__' ? '["__proto__"]' : JSON.stringify(name);

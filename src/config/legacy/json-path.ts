/**
 * JSONPath of releases 1.2 to 1.6 as JMESPath (configuration.md 12.2): `$`, names, quoted names, `*`, indexes and
 * slices. Undefined for what has no counterpart: recursive descent, parents, unions and filters.
 */
export function jmesPathOf(jsonPath: string): string | undefined {
  const parts: string[] = [];
  let rest = jsonPath.trim();
  if (rest.startsWith('$')) rest = rest.slice(1);
  else if (!rest.startsWith('[')) rest = `.${rest}`;
  while (rest !== '') {
    const step = steps.find(({ pattern }) => pattern.test(rest));
    const match = step?.pattern.exec(rest);
    if (step === undefined || !match) return undefined;
    parts.push(step.write(match[1] ?? ''));
    rest = rest.slice(match[0].length);
  }
  const expression = parts.join('').replace(/^\./, '');
  return expression === '' ? '@' : expression;
}

interface Step {
  readonly pattern: RegExp;
  write(content: string): string;
}

const quoted = (name: string): string => `.${JSON.stringify(name)}`;

const steps: readonly Step[] = [
  { pattern: /^\.\*/, write: () => '.*' },
  // JSONPath takes dashes and @ in a bare name; JMESPath wants quotation marks around those.
  {
    pattern: /^\.([A-Za-z_@][\w@-]*)/,
    write: (name) => (/^[A-Za-z_]\w*$/.test(name) ? `.${name}` : quoted(name)),
  },
  { pattern: /^\.?\['([^'"\\]*)'\]/, write: quoted },
  { pattern: /^\.?\["([^'"\\]*)"\]/, write: quoted },
  { pattern: /^\.'([^'"\\]*)'/, write: quoted },
  { pattern: /^\."([^'"\\]*)"/, write: quoted },
  { pattern: /^\.?\[(\*|-?\d+|-?\d*:-?\d*(?::-?\d*)?)\]/, write: (inside) => `[${inside}]` },
];

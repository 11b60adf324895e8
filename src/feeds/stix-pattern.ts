import type { IndicatorType } from '../domain/indicator.ts';

/** What a pattern of STIX lists, or why it cannot be matched value by value. */
export type ReadPattern =
  | {
      readonly outcome: 'values';
      readonly values: readonly { readonly type: IndicatorType; readonly value: string }[];
    }
  | { readonly outcome: 'refused'; readonly reason: string };

const refused = (reason: string): ReadPattern => ({ outcome: 'refused', reason });

/**
 * Reads patterns whose parts are alternatives: `[ipv4-addr:value = '203.0.113.7' OR domain-name:value = '…']`. Hashes
 * of one file may be joined by AND, since each of them says the same. Anything else would match too much or nothing.
 */
export function readPattern(pattern: string): ReadPattern {
  const tokens = tokensOf(pattern);
  if (tokens === undefined) return refused('the pattern cannot be read');
  const words = tokens.flatMap((token) =>
    token.kind === 'word' ? [token.text.toUpperCase()] : [],
  );
  const unfit = words.find((word) => unfitWords.has(word));
  if (unfit !== undefined) return refused(`the pattern has ${unfit}`);
  const comparisons = comparisonsOf(tokens);
  if (comparisons === undefined)
    return refused('the pattern compares otherwise than by =, IN or ISSUBSET');
  const isJoined = words.includes('AND');
  if (isJoined && !comparisons.every(({ path }) => path.startsWith('file:'))) {
    return refused('the pattern joins conditions by AND');
  }
  const values = comparisons.flatMap(({ path, texts }) => {
    const type = typeOf(path);
    return type === undefined ? [] : texts.map((value) => ({ type, value }));
  });
  return values.length === 0
    ? refused(`the pattern is about ${comparisons[0]?.path.split(':')[0] ?? 'nothing'}`)
    : { outcome: 'values', values };
}

const unfitWords = new Set([
  'NOT',
  'FOLLOWEDBY',
  'LIKE',
  'MATCHES',
  'ISSUPERSET',
  'EXISTS',
  'REPEATS',
  '<',
  '>',
  '<=',
  '>=',
  '!=',
  '<>',
]);

function typeOf(path: string): IndicatorType | undefined {
  if (/^ipv[46]-addr:value$/.test(path)) return 'ip';
  if (/^network-traffic:(?:dst|src)_ref\.value$/.test(path)) return 'ip';
  if (path === 'domain-name:value') return 'domain';
  if (path === 'url:value') return 'url';
  const hash = /^(?:file|artifact):hashes\.'?(MD5|SHA-1|SHA-256|SHA1|SHA256)'?$/i.exec(path)?.[1];
  if (hash !== undefined) return hashTypes[hash.toUpperCase().replace('-', '')];
  return undefined;
}

const hashTypes: Readonly<Record<string, IndicatorType>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  SHA256: 'sha256',
};

type Token =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'word'; readonly text: string };

const charactersMax = 100_000;
const tokenPattern =
  /\s*(?:'((?:[^'\\]|\\.)*)'|([\w-]+:[\w-]+(?:\.(?:[\w-]+|'[^']*'))*(?:\[[^\]']*\])?(?:\.(?:[\w-]+|'[^']*'))*)|([<>!]=?|<>|[=()[\],])|([\w.+:-]+))/y;

/** Undefined where something stands there that no pattern has. */
function tokensOf(pattern: string): readonly Token[] | undefined {
  if (pattern.length > charactersMax) return undefined;
  const text = pattern.trimEnd();
  const tokens: Token[] = [];
  tokenPattern.lastIndex = 0;
  while (tokenPattern.lastIndex < text.length) {
    const found = tokenPattern.exec(text);
    if (found === null) return undefined;
    const [, quoted, path, sign, word] = found;
    if (quoted !== undefined)
      tokens.push({ kind: 'text', text: quoted.replaceAll(/\\(.)/gs, '$1') });
    else tokens.push({ kind: 'word', text: path ?? sign ?? word ?? '' });
  }
  return tokens;
}

interface Comparison {
  readonly path: string;
  readonly texts: readonly string[];
}

function comparisonsOf(tokens: readonly Token[]): readonly Comparison[] | undefined {
  const comparisons: Comparison[] = [];
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind !== 'word' || !/^[\w-]+:[\w-]/.test(token.text)) continue;
    const operator = tokens[at + 1];
    const name = operator?.kind === 'word' ? operator.text.toUpperCase() : '';
    const texts = textsAfter(tokens, at + 2, name);
    if (texts === undefined) return undefined;
    comparisons.push({ path: token.text, texts });
  }
  return comparisons;
}

function textsAfter(
  tokens: readonly Token[],
  from: number,
  operator: string,
): readonly string[] | undefined {
  const first = tokens[from];
  // Comparing with a number, such as the size of a file, lists nothing and does no harm beside a hash.
  if (operator === '=' && first?.kind === 'word') return [];
  if (operator === '=' || operator === 'ISSUBSET') {
    return first?.kind === 'text' ? [first.text] : undefined;
  }
  if (operator !== 'IN' || first?.kind !== 'word' || first.text !== '(') return undefined;
  const texts: string[] = [];
  for (let at = from + 1; at < tokens.length; at++) {
    const token = tokens[at];
    if (token?.kind === 'word' && token.text === ')') return texts;
    if (token?.kind === 'text') texts.push(token.text);
  }
  return undefined;
}

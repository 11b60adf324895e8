/** Whether a whole text fits a pattern. */
export type MatchText = (text: string) => boolean;

/**
 * Compiles a shell glob over the whole value, case-sensitive: `*` any run including line ends, `?` one character,
 * `[abc]`, `[a-z]`, `[!abc]`; a `[` that is never closed is literal. Takes time in proportion to text × pattern at
 * worst, whatever comes.
 */
export function compileGlob(pattern: string): MatchText {
  if (!/[*?[]/.test(pattern)) return (text) => text === pattern;
  const star = pattern.indexOf('*');
  if (star !== -1 && !/[?[]/.test(pattern) && pattern.indexOf('*', star + 1) === -1) {
    const prefix = pattern.slice(0, star);
    const suffix = pattern.slice(star + 1);
    const least = prefix.length + suffix.length;
    return (text) => text.length >= least && text.startsWith(prefix) && text.endsWith(suffix);
  }
  const tokens = tokensOf(pattern);
  return (text) => matches(text, tokens);
}

/** What one place of a pattern takes: any run of characters, any one, exactly one, or one of a class. */
type Token = 'run' | 'any' | number | ((point: number) => boolean);

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    const end = character === '[' ? closingBracket(characters, at) : -1;
    if (end !== -1) {
      tokens.push(characterClass(characters.slice(at + 1, end)));
      at = end;
    } else if (character === '*') {
      if (tokens.at(-1) !== 'run') tokens.push('run');
    } else tokens.push(character === '?' ? 'any' : (character.codePointAt(0) ?? 0));
  }
  return tokens;
}

/** A `]` that comes first belongs to the class. */
function closingBracket(characters: readonly string[], open: number): number {
  const first = characters[open + 1] === '!' ? open + 2 : open + 1;
  return characters.indexOf(']', first + 1);
}

function characterClass(inside: readonly string[]): (point: number) => boolean {
  const negated = inside[0] === '!';
  const members = (negated ? inside.slice(1) : inside).map((member) => member.codePointAt(0) ?? 0);
  const ranges: [from: number, to: number][] = [];
  for (let at = 0; at < members.length; at++) {
    const from = members[at] ?? 0;
    const isRange = members[at + 1] === hyphen && at + 2 < members.length;
    ranges.push([from, isRange ? (members[at + 2] ?? from) : from]);
    if (isRange) at += 2;
  }
  return (point) => ranges.some(([from, to]) => point >= from && point <= to) !== negated;
}

const hyphen = 0x2d;

/** Goes back to the last run only, so that it never takes exponential time. */
function matches(text: string, tokens: readonly Token[]): boolean {
  let at = 0;
  let token = 0;
  let runToken = -1;
  let runAt = 0;
  while (at < text.length) {
    const current = tokens[token];
    const point = text.codePointAt(at) ?? 0;
    if (current === 'run') {
      runToken = token++;
      runAt = at;
    } else if (
      current === 'any' ||
      current === point ||
      (typeof current === 'function' && current(point))
    ) {
      at += point > 0xffff ? 2 : 1;
      token++;
    } else if (runToken !== -1) {
      token = runToken + 1;
      runAt += (text.codePointAt(runAt) ?? 0) > 0xffff ? 2 : 1;
      at = runAt;
    } else return false;
  }
  while (tokens[token] === 'run') token++;
  return token === tokens.length;
}

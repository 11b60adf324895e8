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
  return (text) => matches([...text], tokens);
}

type Token = 'run' | ((character: string) => boolean);

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    const character = characters[at] ?? '';
    if (character === '*') {
      if (tokens.at(-1) !== 'run') tokens.push('run');
    } else if (character === '?') tokens.push(() => true);
    else if (character === '[') {
      const end = closingBracket(characters, at);
      if (end === -1) tokens.push((other) => other === '[');
      else {
        tokens.push(characterClass(characters.slice(at + 1, end)));
        at = end;
      }
    } else tokens.push((other) => other === character);
  }
  return tokens;
}

/** A `]` that comes first belongs to the class. */
function closingBracket(characters: readonly string[], open: number): number {
  const first = characters[open + 1] === '!' ? open + 2 : open + 1;
  return characters.indexOf(']', first + 1);
}

function characterClass(inside: readonly string[]): (character: string) => boolean {
  const negated = inside[0] === '!';
  const members = negated ? inside.slice(1) : inside;
  const ranges: [from: string, to: string][] = [];
  for (let at = 0; at < members.length; at++) {
    const from = members[at] ?? '';
    const isRange = members[at + 1] === '-' && at + 2 < members.length;
    ranges.push([from, isRange ? (members[at + 2] ?? from) : from]);
    if (isRange) at += 2;
  }
  return (character) =>
    ranges.some(([from, to]) => character >= from && character <= to) !== negated;
}

/** Goes back to the last run only, so that it never takes exponential time. */
function matches(text: readonly string[], tokens: readonly Token[]): boolean {
  let at = 0;
  let token = 0;
  let runToken = -1;
  let runAt = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current === 'run') {
      runToken = token++;
      runAt = at;
    } else if (current?.(text[at] ?? '') === true) {
      at++;
      token++;
    } else if (runToken !== -1) {
      token = runToken + 1;
      at = ++runAt;
    } else return false;
  }
  while (tokens[token] === 'run') token++;
  return token === tokens.length;
}

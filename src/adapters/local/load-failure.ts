import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { placeOfFrame } from '../../domain/place.ts';
import { reasonOf } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';
import { shownPath } from './content-files.ts';
import { stripTypes } from './strip-types.ts';

/** What to tell about a module that could not be loaded, with the place where that is known. */
export function loadFailure(error: unknown, file: string): Finding {
  const place = syntaxErrorPlace(error, file) ?? thrownPlace(error);
  return {
    level: 'load',
    file: shownPath(place?.file ?? file),
    path: '',
    message: messageOf(error),
    ...(place && { line: place.line }),
    ...(place?.column !== undefined && { column: place.column }),
  };
}

interface LoadPlace {
  readonly file: string;
  readonly line: number;
  readonly column?: number;
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

function messageOf(error: unknown): string {
  const reason = reasonOf(error);
  switch (codeOf(error)) {
    case 'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX':
      return `${reason}; only types that can be erased are allowed, so use a union of texts or a plain object`;
    case 'ERR_MODULE_NOT_FOUND':
      return `${reason}; install the package, or mend the path (relative imports carry the ending, such as "./shared.ts")`;
    default:
      return reason;
  }
}

/** Node puts `file:line`, the line itself and carets below the spot before the stack of a syntax error. */
function syntaxErrorPlace(error: unknown, file: string): LoadPlace | undefined {
  if (!(error instanceof SyntaxError)) return undefined;
  const shown = placeAbove(error.stack ?? '') ?? placeAbove(parseAgain(file));
  return shown && { ...shown, file: shown.file ?? file };
}

function placeAbove(
  stack: string,
): { file: string | undefined; line: number; column?: number } | undefined {
  const [head = '', ...rest] = stack.split('\n');
  const found = /^(.*?):(\d+)$/.exec(head);
  if (!found) return undefined;
  const file = found[1]?.startsWith('file:') ? fileURLToPath(found[1]) : undefined;
  const carets = rest.find((text) => /^\s*\^+\s*$/.test(text));
  return {
    file,
    line: Number(found[2]),
    ...(carets && { column: carets.indexOf('^') + 1 }),
  };
}

/** The error of a JavaScript file says nowhere where it is, but that of the TypeScript parser does. */
function parseAgain(file: string): string {
  try {
    stripTypes(readFileSync(file, 'utf8'), file);
    return '';
  } catch (error) {
    return error instanceof Error ? (error.stack ?? '') : '';
  }
}

/** The innermost frame that is not Node's own. */
function thrownPlace(error: unknown): LoadPlace | undefined {
  if (!(error instanceof Error) || codeOf(error) === 'ERR_MODULE_NOT_FOUND') return undefined;
  return error.stack
    ?.split('\n')
    .map(placeOfFrame)
    .find((place) => place !== undefined);
}

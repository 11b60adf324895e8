import { withoutCredentials } from './credentials.ts';
import type { Cursor } from './cursor.ts';

/** Values below such keys are never repeated in a message: somebody may have written a credential there. */
const confidentialKey =
  /secret|token|passw|pwd|credential|(?:api|access|private|service|routing|integration|victorops\w*)_?key|auth|webhook|url/i;

const lengthMax = 60;

/** What was found, short enough for a message. Nothing that may be a credential. */
export function shown({ node, path }: Cursor): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  const isConfidential = confidentialKey.test(path.slice(path.lastIndexOf('.') + 1));
  if (node.kind === 'number' && isConfidential) return 'a number';
  if (node.kind !== 'text') return shortened(String(node.value));
  const isSafe = !isConfidential && withoutCredentials(node.value) === node.value;
  return isSafe ? shortened(JSON.stringify(node.value)) : 'a text';
}

const shortened = (text: string): string =>
  text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text;

import type { Cursor } from './cursor.ts';

/** Values below such keys are never repeated in a message: somebody may have written a credential there. */
const confidential = /secret|token|passw|credential|api_?key|service_key|routing_key|auth|url/i;

const lengthMax = 60;

/** What was found, short enough for a message. Nothing that may be a credential. */
export function shown({ node, path }: Cursor): string {
  if (node.kind === 'map') return 'a map';
  if (node.kind === 'list') return 'a list';
  if (node.kind !== 'text') return shortened(String(node.value));
  const lastKey = path.slice(path.lastIndexOf('.') + 1);
  const mayBeSecret = confidential.test(lastKey) || /:\/\/|xox[a-z]-/i.test(node.value);
  return mayBeSecret ? 'a text' : shortened(JSON.stringify(node.value));
}

const shortened = (text: string): string =>
  text.length > lengthMax ? `${text.slice(0, lengthMax)}…` : text;

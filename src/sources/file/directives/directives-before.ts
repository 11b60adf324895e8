import { type PeekSource } from '../byte-source.ts';
import { Directives, directiveBytesMax, takeDirectives } from './directives.ts';

/**
 * Reads a source up to a place where an earlier reading stopped and gives the directives that are in force there.
 * Undefined when the source ends before that.
 */
export async function directivesBefore(
  source: PeekSource,
  bytes: number,
): Promise<Directives | undefined> {
  const directives = new Directives();
  /** The beginning of a line that goes on. */
  let open = new Uint8Array(0);
  let left = bytes;
  while (left > 0) {
    const head = (await source.peek()).subarray(0, left);
    if (head.length === 0) return undefined;
    const end = Math.max(head.lastIndexOf(0x0a), -1) + 1;
    if (end > 0) takeDirectives(joined(open, head.subarray(0, end)), directives);
    // Of a line that is longer than any directive the beginning is enough to see that it is.
    open = end > 0 ? head.slice(end, end + directiveBytesMax + 1) : joined(open, head);
    if (open.length > directiveBytesMax + 1) open = open.slice(0, directiveBytesMax + 1);
    const { length } = head;
    source.skip?.(length);
    left -= length;
  }
  if (open.length > 0) takeDirectives(open, directives);
  return directives;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

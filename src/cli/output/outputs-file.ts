import assert from 'node:assert/strict';
import { accessSync, constants, existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { findNodeAtLocation, type Node, parseTree } from 'jsonc-parser';
import { linkTarget, replaceShared } from '../../adapters/local/durable-file.ts';
import { parseJson } from '../../config/json-tree.ts';
import { reasonOf, StreamAlertError } from '../../domain/errors.ts';
import { jsonWithValue } from '../json-with-value.ts';

/** A destination as `outputs.json` has it. */
export interface FileDestination {
  readonly service: string;
  readonly descriptor: string;
  /** Null for services whose destinations are a list. */
  readonly resource: string | null;
}

const byteOrderMark = '\ufeff';

/** The text of `outputs.json`; an empty map where there is no such file. What cannot be edited is refused. */
export function readOutputsFile(file: string): string {
  let text: string;
  try {
    text = existsSync(file) ? readFileSync(file, 'utf8') : '{}\n';
  } catch (error) {
    throw new StreamAlertError('CONFIG_INVALID', `${file} cannot be read (${reasonOf(error)})`, {
      cause: error,
      hint: 'Make it readable for yourself.',
    });
  }
  const parsed = parseJson(text);
  const problem =
    parsed.outcome === 'refused'
      ? `is no JSON: ${parsed.message}`
      : parsed.root.kind !== 'map'
        ? 'is no JSON object'
        : parsed.duplicates.length > 0
          ? 'has a key twice'
          : undefined;
  if (problem === undefined) return text;
  throw new StreamAlertError('CONFIG_INVALID', `${file} ${problem}; nothing was changed`, {
    hint: 'See what is wrong with it: streamalert config check',
  });
}

/** The text with a destination in it, byte for byte as it was otherwise. */
export function withDestination(text: string, { service, descriptor, resource }: FileDestination) {
  const node = nodeAt(text, [service]);
  if (resource !== null || node?.type === 'object') {
    const former = nodeAt(text, [service, descriptor]);
    // A list service that is written as a map: its keys are the descriptors, and the values mean nothing.
    if (resource === null && former !== undefined && former.type !== 'null') return text;
    return changed(jsonWithValue(text, [service, descriptor], resource ?? {}), service);
  }
  if (node === undefined || node.type === 'null' || node.children?.length === 0) {
    return changed(jsonWithValue(text, [service], [descriptor]), service);
  }
  if (node.type !== 'array') throw unlike(service);
  if (node.children?.some(({ value }) => value === descriptor)) return text;
  return withItem(text, node, descriptor);
}

/** The text without a destination, as it was otherwise; a service that has no other goes as well. */
export function withoutDestination(
  text: string,
  { service, descriptor }: Omit<FileDestination, 'resource'>,
): string {
  const root = nodeAt(text, []);
  const node = nodeAt(text, [service]);
  if (root === undefined || node === undefined) return text;
  const { children = [] } = node;
  const index = children.findIndex((child) =>
    node.type === 'object' ? child.children?.[0]?.value === descriptor : child.value === descriptor,
  );
  if (index === -1) return text;
  return children.length > 1
    ? withoutChild(text, children, index)
    : withoutChild(
        text,
        root.children ?? [],
        root.children?.findIndex((each) => each.children?.[0]?.value === service) ?? -1,
      );
}

/** With the comma that separates it from the next, else from the one before. */
function withoutChild(text: string, children: readonly Node[], index: number): string {
  const child = children[index];
  if (child === undefined) return text;
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
  const json = text.slice(mark);
  const [previous, next] = [children[index - 1], children[index + 1]];
  const end = child.offset + child.length;
  const [from, to] =
    next !== undefined
      ? [child.offset, next.offset]
      : [previous === undefined ? child.offset : previous.offset + previous.length, end];
  return text.slice(0, mark) + json.slice(0, from) + json.slice(to);
}

function nodeAt(text: string, path: readonly string[]): Node | undefined {
  const root = parseTree(text.replace(byteOrderMark, ''));
  return root && findNodeAtLocation(root, [...path]);
}

/** Behind the last item, separated as the others are. */
function withItem(text: string, { offset, children = [] }: Node, item: string): string {
  const mark = text.startsWith(byteOrderMark) ? byteOrderMark.length : 0;
  const json = text.slice(mark);
  const [last, previous] = children.toReversed();
  if (last === undefined) return text;
  const begin = json.slice(offset + 1, last.offset);
  const separator =
    previous === undefined
      ? `,${begin.includes('\n') ? begin : ' '}`
      : json.slice(previous.offset + previous.length, last.offset);
  const end = last.offset + last.length;
  return (
    text.slice(0, mark) + json.slice(0, end) + separator + JSON.stringify(item) + json.slice(end)
  );
}

function changed(text: string | undefined, service: string): string {
  if (text === undefined) throw unlike(service);
  return text;
}

const unlike = (service: string): StreamAlertError =>
  new StreamAlertError(
    'CONFIG_INVALID',
    `"${service}" in outputs.json is neither a list nor a map; nothing was changed`,
    { hint: 'See what is wrong with it: streamalert config check' },
  );

/** Throws when the file could not be replaced: before anything else is changed for its sake. */
export function requireWritable(file: string): void {
  try {
    accessSync(dirname(existsSync(file) ? realpathSync(file) : file), constants.W_OK);
    if (existsSync(file)) accessSync(file, constants.W_OK);
  } catch (error) {
    throw unwritable(file, error);
  }
}

/**
 * Replaces the file at once, so that nobody reads half of it; its rights stay, and so does a link to it. Says what could
 * not be kept.
 */
export function replaceOutputsFile(file: string, text: string): readonly string[] {
  assert(parseJson(text).outcome === 'parsed', 'an edit made outputs.json unreadable');
  try {
    return replaceShared(linkTarget(file), text, 0o644);
  } catch (error) {
    throw unwritable(file, error);
  }
}

const unwritable = (file: string, error: unknown): StreamAlertError =>
  new StreamAlertError('CONFIG_INVALID', `${file} cannot be written (${reasonOf(error)})`, {
    cause: error,
    hint: 'Nothing was changed. Look at the rights of the file and its folder, and at the space on the disk.',
  });

import { z } from 'zod';
import type {
  ConditionOperator,
  Normalization,
  NormalizationCondition,
  NormalizationEntry,
} from '../../domain/log-type.ts';
import {
  type Cursor,
  child,
  entriesOf,
  itemsOf,
  keyProblem,
  problem,
  textsOf,
  unknownName,
} from '../cursor.ts';
import { shown } from '../shown.ts';

const path = z.array(z.string()).min(1).describe('Keys from the top of the record to the value');

/** In the order in which they decide when somebody writes several (configuration.md 11.3). */
const operators = ['is', 'is_not', 'in', 'not_in', 'contains', 'not_contains'] as const;

const operand = z.union([z.string(), z.array(z.string())]);

const entry = z.strictObject({
  path,
  function: z.string().optional().describe('What the value is for; copied to the result'),
  condition: z
    .strictObject({
      path,
      is: operand.optional().describe('the value, in lower case, equals this'),
      is_not: operand.optional().describe('the value differs from this'),
      in: operand.optional().describe('the value is one of these'),
      not_in: operand.optional().describe('the value is none of these'),
      contains: operand.optional().describe('the value contains this'),
      not_contains: operand.optional().describe('the value does not contain this'),
    })
    .optional()
    .describe('Only records for which this holds; exactly one operator, operands in lower case'),
  send_to_artifacts: z
    .boolean()
    .default(true)
    .optional()
    .describe('Whether the values go to the artifacts table'),
});

/** For editors; read by `readNormalization`, whose rules differ from one kind of entry to the other. */
export const normalizationDefinition = z
  .record(
    z.string(),
    z
      .union([z.array(z.string()), z.array(entry)])
      .describe('The path to one field, or entries, each with a path'),
  )
  .describe(
    'Normalised type → the path to one field, or a list of entries with path, function, condition and ' +
      'send_to_artifacts',
  );

const entryKeys = Object.keys(entry.shape);

/** The places a log type's normalised values are taken from (configuration.md 11.1). */
export function readNormalization(cursor: Cursor): readonly Normalization[] {
  if (cursor.node.kind !== 'map') {
    problem(cursor, 'load', `expected a map from normalised type to paths, found ${shown(cursor)}`);
    return [];
  }
  return entriesOf(cursor).flatMap(([type, value]) => {
    if (value.node.kind === 'null') return [];
    if (!/^[a-z_]+$/.test(type)) {
      const better = type.replaceAll(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
      const suggestion = /^[a-z_]+$/.test(better) ? better : undefined;
      keyProblem(
        value,
        'warning',
        'names of normalised types consist of a-z and _, so that tables can have them as columns',
        suggestion,
      );
    }
    return [{ type, entries: readEntries(value) }];
  });
}

function readEntries(cursor: Cursor): readonly NormalizationEntry[] {
  const items = itemsOf(cursor);
  const kinds = new Set(items.map(({ node }) => node.kind));
  if (cursor.node.kind !== 'list' || kinds.size > 1 || !isEntryKind([...kinds][0])) {
    const found = kinds.size > 1 ? 'a list of different kinds' : shown(cursor);
    problem(
      cursor,
      'load',
      `expected one path such as ["user", "name"], or a list of { "path": […] }; found ${found}`,
    );
    return [];
  }
  if (items.length === 0) {
    problem(cursor, 'warning', 'an empty list normalises nothing');
    return [];
  }
  if (kinds.has('text')) {
    return [{ path: textsOf(cursor), function: null, sendToArtifacts: true }];
  }
  return items.flatMap(readEntry);
}

const isEntryKind = (kind: string | undefined): boolean =>
  kind === undefined || kind === 'text' || kind === 'map';

function readEntry(cursor: Cursor): readonly NormalizationEntry[] {
  for (const [key, value] of entriesOf(cursor)) {
    if (!entryKeys.includes(key)) unknownName(value, 'load', 'key of an entry', key, entryKeys);
  }
  const entryPath = readPath(cursor, 'load');
  if (entryPath === undefined) return [];

  const purpose = child(cursor, 'function');
  if (purpose !== undefined && purpose.node.kind !== 'text') {
    problem(purpose, 'load', `expected text, found ${shown(purpose)}`);
  }
  const condition = readCondition(child(cursor, 'condition'));
  return [
    {
      path: entryPath,
      function: purpose?.node.kind === 'text' ? purpose.node.value : null,
      ...(condition && { condition }),
      sendToArtifacts: readSwitch(child(cursor, 'send_to_artifacts')),
    },
  ];
}

function readSwitch(cursor: Cursor | undefined): boolean {
  if (cursor === undefined) return true;
  if (cursor.node.kind === 'boolean') return cursor.node.value;
  if (cursor.node.kind === 'text' && /^(?:true|false)$/i.test(cursor.node.value)) {
    const meant = cursor.node.value.toLowerCase();
    problem(cursor, 'warning', `write ${meant} without quotation marks`);
    return meant === 'true';
  }
  problem(cursor, 'load', `expected true or false, found ${shown(cursor)}`);
  return true;
}

function readPath(cursor: Cursor, level: 'load' | 'warning'): readonly string[] | undefined {
  const found = child(cursor, 'path');
  const keys = textsOf(found);
  if (keys.length > 0 && keys.length === itemsOf(found).length) return keys;
  const what = found === undefined ? 'is missing' : `is ${shown(found)}`;
  problem(
    found ?? cursor,
    level,
    `"path" ${what}; write the keys from the top of the record, such as ["user", "name"]`,
  );
  return undefined;
}

/** A condition that can never hold is kept as one, so that it selects nothing instead of everything. */
const never: NormalizationCondition = { path: [], operator: 'is', operand: '' };

function readCondition(cursor: Cursor | undefined): NormalizationCondition | undefined {
  if (cursor === undefined) return undefined;
  if (cursor.node.kind !== 'map') {
    problem(cursor, 'load', `expected a map with "path" and one operator, found ${shown(cursor)}`);
    return undefined;
  }
  if (cursor.node.entries.size === 0) return undefined;
  for (const [key, value] of entriesOf(cursor)) {
    if (key !== 'path' && !operators.some((operator) => operator === key)) {
      unknownName(value, 'warning', 'key of a condition', key, ['path', ...operators]);
    }
  }
  const given = operators.flatMap((operator) => readOperator(cursor, operator));
  const conditionPath = readPath(cursor, 'warning');
  const [decisive, ...ignored] = given;
  if (decisive === undefined) {
    problem(cursor, 'warning', `never holds: it has no operator (${operators.join(', ')})`);
  }
  if (ignored.length > 0) {
    const names = ignored.map(({ operator }) => operator).join(', ');
    problem(cursor, 'warning', `only "${decisive?.operator}" decides; ${names} has no effect`);
  }
  return decisive && conditionPath ? { path: conditionPath, ...decisive } : never;
}

type Decision = Omit<NormalizationCondition, 'path'>;

function readOperator(condition: Cursor, operator: ConditionOperator): readonly Decision[] {
  const cursor = child(condition, operator);
  if (cursor === undefined) return [];
  const isList = cursor.node.kind === 'list';
  const operands = isList ? itemsOf(cursor) : [cursor];
  const texts = operands.flatMap((item) => readOperand(item) ?? []);
  if (texts.length < operands.length) return [];
  if (texts.every((text) => text === '')) {
    problem(cursor, 'warning', 'an empty operand counts as no operator');
    return [];
  }
  const upper = texts.find((text) => text !== text.toLowerCase());
  if (upper !== undefined) {
    problem(
      cursor,
      'warning',
      'values are compared in lower case, so an operand with upper-case letters never equals one',
      upper.toLowerCase(),
    );
  }
  const [first = ''] = texts;
  return [{ operator, operand: isList ? texts : first }];
}

/** Values are compared as text, so a number stands for its text. */
function readOperand(cursor: Cursor): string | undefined {
  const { node } = cursor;
  if (node.kind === 'text') return node.value;
  if (node.kind === 'number' || node.kind === 'boolean') {
    const meant = String(node.value);
    problem(cursor, 'warning', `values are compared as text; write "${meant}"`);
    return meant;
  }
  problem(cursor, 'load', `expected text or a list of texts, found ${shown(cursor)}`);
  return undefined;
}

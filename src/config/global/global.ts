import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { check } from '../check.ts';
import type { Account, General } from '../config.ts';
import {
  type Cursor,
  child,
  entriesOf,
  has,
  itemsOf,
  keyProblem,
  problem,
  textOf,
  textsOf,
} from '../cursor.ts';
import { regions } from '../regions.ts';
import { nearest } from '../suggest.ts';
import { globalDefinition } from './definition.ts';

const defaultAccount: Account = { awsAccountId: '', prefix: '', region: 'us-east-1' };

export interface Global {
  readonly account: Account;
  readonly general: General;
}

/** `global.json`; `cursor` is undefined when it was not asked for or is missing. */
export function readGlobal(dir: string, cursor: Cursor | undefined): Global {
  const root = dirname(resolve(dir));
  if (cursor === undefined)
    return { account: defaultAccount, general: readGeneral(root, undefined) };
  check(cursor, globalDefinition);
  const account = child(cursor, 'account');
  const infrastructure = child(cursor, 'infrastructure');
  checkFirehose(child(infrastructure, 'firehose'));
  checkStaging(child(infrastructure, 'rule_staging'));
  const extractor = child(infrastructure, 'artifact_extractor');
  if (extractor && isOn(extractor) && !isOn(child(infrastructure, 'firehose'))) {
    keyProblem(extractor, 'warning', 'has no effect without infrastructure.firehose.enabled');
  }
  checkQueue(child(infrastructure, 'classifier_sqs'));
  for (const [, part] of [...entriesOf(infrastructure), ...entriesOf(cursor)]) {
    for (const name of ['bucket_name', 'sns_topic_name']) {
      const value = child(part, name);
      if (value) placeholder(value);
    }
  }
  const general = child(cursor, 'general');
  if (general === undefined && cursor.node.kind === 'map') {
    const used = 'rules/, matchers/ and publishers/ beside the configuration directory are used';
    keyProblem(cursor, 'warning', `"general" is missing; ${used}`);
  }
  return {
    account: account ? readAccount(account) : defaultAccount,
    general: readGeneral(root, general),
  };
}

const isOn = (cursor: Cursor | undefined): boolean => {
  const node = child(cursor, 'enabled')?.node;
  if (node?.kind === 'text') return node.value.toLowerCase() === 'true';
  return node?.kind === 'boolean' && node.value;
};

/** Values that ship with the stock files and that everybody has to replace before a build. */
function placeholder(cursor: Cursor): boolean {
  const value = textOf(cursor) ?? '';
  const found = /AWS_ACCOUNT_ID_GOES_HERE|PREFIX_GOES_HERE/.exec(value)?.[0];
  if (found !== undefined) problem(cursor, 'build', `replace the placeholder ${found}`);
  return found !== undefined;
}

function readAccount(account: Cursor): Account {
  const region = child(account, 'region');
  if (region === undefined) {
    keyProblem(account, 'warning', `"region" is missing; ${defaultAccount.region} is used`);
  }
  const name = textOf(region);
  if (region && name !== undefined && !regions.some((known) => known === name)) {
    problem(
      region,
      'warning',
      `${JSON.stringify(name)} is no region known here`,
      nearest(name, regions),
    );
  }
  const alias = child(account, 'kms_key_alias');
  if (alias) placeholder(alias);
  return {
    awsAccountId: readAccountId(account),
    prefix: readPrefix(account),
    region: name ?? defaultAccount.region,
  };
}

function readAccountId(account: Cursor): string {
  const cursor = child(account, 'aws_account_id');
  if (cursor === undefined) return '';
  const { node } = cursor;
  if (node.kind !== 'text' && node.kind !== 'number') {
    problem(cursor, 'load', 'expected 12 digits, as text');
    return '';
  }
  const id = String(node.value);
  if (placeholder(cursor)) return id;
  if (!/^\d{12}$/.test(id)) {
    const message = `expected 12 digits, found ${JSON.stringify(id)}`;
    problem(cursor, 'warning', message);
    problem(cursor, 'build', message);
  } else if (node.kind === 'number') {
    problem(cursor, 'warning', 'write it as text: a number would lose zeros at its beginning');
  }
  return id;
}

function readPrefix(account: Cursor): string {
  const cursor = child(account, 'prefix');
  const prefix = textOf(cursor);
  if (cursor && prefix === '') {
    problem(cursor, 'build', 'is empty: write lower-case letters and digits');
  } else if (
    cursor &&
    prefix !== undefined &&
    !placeholder(cursor) &&
    !/^[a-z0-9]+$/.test(prefix)
  ) {
    problem(cursor, 'warning', 'a prefix consists of lower-case letters and digits');
  }
  return prefix ?? '';
}

/** An explicitly empty list is respected; an absent one means the folder of that name. */
function readGeneral(root: string, general: Cursor | undefined): General {
  const locations = (key: string, usual: string, { must = false } = {}): readonly string[] => {
    const cursor = child(general, key);
    if (cursor === undefined) {
      if (must && general)
        keyProblem(general, 'warning', `"${key}" is missing; ["${usual}"] is used`);
      return must || existsSync(join(root, usual)) ? [join(root, usual)] : [];
    }
    for (const item of itemsOf(cursor)) {
      const folder = textOf(item);
      if (folder === undefined || existsSync(resolve(root, folder))) continue;
      problem(
        item,
        'warning',
        `there is no folder ${JSON.stringify(folder)} beside the configuration directory`,
      );
      problem(
        item,
        'build',
        `there is no folder ${JSON.stringify(folder)} beside the configuration directory`,
      );
    }
    return textsOf(cursor).map((folder) => resolve(root, folder));
  };
  checkLibraries(child(general, 'third_party_libraries'));
  return {
    ruleLocations: locations('rule_locations', 'rules', { must: true }),
    matcherLocations: locations('matcher_locations', 'matchers', { must: true }),
    publisherLocations: locations('publisher_locations', 'publishers'),
    scheduledQueryLocations: locations('scheduled_query_locations', 'scheduled_queries'),
  };
}

function checkLibraries(libraries: Cursor | undefined): void {
  const forPython = textsOf(libraries).filter((library) => /[=<>~!]=/.test(library));
  if (libraries && forPython.length > 0) {
    const names = forPython.join(', ');
    problem(
      libraries,
      'warning',
      `Python packages are not installed: ${names}. Rules use npm packages, name@range`,
    );
  }
}

function checkFirehose(firehose: Cursor | undefined): void {
  const format = child(firehose, 'file_format');
  if (format) {
    keyProblem(
      format,
      'warning',
      'belongs to athena_partitioner_config in lambda.json; it is used only when missing there',
    );
  }
  const kept = child(firehose, 'enabled_logs');
  if (kept?.node.kind === 'list') {
    const instead = JSON.stringify(Object.fromEntries(textsOf(kept).map((name) => [name, {}])));
    problem(
      kept,
      'migration',
      `a list is the form of release 2 and read as such; write ${instead}`,
    );
  }
  if (firehose && isOn(firehose) && !has(firehose, 'buffer_size')) {
    const change = '"buffer_size" is absent and means 128; release 3 used 5 for JSON';
    keyProblem(firehose, 'migration', `${change}. Write it`);
  }
}

/** Release 2.3 demanded a choice and shipped null for it. */
function checkQueue(queue: Cursor | undefined): void {
  const useNone = entriesOf(queue).find(
    ([key, { node }]) => key === 'use_prefix' && node.kind === 'null',
  );
  if (useNone)
    problem(useNone[1], 'warning', 'null is no choice; true is used. Write true or false');
}

function checkStaging(staging: Cursor | undefined): void {
  const table = child(staging, 'table');
  for (const key of ['read_capacity', 'write_capacity']) {
    const nested = child(table, key);
    if (nested === undefined) continue;
    const counts = has(staging, `table_${key}`) ? 'that one counts' : 'it is read from here';
    keyProblem(
      nested,
      'migration',
      `form of release 2: write rule_staging.table_${key}; ${counts}`,
    );
  }
}

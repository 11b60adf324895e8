import { existsSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { check } from '../check.ts';
import type { Account, General } from '../config.ts';
import {
  type Cursor,
  child,
  entriesOf,
  itemsOf,
  keyProblem,
  problem,
  switchOf,
  textOf,
  textsOf,
} from '../cursor.ts';
import { regions } from '../regions.ts';
import { secretsStoreKinds } from '../secrets-store.ts';
import { nearest } from '../suggest.ts';
import { hasPlaceholder } from '../placeholders.ts';
import { globalDefinition } from './definition.ts';
import { type Infrastructure, readInfrastructure, type Terraform } from './infrastructure.ts';

const defaultAccount: Account = {
  awsAccountId: '',
  prefix: '',
  region: 'us-east-1',
  kmsKeyAlias: '',
};

export interface Global {
  readonly account: Account;
  readonly general: General;
  readonly infrastructure: Infrastructure;
  readonly terraform: Terraform;
}

/** `global.json`; `cursor` is undefined when it was not asked for or is missing. */
export function readGlobal(dir: string, cursor: Cursor | undefined): Global {
  const root = dirname(resolve(dir));
  const checked = check(cursor, globalDefinition);
  const written = child(cursor, 'account');
  const account = written ? readAccount(written) : defaultAccount;
  const { prefix, region, awsAccountId } = account;
  const names = { prefix, region, account: awsAccountId };
  if (cursor) checkInfrastructure(child(cursor, 'infrastructure'));
  const general = child(cursor, 'general');
  if (cursor && general === undefined && cursor.node.kind === 'map') {
    const used = 'rules/, matchers/ and publishers/ beside the configuration directory are used';
    keyProblem(cursor, 'warning', `"general" is missing; ${used}`);
  }
  return {
    account,
    general: readGeneral(root, general),
    ...readInfrastructure(checked, names),
  };
}

function checkInfrastructure(infrastructure: Cursor | undefined): void {
  const firehose = child(infrastructure, 'firehose');
  checkFirehose(firehose);
  checkStaging(child(infrastructure, 'rule_staging'));
  const extractor = child(infrastructure, 'artifact_extractor');
  if (extractor && switchOf(extractor, 'enabled') && !switchOf(firehose, 'enabled')) {
    keyProblem(extractor, 'warning', 'has no effect without infrastructure.firehose.enabled');
  }
  checkQueue(child(infrastructure, 'classifier_sqs'));
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
  const prefix = readPrefix(account);
  const alias = textOf(child(account, 'kms_key_alias')) || `${prefix}_streamalert_secrets`;
  return {
    awsAccountId: readAccountId(account),
    prefix,
    region: name ?? defaultAccount.region,
    kmsKeyAlias: alias.replace(/^alias\//, ''),
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
  if (hasPlaceholder(id)) return id;
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
    !hasPlaceholder(prefix) &&
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
    if (cursor !== undefined) return readPaths(root, cursor, 'folder');
    if (must && general) {
      keyProblem(general, 'warning', `"${key}" is missing; ["${usual}"] is used`);
    }
    return must || isThere(join(root, usual), 'folder') ? [join(root, usual)] : [];
  };
  const libraries = child(general, 'third_party_libraries');
  const terraformFiles = child(general, 'terraform_files');
  return {
    ruleLocations: locations('rule_locations', 'rules', { must: true }),
    matcherLocations: locations('matcher_locations', 'matchers', { must: true }),
    publisherLocations: locations('publisher_locations', 'publishers'),
    parserLocations: locations('parser_locations', 'parsers'),
    scheduledQueryLocations: locations('scheduled_query_locations', 'scheduled_queries'),
    thirdPartyLibraries: readLibraries(libraries),
    terraformFiles: terraformFiles ? readPaths(root, terraformFiles, 'file') : [],
    secretsStore:
      secretsStoreKinds.find((kind) => kind === textOf(child(general, 'secrets_store'))) ?? 'file',
  };
}

/** Rules are looked for all the same where a folder is missing, so that their absence is told there too. */
function readPaths(root: string, list: Cursor, kind: 'folder' | 'file'): readonly string[] {
  for (const item of itemsOf(list)) {
    const path = textOf(item);
    if (path === undefined || isThere(resolve(root, path), kind)) continue;
    const message = `there is no ${kind} ${JSON.stringify(path)} beside the configuration directory`;
    if (kind === 'folder') problem(item, 'warning', message);
    problem(item, 'build', message);
  }
  return textsOf(list).map((path) => resolve(root, path));
}

function isThere(path: string, kind: 'folder' | 'file'): boolean {
  // A name that no file can have makes statSync throw; existsSync says no.
  if (!existsSync(path)) return false;
  const found = statSync(path);
  return kind === 'folder' ? found.isDirectory() : found.isFile();
}

/** Packages for Python cannot be installed here; one warning names all of them. */
function readLibraries(libraries: Cursor | undefined): readonly string[] {
  const isForPython = (library: string) => /[=<>~!]=/.test(library);
  const forPython = textsOf(libraries).filter(isForPython);
  if (libraries && forPython.length > 0) {
    const names = forPython.join(', ');
    problem(
      libraries,
      'warning',
      `Python packages are not installed: ${names}. Rules use npm packages, name@range`,
    );
  }
  return textsOf(libraries).filter((library) => !isForPython(library));
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
    const counts = child(staging, `table_${key}`) ? 'that one counts' : 'it is read from here';
    keyProblem(
      nested,
      'migration',
      `form of release 2: write rule_staging.table_${key}; ${counts}`,
    );
  }
}

import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { StreamAlertError } from '../../domain/errors.ts';
import { replaceShared, syncPath } from './durable-file.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** A key as somebody keeps it: 32 random bytes as text, or a passphrase. */
export interface SecretKey {
  /** The key, and before it those that a rotation has not taken away yet. At least one. */
  readonly texts: readonly string[];
  /** Where it was found, for people. */
  readonly from: string;
}

/** Nobody keeps a key of this size; somebody named the wrong file. */
const keyBytesMax = 64 * 1024;

/** The OS may ask its user before it gives a key out. */
const commandSecondsMax = 60;

/** What the names of the three variables begin with, for the key in use and for the one that takes its place. */
export type KeyVariables = 'STREAMALERT_SECRETS_KEY' | 'STREAMALERT_SECRETS_NEW_KEY';

/**
 * The key that the environment names, else the one that systemd hands over; undefined when there is none. What is named
 * and cannot be read is an error: falling back would encrypt with another key.
 */
export async function namedKey(
  env: Environment,
  variables: KeyVariables = 'STREAMALERT_SECRETS_KEY',
): Promise<SecretKey | undefined> {
  const direct = env[variables]?.trim();
  if (direct) return { texts: [direct], from: `the environment variable ${variables}` };

  const file = env[`${variables}_FILE`];
  if (file) return { texts: [readKeyFile(file, `${variables}_FILE`)], from: `the file ${file}` };

  const credentials = env['CREDENTIALS_DIRECTORY'];
  if (variables === 'STREAMALERT_SECRETS_KEY' && credentials) {
    const handed = join(credentials, 'streamalert-key');
    if (statSync(handed, { throwIfNoEntry: false }) !== undefined) {
      return {
        texts: [readKeyFile(handed, 'CREDENTIALS_DIRECTORY')],
        from: `systemd (${handed})`,
      };
    }
  }
  const command = env[`${variables}_COMMAND`];
  if (command) return { texts: [await keyOfCommand(command, variables, env)], from: 'a command' };
  return undefined;
}

/** The folder of keys that were made here, outside of every data directory. */
export function keyFolder(env: Environment): string {
  const base =
    env['XDG_CONFIG_HOME'] || env['APPDATA'] || join(env['HOME'] || homeFolder(), '.config');
  return join(base, 'streamalert', 'keys');
}

/** A user that was made for a service, or by a container, may have none. */
function homeFolder(): string {
  try {
    return homedir();
  } catch (error) {
    throw keyError(
      `the user that runs this has no home folder for the key of the credentials (${codeOf(error)})`,
      'Set HOME, or name a key with STREAMALERT_SECRETS_KEY_FILE.',
      error,
    );
  }
}

const keyFileOf = (id: string, env: Environment): string => join(keyFolder(env), `${id}.key`);

/** The key that was made for a file of secrets with that id; undefined when it is not on this machine. */
export function keptKey(id: string, env: Environment): SecretKey | undefined {
  const file = keyFileOf(id, env);
  const found = statSync(file, { throwIfNoEntry: false });
  if (found === undefined) return undefined;
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0) {
    throw keyError(`the key ${file} may be read by others than its owner`, `chmod 600 ${file}`);
  }
  const texts = readKeyFile(file, 'the key').split('\n').filter(Boolean);
  return { texts, from: `the file ${file}` };
}

/** Makes a key for a file of secrets. One that is there already stays the key. */
export function makeKey(id: string, env: Environment): SecretKey {
  const file = keyFileOf(id, env);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const descriptor = openSync(file, 'wx', 0o600);
    try {
      writeFileSync(descriptor, `${newKeyText()}\n`);
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
    syncPath(dirname(file));
  } catch (error) {
    if (!isCode(error, 'EEXIST')) {
      throw keyError(
        `no key can be made in ${dirname(file)} (${codeOf(error)})`,
        'Make the folder writable, or name a key with STREAMALERT_SECRETS_KEY_FILE.',
        error,
      );
    }
  }
  const kept = keptKey(id, env);
  if (kept === undefined) throw keyError(`the key ${file} is gone`, 'Try again.');
  return kept;
}

/** Writes the keys of a file of secrets; during a rotation there are two. */
export function keepKeys(
  id: string,
  texts: readonly string[],
  env: Environment,
  onWarning?: (warning: string) => void,
): SecretKey {
  const file = keyFileOf(id, env);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    for (const warning of replaceShared(file, `${texts.join('\n')}\n`)) onWarning?.(warning);
  } catch (error) {
    throw keyError(
      `the key ${file} cannot be written (${codeOf(error)})`,
      'Make the folder writable.',
      error,
    );
  }
  return { texts, from: `the file ${file}` };
}

/** For a file of secrets that was not written in the end. */
export function dropKey(id: string, env: Environment): void {
  rmSync(keyFileOf(id, env), { force: true });
}

/** 256 bits, as text. */
export const newKeyText = (): string => randomBytes(32).toString('base64');

function readKeyFile(file: string, namedBy: string): string {
  let text: string;
  try {
    if (statSync(file).size > keyBytesMax) {
      throw keyError(`${file} is too large for a key`, `Name another file with ${namedBy}.`);
    }
    text = readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (error instanceof StreamAlertError) throw error;
    throw keyError(
      `the key that ${namedBy} names cannot be read: ${file} (${codeOf(error)})`,
      'Make it readable for the user that runs StreamAlert, or name another one.',
      error,
    );
  }
  if (text === '') throw keyError(`${file} is empty`, `Name another file with ${namedBy}.`);
  return text;
}

/** What the command says on standard error goes to the terminal: it may be a question of the operating system. */
function keyOfCommand(command: string, variables: KeyVariables, env: Environment): Promise<string> {
  const variable = `${variables}_COMMAND`;
  return new Promise((resolve, reject) => {
    const fail = (what: string) =>
      reject(
        keyError(
          `the command in ${variable} ${what}`,
          'Run it by hand: it has to print the key and nothing else.',
        ),
      );
    const child = spawn(command, {
      shell: true,
      env: { ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    // What the shell has started may outlive it and hold our end open: then it is closed here.
    const giveUp = (what: string) => {
      child.kill();
      child.stdout.destroy();
      fail(what);
    };
    const timer = setTimeout(
      () => giveUp(`did not end within ${commandSecondsMax} s`),
      commandSecondsMax * 1000,
    );
    const parts: Uint8Array[] = [];
    let size = 0;
    child.stdout.on('data', (part: Uint8Array) => {
      parts.push(part);
      size += part.byteLength;
      if (size > keyBytesMax) giveUp('printed too much for a key');
    });
    child.on('error', (error) => fail(`cannot be run (${codeOf(error)})`));
    child.on('close', (status) => {
      clearTimeout(timer);
      if (status !== 0) return fail(`ended with status ${status ?? 'unknown'}`);
      const text = Buffer.concat(parts).toString('utf8').trim();
      return text === '' ? fail('printed nothing') : resolve(text);
    });
  });
}

const keyError = (message: string, hint: string, cause?: unknown): StreamAlertError =>
  new StreamAlertError('SECRET_MISSING', message, {
    hint,
    ...(cause !== undefined && { cause }),
  });

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown';

const isCode = (error: unknown, code: string): boolean => codeOf(error) === code;

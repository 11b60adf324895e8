import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse } from 'jsonc-parser';

/**
 * The folders that `general` of `global.json` names under a key, absolute, missing or not; the usual one, where it
 * exists, when nothing is said. For who needs them before the configuration is loaded, which reports what is wrong with
 * the file.
 */
export function contentFolders(configDir: string, key: string, usual: string): readonly string[] {
  const root = dirname(resolve(configDir));
  const configured = generalSettings(configDir)[key];
  if (Array.isArray(configured)) return configured.map((folder) => resolve(root, String(folder)));
  const folder = join(root, usual);
  return existsSync(folder) ? [folder] : [];
}

function generalSettings(configDir: string): Readonly<Record<string, unknown>> {
  const content: unknown = parse(textOf(join(configDir, 'global.json')));
  const general = isRecord(content) ? content['general'] : undefined;
  return isRecord(general) ? general : {};
}

/** Nothing of a file that is missing, a folder, or not ours to read. */
function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

export interface NewProject {
  /** Absolute. */
  readonly directory: string;
  readonly packageRoot: string;
  readonly version: string;
}

/** Writes a project of an operator's own into an empty folder; gives back the files, relative to it. */
export function writeProject({ directory, packageRoot, version }: NewProject): readonly string[] {
  const template = join(packageRoot, 'templates', 'project');
  const values = valuesFor(directory, packageRoot, version);
  const written = filesBelow(template).map((file) => {
    const target = nameInProject(relative(template, file));
    const path = join(directory, target);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, filled(readFileSync(file, 'utf8'), values));
    return target;
  });
  return [...written, ...copySchemas(directory, packageRoot)];
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** npm leaves files such as `.gitignore` out of a package, so the template spells the dot. */
const nameInProject = (name: string): string => name.replaceAll(/(^|[\\/])dot-/g, '$1.');

const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => values[name] ?? whole);

function valuesFor(directory: string, packageRoot: string, version: string) {
  const { devDependencies } = readManifest(join(packageRoot, 'package.json'));
  return {
    name: packageName(basename(directory)),
    streamalert: dependency(packageRoot, version),
    node: devDependencies['node'] ?? '24',
    typescript: devDependencies['typescript'] ?? 'latest',
  };
}

/** npm takes lower-case letters, digits and a few signs. */
const packageName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll(/[^a-z0-9._~-]+/g, '-')
    .replace(/^[._-]+/, '')
    .slice(0, 200) || 'detections';

/** Where npm gets the package from: the same place that this one came from. */
function dependency(packageRoot: string, version: string): string {
  const parent = dirname(packageRoot);
  if (basename(parent) !== 'node_modules') return `file:${packageRoot}`;
  const installed = join(parent, '.package-lock.json');
  if (!existsSync(installed)) return `^${version}`;
  const lock: unknown = JSON.parse(readFileSync(installed, 'utf8'));
  const resolved = textAt(lock, 'packages', `node_modules/${basename(packageRoot)}`, 'resolved');
  const file = resolved?.startsWith('file:') ? resolved.slice('file:'.length) : undefined;
  return file === undefined ? `^${version}` : `file:${join(dirname(parent), file)}`;
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  let current = value;
  for (const key of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = Reflect.get(current, key);
  }
  return typeof current === 'string' ? current : undefined;
}

function readManifest(file: string): { devDependencies: Readonly<Record<string, string>> } {
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const declared: unknown =
    typeof manifest === 'object' && manifest !== null
      ? Reflect.get(manifest, 'devDependencies')
      : undefined;
  return {
    devDependencies:
      typeof declared === 'object' && declared !== null
        ? Object.fromEntries(Object.entries(declared).map(([key, text]) => [key, String(text)]))
        : {},
  };
}

/** The schemas that come with StreamAlert: a project begins with the vendors that are known already. */
function copySchemas(directory: string, packageRoot: string): readonly string[] {
  const from = join(packageRoot, 'conf', 'schemas');
  return readdirSync(from)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => {
      cpSync(join(from, name), join(directory, 'conf', 'schemas', name));
      return join('conf', 'schemas', name);
    });
}

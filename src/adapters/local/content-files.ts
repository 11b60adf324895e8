import { readdirSync, realpathSync, statSync } from 'node:fs';
import { isAbsolute, join, relative } from 'node:path';
import { reasonOf } from '../../domain/errors.ts';
import type { Finding } from '../../domain/finding.ts';

/** Files that hold rules, matchers and publishers, in the order in which they are loaded. */
export interface ContentFiles {
  readonly files: readonly string[];
  readonly findings: readonly Finding[];
}

/** The modules below some folders, at any depth; a location may also be a single file. Each comes once. */
export function findContentFiles(locations: readonly string[]): ContentFiles {
  const walk = new Walk();
  for (const location of locations) walk.visit(location, true);
  return { files: [...walk.files], findings: walk.findings };
}

class Walk {
  readonly files = new Set<string>();
  readonly findings: Finding[] = [];
  /** Links may lead to a folder twice, or round in a circle. */
  readonly #folders = new Set<string>();

  visit(path: string, isLocation: boolean): void {
    try {
      const real = realpathSync(path);
      if (statSync(real).isDirectory()) this.#visitFolder(real);
      else if (isLocation || isModule(path)) this.files.add(real);
    } catch (error) {
      this.findings.push(unreadable(path, error));
    }
  }

  #visitFolder(folder: string): void {
    if (this.#folders.has(folder)) return;
    this.#folders.add(folder);
    const names = readdirSync(folder).filter((name) => !isLeftOut(name));
    for (const name of names.toSorted()) this.visit(join(folder, name), false);
  }
}

function unreadable(path: string, error: unknown): Finding {
  const message = `cannot be read (${reasonOf(error)}); create it, or take it out of the configuration`;
  return { level: 'warning', file: shownPath(path), path: '', message };
}

const isLeftOut = (name: string): boolean =>
  name.startsWith('__') || name.startsWith('.') || name === 'node_modules';

const isModule = (path: string): boolean =>
  /\.(ts|js|mjs)$/.test(path) && !/\.(test|d)\.ts$/.test(path);

/** A path as the operator would type it. */
export function shownPath(path: string): string {
  const shown = relative(process.cwd(), path);
  return shown === '' || shown.startsWith('..') || isAbsolute(shown) ? path : shown;
}

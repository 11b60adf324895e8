import { readFileSync } from 'node:fs';
import module from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { guardProcess } from './process-guard.ts';
import { stripTypes } from './strip-types.ts';

/** What content may import of this package, by specifier; the files stand beside each other, built or not. */
const publicModules: Readonly<Record<string, string>> = { streamalert: 'index' };

let isRegistered = false;

/**
 * Lets rules, matchers and publishers import `streamalert` wherever their files lie, and lets the TypeScript
 * of an installed package be loaded, which Node refuses by itself. Call it once in each thread that loads
 * content; calling it again changes nothing.
 */
export function registerContentHooks(): void {
  if (isRegistered) return;
  isRegistered = true;
  guardProcess();
  module.registerHooks({
    resolve(specifier, context, nextResolve) {
      const url = publicModuleUrl(specifier);
      if (url) return { url, shortCircuit: true };
      const resolved = nextResolve(specifier, context);
      return isTypeScript(resolved.url) ? { ...resolved, format: 'module-typescript' } : resolved;
    },
    load(url, context, nextLoad) {
      if (!isTypeScript(url) || !url.includes('/node_modules/')) return nextLoad(url, context);
      const file = fileURLToPath(url);
      const source = stripTypes(readFileSync(file, 'utf8'), file);
      return { format: 'module', source, shortCircuit: true };
    },
  });
}

const isTypeScript = (url: string): boolean => url.startsWith('file:') && url.endsWith('.ts');

/** All content shares the modules that this program runs on, so that a rule is a rule to both. */
function publicModuleUrl(specifier: string): string | undefined {
  if (!Object.hasOwn(publicModules, specifier)) return undefined;
  const file = `../../${publicModules[specifier]}${extname(import.meta.url)}`;
  return new URL(file, import.meta.url).href;
}

import { parserTargets } from './parser-targets.ts';
import { sourceTargets } from './source-targets.ts';
import type { FuzzTarget } from './target.ts';

export const targets: readonly FuzzTarget[] = [...parserTargets, ...sourceTargets];

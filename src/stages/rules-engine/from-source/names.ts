import type { Expression, Super } from 'acorn';
import type { Scalar } from '../../../domain/where.ts';

export type Path = readonly string[];

/** What the names in a rule's code stand for, as far as that is plain. */
export interface Names {
  /** Name of the record itself; undefined when it is taken apart in the parameters. */
  record: string | undefined;
  /** Names that stand for a field of the record. */
  readonly fields: Map<string, Path>;
  /** Names that the code itself defines; what the module says of them does not count. */
  readonly own: Set<string>;
  readonly module: ModuleFacts | undefined;
}

/** Values that are the same whenever they are asked, and the method that asks whether one is among them. */
export interface ConstantList {
  readonly method: 'has' | 'includes';
  readonly values: readonly (Scalar | undefined)[];
}

/** What a module says about the names that its functions use, as far as it can never be otherwise. */
export interface ModuleFacts {
  /** The source without types, as functions show it. */
  readonly text: string;
  readonly constants: ReadonlyMap<string, { readonly value: Scalar | undefined }>;
  /** Lists and sets that nothing in the module could change and that no other module sees. */
  readonly lists: ReadonlyMap<string, ConstantList>;
  /** Local name → name of the helper of this package. */
  readonly helpers: ReadonlyMap<string, string>;
}

/** The helper of this package that is called, if it is one. */
export function helperOf(callee: Expression | Super, { own, module }: Names): string | undefined {
  if (callee.type !== 'Identifier' || own.has(callee.name)) return undefined;
  return module?.helpers.get(callee.name);
}

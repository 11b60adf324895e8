import { type AnyNode, parse } from 'acorn';
import type { Scalar } from '../../../domain/where.ts';
import { constantListOf, constantOf } from './constants.ts';
import type { ConstantList, ModuleFacts, Names } from './names.ts';

/** Reads a module's source; undefined when it cannot be read. A name that is defined more than once is left out. */
export function moduleFacts(text: string): ModuleFacts | undefined {
  try {
    const program = parse(text, { ecmaVersion: 'latest', sourceType: 'module' });
    const uses = usesOf(program);
    const isSound = (name: string) => uses.definitions.get(name) === 1;
    const facts = {
      text,
      constants: new Map<string, { readonly value: Scalar | undefined }>(),
      lists: new Map<string, ConstantList>(),
      helpers: new Map<string, string>(),
    };
    const names: Names = { record: undefined, fields: new Map(), own: new Set(), module: facts };
    for (const statement of program.body) {
      if (statement.type === 'ImportDeclaration' && statement.source.value === 'streamalert') {
        for (const { local, ...specifier } of statement.specifiers) {
          if (specifier.type !== 'ImportSpecifier' || !isSound(local.name)) continue;
          const { imported } = specifier;
          facts.helpers.set(local.name, imported.type === 'Identifier' ? imported.name : '');
        }
      }
      const declaration =
        statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declaration?.type !== 'VariableDeclaration' || declaration.kind !== 'const') continue;
      for (const { id, init } of declaration.declarations) {
        if (id.type !== 'Identifier' || !init || !isSound(id.name)) continue;
        const constant = constantOf(init, names);
        if (constant !== undefined) facts.constants.set(id.name, constant);
        const list = constantListOf(init, names);
        const isHidden = declaration === statement && uses.onlyAsked(id.name);
        if (list !== undefined && isHidden) facts.lists.set(id.name, list);
      }
    }
    return facts;
  } catch {
    // The module was loaded, so it is sound; what this reader does not understand it does not judge.
    return undefined;
  }
}

/** Methods that ask a list or set and cannot change it or give it away. */
const asking: ReadonlySet<string> = new Set([
  'has',
  'includes',
  'indexOf',
  'join',
  'length',
  'size',
]);

interface Uses {
  /** How often a name is defined anywhere in the module. */
  readonly definitions: ReadonlyMap<string, number>;
  /** Whether a name stands only before methods that ask. */
  onlyAsked(name: string): boolean;
}

function usesOf(program: AnyNode): Uses {
  const definitions = new Map<string, number>();
  const mentions = new Map<string, number>();
  const asked = new Map<string, number>();
  const count = (counts: Map<string, number>, name: string) =>
    counts.set(name, (counts.get(name) ?? 0) + 1);

  forEachNode(program, (node) => {
    for (const name of definedBy(node)) count(definitions, name);
    if (node.type === 'Identifier') count(mentions, node.name);
    if (node.type === 'MemberExpression' && node.object.type === 'Identifier' && !node.computed) {
      const { object, property } = node;
      const isAsked = property.type === 'Identifier' && asking.has(property.name);
      if (isAsked) count(asked, object.name);
    }
  });
  return {
    definitions,
    // Its definition is the one mention that is left.
    onlyAsked: (name) => mentions.get(name) === (asked.get(name) ?? 0) + 1,
  };
}

/** Names that a node brings into being. */
function definedBy(node: AnyNode): readonly string[] {
  switch (node.type) {
    case 'VariableDeclarator':
      return namesIn(node.id);
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return [...(node.id ? [node.id.name] : []), ...node.params.flatMap(namesIn)];
    case 'ClassDeclaration':
    case 'ClassExpression':
      return node.id ? [node.id.name] : [];
    case 'CatchClause':
      return node.param ? namesIn(node.param) : [];
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return [node.local.name];
    default:
      return [];
  }
}

/** All identifiers of a pattern; defaults count as well, which leaves a name out at worst. */
function namesIn(pattern: AnyNode): readonly string[] {
  const names: string[] = [];
  forEachNode(pattern, (node) => {
    if (node.type === 'Identifier') names.push(node.name);
  });
  return names;
}

function forEachNode(node: AnyNode, visit: (node: AnyNode) => void): void {
  visit(node);
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) forEachNode(child, visit);
    }
  }
}

const isNode = (value: unknown): value is AnyNode =>
  typeof value === 'object' && value !== null && 'type' in value && 'start' in value;

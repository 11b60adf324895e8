/**
 * Whether the source of a function shows plainly that it changes nothing it is handed: no assignment but to names of
 * its own, and no call but of functions and methods that are known to change nothing. Rules are mostly such
 * comparisons, and freezing a record for them costs more than all of them together. What is not plain counts as
 * unsafe; rules are the operator's own code, so this guards against mistakes and not against deceit.
 */
export function isPlainlyReadOnly(code: (...values: never[]) => unknown): boolean {
  const source = Function.prototype.toString.call(code);
  if (source.includes('[native code]')) return false;
  const text = withoutTexts(source);
  if (unsafeWord.test(text) || loopIntoMember.test(text) || namedCallback.test(text)) return false;
  return !assigns(text) && callsOnlyReaders(text);
}

/** Texts hold no code; templates may, so they stay. */
const withoutTexts = (source: string): string =>
  source.replace(/\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, '0');

const unsafeWord =
  /\+\+|--|\b(?:delete|new|eval|Function|Reflect|Proxy|Object|this|globalThis|process|await|yield|async|function|class|with|import|super|arguments)\b/;

const comparison = /===|!==|==|!=|<=|>=|=>/g;
const declaration = /\b(?:const|let)\s+(?:[\w$]+|\{[\w$\s,:]*\}|\[[\w$\s,]*\])\s*=(?!=)/g;

/** Any `=` beside comparisons and declarations; `+=` and the like among them. */
const assigns = (text: string): boolean =>
  text.replace(declaration, ' ').replace(comparison, ' ').includes('=');

/** A loop may write into what stands before its `of`; only names of its own are plain. */
const loopIntoMember = /\bfor\s*\(\s*(?!const\b|let\b)/;

/** A callback that is handed on by name may do anything. */
const namedCallback =
  /\.\s*(?:every|filter|find\w*|flatMap|map|reduce|replace|replaceAll|some|toSorted)\s*\([^()]*?(?<![\w$.])(?!(?:Boolean|Number|String|undefined|null)\b)[A-Za-z_$][\w$.]*\s*[,)]/;

const call = /(\.\s*)?([\w$]+)\s*\(/g;

function callsOnlyReaders(text: string): boolean {
  // What is called without a name, or as the tag of a template, cannot be known.
  if (/[\])]\s*\(|\?\.\s*\(|[\w$)\]]\s*`/.test(text.replace(/\breturn\s*`/g, ' '))) return false;
  for (const [, dot, name = ''] of text.matchAll(call)) {
    const known = dot === undefined ? functions : methods;
    if (!known.has(name)) return false;
  }
  return true;
}

/** Words that stand before a bracket, functions of the language, and helpers of ours. */
const functions: ReadonlySet<string> = new Set(
  `if for while switch return typeof catch matches of in String Number Boolean BigInt isNaN isFinite parseInt parseFloat
   at startsWithAny endsWithAny containsAny matchesAny inSet pathMatchesAny inNetwork validIp ipKind isInternalIp isPublicIp getKeys getFirstKey
   dataHasValue dataHasValueWithSubstring dataHasValueFromList dataHasValueFromSubstringList
   valuesForNormalizedType fetchValuesByDatatype safeJsonLoads`.split(/\s+/),
);

const methods: ReadonlySet<string> = new Set(
  `at charAt charCodeAt codePointAt concat endsWith entries every filter find findIndex findLast flat flatMap has includes
   indexOf isArray isInteger isSafeInteger join keys lastIndexOf localeCompare map match matchAll normalize padEnd
   padStart reduce repeat replace replaceAll search slice some split startsWith substring test toFixed toLowerCase
   toString toSorted toUpperCase trim trimEnd trimStart values`.split(/\s+/),
);

import module from 'node:module';

/**
 * A TypeScript source without its types, every line where it was. Node calls the function experimental on stderr
 * although it strips types itself by the same means; an operator can do nothing about that, so it stays unsaid.
 */
export function stripTypes(source: string, file: string): string {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = () => {};
  try {
    return module.stripTypeScriptTypes(source, { sourceUrl: file });
  } finally {
    process.emitWarning = emitWarning;
  }
}

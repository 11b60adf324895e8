import type { Place } from './rule.ts';

/** Where the function that calls `called` stands; undefined on an engine whose stacks read differently. */
export function placeOfCaller(called: (definition: never) => unknown): Place | undefined {
  const trace: { stack?: string } = {};
  Error.captureStackTrace?.(trace, called);
  return placeOfFrame(trace.stack?.split('\n')[1] ?? '');
}

/** The place that one line of a stack trace names, if it is a place in a file. */
export function placeOfFrame(frame: string): Place | undefined {
  const found = /(?:\(|at (?:async )?)((?:file:\/\/)?\/?[^()]*?):(\d+):(\d+)\)?$/.exec(
    frame.trim(),
  );
  if (!found?.[1] || found[1].startsWith('node:')) return undefined;
  return { file: pathOf(found[1]), line: Number(found[2]), column: Number(found[3]) };
}

/** `file:///a%20b` → `/a b`, `file:///C:/a` → `C:/a` */
function pathOf(location: string): string {
  if (!location.startsWith('file://')) return location;
  const path = decodeURIComponent(location.slice('file://'.length));
  return /^\/[A-Za-z]:\//.test(path) ? path.slice(1) : path;
}

import { basename } from 'node:path';

const packed = /\.(?:gz|zst|bz2)$/i;

/** What logs end in; a number or date behind it is that of a rotation, as in `auth.log.1` or `app.log-20260314`. */
const logEnding = /\.(?:json|jsonl|ndjson|log|csv|tsv|txt|xml|parquet)(?:[.-]\d[\d._TZ-]*)?$/i;

/** Without an ending, as `syslog`, `messages-20260314` or `secure.1`. */
const bareName = /^[^.]+(?:[.-]\d[\d._TZ-]*)?$/;

/** Texts about a folder, not logs. */
const papers = /^(?:license|licence|copying|notice|readme|changelog|authors|makefile|dockerfile)$/i;

/** True for a name that logs have; packed or not. */
export function isLogName(path: string): boolean {
  const name = basename(path).replace(packed, '');
  return logEnding.test(name) || (bareName.test(name) && !papers.test(name));
}

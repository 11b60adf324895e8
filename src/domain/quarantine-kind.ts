import type { QuarantinedRecord } from './batch.ts';

/** Records are alike when the same schema came nearest and the same keys kept them from fitting. */
export function quarantineKind({
  reason,
  nearest,
  detail,
}: Pick<QuarantinedRecord, 'reason' | 'nearest' | 'detail'>): string {
  if (nearest === null) return `${reason}|${detail}`;
  const { logType, missingKeys, unknownKeys, wrongTypes, other } = nearest;
  const fields = wrongTypes.map((wrong) => wrong.split(':', 1)[0]);
  return JSON.stringify([
    reason,
    logType,
    missingKeys,
    unknownKeys,
    fields,
    other.map(withoutValues),
  ]);
}

/** What was found differs from record to record and makes no kind of its own. */
const withoutValues = (text: string): string => text.replace(/found [^;]*/g, 'found');

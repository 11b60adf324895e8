import { textAt } from './reading.ts';

/** Zeek's log of remote procedure calls, from Zeek itself and from ROCK sensors. */
export const rpcLogs = ['zeek:dce_rpc', 'zeek:rock'] as const;

/** Who talks to whom; ROCK writes underscores where Zeek has dots. */
export const sourceOf = (record: unknown): string =>
  textAt(record, 'id.orig_h') || textAt(record, 'id_orig_h');

export const destinationOf = (record: unknown): string =>
  textAt(record, 'id.resp_h') || textAt(record, 'id_resp_h');

import { randomFillSync } from 'node:crypto';

/** Ids are made by the hundred: asking the system for each one costs more than the record's rules. */
const idsAtOnce = 256;
const idBytes = 16;
const idCharacters = 36;

/** A maker of random UUIDs (version 4), as `streamalert_record_id` needs one for each normalised record. */
export function recordIds(): () => string {
  const random = Buffer.alloc(idsAtOnce * idBytes);
  const ascii = Buffer.alloc(idsAtOnce * idCharacters);
  let ids = '';
  let used = idsAtOnce;

  return () => {
    if (used === idsAtOnce) {
      randomFillSync(random);
      for (let index = 0; index < idsAtOnce; index++) writeId(random, ascii, index);
      ids = ascii.toString('latin1');
      used = 0;
    }
    const at = used++ * idCharacters;
    return ids.slice(at, at + idCharacters);
  };
}

const hexDigits = Buffer.from('0123456789abcdef');
const hyphen = 0x2d;

function writeId(random: Buffer, ascii: Buffer, index: number) {
  const from = index * idBytes;
  let at = index * idCharacters;
  for (let byte = 0; byte < idBytes; byte++) {
    if (byte === 4 || byte === 6 || byte === 8 || byte === 10) ascii[at++] = hyphen;
    const value = withVersion(random[from + byte] ?? 0, byte);
    ascii[at++] = hexDigits[value >> 4] ?? 0;
    ascii[at++] = hexDigits[value & 0x0f] ?? 0;
  }
}

/** Sets version 4 and the variant of RFC 9562. */
function withVersion(value: number, byte: number): number {
  if (byte === 6) return (value & 0x0f) | 0x40;
  return byte === 8 ? (value & 0x3f) | 0x80 : value;
}

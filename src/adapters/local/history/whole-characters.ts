/**
 * Half of a surrogate pair, which JSON can write as an escape and no UTF-8 text can hold: DuckDB refuses the whole
 * file for one. It is replaced as every decoder replaces it. Other escapes are passed over as pairs, so that `\\ud800`
 * stays the text it is.
 */
const escapes =
  /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|(u[dD][89a-fA-F][\da-fA-F]{2})|[^])/g;

/** The same lines without escapes of half characters. */
export function withWholeCharacters(lines: Uint8Array): Uint8Array {
  const bytes = Buffer.from(lines.buffer, lines.byteOffset, lines.byteLength);
  if (!bytes.includes('\\ud') && !bytes.includes('\\uD')) return lines;

  // Byte for byte: what is replaced is ASCII, and the bytes of other characters pass through unchanged.
  const text = bytes.toString('latin1');
  const whole = text.replace(escapes, (escape, half?: string) =>
    half === undefined ? escape : '\\ufffd',
  );
  return new Uint8Array(Buffer.from(whole, 'latin1'));
}

type Headers = Readonly<Record<string, string>>;

/**
 * Seconds that an answer asks to wait in `Retry-After`: a number, or a date, which counts from the date that the same
 * answer carries (RFC 9110, 10.2.3). Undefined when it asks for nothing that can be read.
 */
export function retryAfterSeconds(headers: Headers): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  const seconds = /^\d+$/.test(value)
    ? Number(value)
    : (Date.parse(value) - Date.parse(headers['date'] ?? '')) / 1000;
  return seconds >= 0 ? seconds : undefined;
}

/** Dates reach no further in either direction; what a record claims may. */
const millisMax = 8.64e15;

/** `2026-03-14T11:42:07.089000Z`: six digits as the original wrote them; empty for what is no instant. */
export function instantText(millis: number): string {
  if (!(Math.abs(millis) <= millisMax)) return '';
  return new Date(millis).toISOString().replace('Z', '000Z');
}

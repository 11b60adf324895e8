/** Of what must not be cut in two the longest, `&amp;`, has this many characters. */
const entityLength = 5;

/**
 * Cuts a text into pieces that are no longer than allowed: after the last line feed that fits, else after the last
 * space, else where it must. Together the pieces are the whole text. There is always at least one.
 */
export function cutText(text: string, lengthMax: number): readonly string[] {
  const pieces: string[] = [];
  let start = 0;
  while (text.length - start > lengthMax) {
    const end = start + cutOf(text.slice(start, start + lengthMax));
    pieces.push(text.slice(start, end));
    start = end;
  }
  pieces.push(text.slice(start));
  return pieces;
}

/** How much of a window to take. */
function cutOf(window: string): number {
  for (const separator of ['\n', ' ']) {
    const last = window.lastIndexOf(separator);
    if (last > 0) return last + 1;
  }
  const ampersand = window.lastIndexOf('&');
  const isInsideEntity =
    ampersand > window.length - entityLength && ampersand > 0 && !window.includes(';', ampersand);
  if (isInsideEntity) return ampersand;
  const last = window.charCodeAt(window.length - 1);
  const isHalfCharacter = last >= 0xd800 && last <= 0xdbff;
  return isHalfCharacter && window.length > 1 ? window.length - 1 : window.length;
}

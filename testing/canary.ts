/** The word that every credential in a test has in it, and nothing else that the suite writes. */
export const canary = 'canary';

const bytes = Buffer.from(canary);

/** Of three bytes base64 makes four characters: those that have bits of the word alone, for each place in the three. */
const inBase64 = [0, 1, 2].map((before) => {
  const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
  const first = Math.ceil((before * 8) / 6);
  const last = Math.floor(((before + bytes.length) * 8) / 6);
  return text.slice(first, last);
});

/** How the word stands in what was written: plain, in URLs and JSON it is the same; base64, hexadecimal, UTF-16. */
const forms: readonly string[] = [...inBase64, bytes.toString('hex'), canary.split('').join('\0')];

/** Every form of the word that stands in a text or in the bytes of a file, with what stands around it. */
export function leaksIn(written: string | Buffer): readonly string[] {
  const text = typeof written === 'string' ? written : written.toString('latin1');
  const lower = text.toLowerCase();
  const places = [
    ...placesOf(lower, canary),
    ...placesOf(lower, forms.at(-2) ?? ''),
    ...forms.flatMap((form) => placesOf(text, form)),
  ];
  return [...new Set(places)].map((at) => text.slice(Math.max(0, at - 40), at + 60));
}

function placesOf(text: string, word: string): readonly number[] {
  const places: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) places.push(at);
  return places;
}

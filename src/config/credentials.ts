/** What credentials look like wherever they stand: addresses, keys of well-known services, JSON Web Tokens. */
const credentials = [
  /(?<=:\/\/)[^\s"'<>]+/g,
  /\bxox[a-z]-[\w-]+/gi,
  /\b(?:gh[a-z]_|github_pat_|glpat-|sk[-_]|AKIA|ASIA|AIza|eyJ)[\w.-]{8,}/g,
  /-----BEGIN[^]*/g,
];

/** Runs of letters and digits as programs make them; what people call things has words, dots or dashes in it. */
const run = /[A-Za-z0-9+/=]{24,}/g;

function isRandom(text: string): boolean {
  if (/^[0-9a-f]{32,}$/i.test(text)) return true;
  const digits = text.match(/\d/g)?.length ?? 0;
  return /[a-z]/.test(text) && /[A-Z]/.test(text) && digits >= (text.length < 32 ? 3 : 1);
}

/** The same text with an ellipsis for whatever looks like a credential in it. */
export function withoutCredentials(text: string): string {
  const known = credentials.reduce((rest, pattern) => rest.replaceAll(pattern, '…'), text);
  return known.replaceAll(run, (found) => (isRandom(found) ? '…' : found));
}

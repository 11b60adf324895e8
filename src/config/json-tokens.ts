/**
 * The numbers by which jsonc-parser names tokens and mistakes. Its own names are declared in a way that exists
 * only for the compiler, so a module that is run as it stands cannot import them.
 */
export const token = {
  openBrace: 1,
  closeBrace: 2,
  openBracket: 3,
  closeBracket: 4,
  comma: 5,
  colon: 6,
  null: 7,
  true: 8,
  false: 9,
  text: 10,
  number: 11,
  lineComment: 12,
  blockComment: 13,
  lineBreak: 14,
  blank: 15,
  end: 17,
} as const;

/** What is wrong with a token, by the scanner's number for it. */
export const tokenMistakes: Readonly<Record<number, string>> = {
  1: 'comments are not allowed in JSON; remove it',
  2: 'the text that begins here has no closing quotation mark',
  3: 'the number that begins here is not complete',
  4: 'the text that begins here has a \\u without four hexadecimal digits',
  5: 'the text that begins here has an unknown escape; a backslash is written \\\\',
  6: 'the text that begins here contains a control character; write it as an escape such as \\n or \\t',
};

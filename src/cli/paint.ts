const codes = { bold: 1, dim: 2, underline: 4, red: 31, green: 32, yellow: 33 } as const;

type Style = keyof typeof codes;

/** Marks text with styles; gives it back as it is where there is no colour. */
export type Paint = (text: string, ...styles: readonly Style[]) => string;

export const painter =
  (color: boolean): Paint =>
  (text, ...styles) => {
    if (!color || styles.length === 0) return text;
    const start = styles.map((style) => codes[style]).join(';');
    return `\u001b[${start}m${text}\u001b[0m`;
  };

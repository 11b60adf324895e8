/** A text without what would steer a terminal or break a header; each run of it becomes a blank. */
export const withoutControls = (text: string): string =>
  text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ');

/** A text on one line, for titles, subjects and reasons: log data may have line ends of its own. */
export const oneLine = (text: string): string => withoutControls(text).replace(/\s+/g, ' ').trim();

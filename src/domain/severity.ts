/** From least to most urgent. */
export const severities = ['info', 'low', 'medium', 'high', 'critical'] as const;

export type Severity = (typeof severities)[number];

/** 0 for `info` to 4 for `critical`. */
export const severityRank = (severity: Severity): number => severities.indexOf(severity);

export const isSeverity = (value: unknown): value is Severity =>
  severities.includes(value as Severity);

import type { Severity } from '../domain/severity.ts';
import type { Paint } from './paint.ts';

const styles = {
  critical: ['bold', 'red'],
  high: ['red'],
  medium: ['yellow'],
  low: ['green'],
  info: ['dim'],
} as const satisfies Record<Severity, readonly string[]>;

/** The severity as a word of fixed width, in its colour. */
export const paintedSeverity = (severity: Severity, paint: Paint): string =>
  paint(severity.toUpperCase().padEnd(8), ...styles[severity]);

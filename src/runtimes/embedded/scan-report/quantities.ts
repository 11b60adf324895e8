/** `9,401,220` */
export const counted = (count: number): string => count.toLocaleString('en-US');

const units = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const;

/** A size with the unit that fits it; the number and the unit are apart so that two sizes can share one unit. */
export function sized(
  bytes: number,
  like = bytes,
): { readonly number: string; readonly unit: string } {
  const power = Math.min(units.length - 1, like < 1000 ? 0 : Math.floor(Math.log10(like) / 3));
  const scaled = bytes / 1000 ** power;
  const digits = power === 0 || scaled >= 100 ? 0 : 1;
  return { number: scaled.toFixed(digits), unit: units[power] ?? 'bytes' };
}

/** `12.5 GB` */
export function size(bytes: number): string {
  const { number, unit } = sized(bytes);
  return `${number} ${unit}`;
}

/** `17 s`, `4 min 10 s`, `2 h 5 min` */
export function duration(seconds: number): string {
  if (seconds > 0 && seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 10 && !Number.isInteger(seconds)) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

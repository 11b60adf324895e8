import { counted, duration, size, sized } from './quantities.ts';

export interface Progress {
  /** Bytes on disk behind us, and in all; 0 in all when that is not known. */
  readonly done: number;
  readonly total: number;
  /** Unpacked bytes per second. */
  readonly rate: number;
  readonly secondsLeft?: number | undefined;
  readonly alerts: number;
  /** Columns of the terminal. */
  readonly width: number;
}

const barColumnsMax = 27;
/** A shorter bar says nothing. */
const barColumnsMin = 8;
const gap = '   ';

/** One line for a terminal: bar, share, sizes, rate, time left, alerts. What does not fit is left out. */
export function progressLine(progress: Progress): string {
  const parts = partsOf(progress);
  // The less a part is missed, the sooner it goes.
  for (const dispensable of ['sizes', 'rate', 'left'] as const) {
    if (lengthOf(parts) <= progress.width) break;
    delete parts[dispensable];
  }
  const line = lineOf(parts).slice(0, progress.width);
  if (progress.total <= 0) return line;

  const room = Math.min(barColumnsMax, progress.width - line.length - gap.length);
  return room < barColumnsMin ? line : `${bar(shareOf(progress), room)}${gap}${line}`;
}

interface Parts {
  share?: string;
  sizes?: string;
  rate?: string;
  left?: string;
  alerts: string;
}

function partsOf({ done, total, rate, secondsLeft, alerts }: Progress): Parts {
  const found = `${counted(alerts)} ${alerts === 1 ? 'alert' : 'alerts'}`;
  const speed = Number.isFinite(rate) ? { rate: `${size(rate)}/s` } : {};
  if (total <= 0) return { sizes: size(done), ...speed, alerts: found };
  return {
    share: `${Math.floor(shareOf({ done, total }) * 100)} %`.padStart(5),
    sizes: `${sized(Math.min(done, total), total).number} of ${size(total)}`,
    ...speed,
    ...(secondsLeft === undefined || !Number.isFinite(secondsLeft)
      ? {}
      : { left: `${duration(Math.ceil(Math.max(0, secondsLeft)))} left` }),
    alerts: found,
  };
}

const shareOf = ({ done, total }: Pick<Progress, 'done' | 'total'>): number =>
  Math.min(1, Math.max(0, done / total));

const lineOf = ({ share, sizes, rate, left, alerts }: Parts): string =>
  [share, sizes, rate, left, alerts].filter((part) => part !== undefined).join(gap);

const lengthOf = (parts: Parts): number => lineOf(parts).length;

function bar(share: number, columns: number): string {
  const filled = Math.round(share * columns);
  return '█'.repeat(filled) + '░'.repeat(columns - filled);
}

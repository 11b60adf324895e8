/** `2021-03-04 09:01:02.000123`; the fraction is left out when it is zero. */
export function timeText(instant: number): string {
  const [time = '', fraction = ''] = new Date(instant).toISOString().replace('T', ' ').split('.');
  return fraction === '000Z' ? time : `${time}.${fraction.replace('Z', '000')}`;
}

const minuteMilliseconds = 60_000;

/** `1d 0h 0m` */
export function durationText(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / minuteMilliseconds);
  return `${Math.floor(minutes / 1440)}d ${Math.floor(minutes / 60) % 24}h ${minutes % 60}m`;
}

/** A rule's time as people read it: what is left of it, or how long it has been over. */
export function stageTime(
  stagedUntil: number,
  now: number,
): { readonly label: 'Remaining Stage Time' | 'Time Past Staging'; readonly duration: string } {
  return {
    label: now > stagedUntil ? 'Time Past Staging' : 'Remaining Stage Time',
    duration: durationText(stagedUntil - now),
  };
}

/** Characters that end lines, hide text or turn its direction: titles hold what a log says. */
// oxlint-disable-next-line no-control-regex
const harmful = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

export const oneLine = (text: string, charactersMax: number): string => {
  const line = text.replace(harmful, ' ').toWellFormed();
  return line.length <= charactersMax
    ? line
    : `${line.slice(0, charactersMax - 1)}…`.toWellFormed();
};

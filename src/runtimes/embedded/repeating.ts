export interface Repeating {
  /** Does it soon instead of at the next turn; several at once are one. */
  poke(): void;
  /** Waits for a run that is under way; there is none after it. */
  stop(): Promise<void>;
}

/** Does something again and again, never twice at once. A failure is reported and does not end the repeating. */
export function repeating(
  milliseconds: number,
  work: () => Promise<void>,
  onError: (error: unknown) => void,
): Repeating {
  let timer: NodeJS.Timeout | undefined;
  let underWay: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const run = () => {
    clearTimeout(timer);
    if (stopped) return;
    if (underWay !== undefined) {
      again = true;
      return;
    }
    underWay = work()
      .catch(onError)
      .finally(() => {
        underWay = undefined;
        if (again) {
          again = false;
          run();
        } else if (!stopped) timer = setTimeout(run, milliseconds);
      });
  };
  timer = setTimeout(run, milliseconds);

  return {
    poke: run,
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await underWay;
    },
  };
}

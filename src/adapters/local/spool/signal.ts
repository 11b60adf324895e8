/** Tells a reader that there is more, or that there will be no more. */
export interface Signal {
  /** Something was written or sealed. */
  changed(): void;
  end(): void;
  hasEnded(): boolean;
  /** Resolves at the next change or at the end. */
  wait(): Promise<void>;
}

export function changeSignal(): Signal {
  let ended = false;
  let next = Promise.withResolvers<void>();
  const wake = () => {
    next.resolve();
    next = Promise.withResolvers();
  };
  return {
    changed: wake,
    end() {
      ended = true;
      wake();
    },
    hasEnded: () => ended,
    wait: () => (ended ? Promise.resolve() : next.promise),
  };
}

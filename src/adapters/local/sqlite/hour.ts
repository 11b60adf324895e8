/** The ledger's name of an hour: `YYYY-MM-DD-HH`, UTC. */
export const hourOf = (instant: number): string =>
  new Date(instant).toISOString().slice(0, 13).replace('T', '-');

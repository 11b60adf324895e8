import type { Answer } from './http-server.ts';

const bytesWhole = 100 * 1024 * 1024;
/** What waits in the buffers of two sockets. */
const buffersMax = 12 * 1024 * 1024;
/** More of an answer is in no one's interest. */
const wantedMax = 16 * 1024 * 1024;
const piece = Buffer.alloc(64 * 1024, 'x');

/** The beginning of a JSON text that goes on for 100 MB, and a look at how much of it was taken. */
export function endlessAnswer(status: number) {
  let taken = 0;
  let allowed = 0;
  const answer: Answer = async (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.write('{"message":"');
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    while (taken < bytesWhole && !response.destroyed) {
      const written = new Promise<void>((resolve) => response.write(piece, () => resolve()));
      await Promise.race([written, closed]);
      taken += piece.length;
    }
    response.end();
  };
  return {
    answer,
    /** A call begins that wants so much of its answer at most. */
    expectCall(bytesMax: number) {
      allowed += bytesMax + buffersMax;
      if (bytesMax > wantedMax) allowed = 0;
    },
    violation: () =>
      taken > allowed ? `${taken} bytes of the answer were taken, ${allowed} expected` : undefined,
  };
}

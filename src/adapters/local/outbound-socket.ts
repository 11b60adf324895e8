import { connect, isIP, type Socket } from 'node:net';
import { type Guard, RefusedAddress } from './outbound-guard.ts';

export interface OutboundAddress {
  readonly host: string;
  readonly port: number;
  /** In clear text only hosts are reached that are allowed by name. */
  readonly isSecure: boolean;
}

/** Connects where the guard lets it, for protocols that are not HTTP. Rejects with what went wrong. */
export async function connectOutbound(
  { host, port, isSecure }: OutboundAddress,
  guard: Guard,
  timeoutMilliseconds: number,
): Promise<Socket> {
  const name = isIP(host) === 6 ? `[${host}]` : host;
  const url = URL.parse(`${isSecure ? 'https' : 'http'}://${name}`);
  if (url === null || url.pathname !== '/' || url.username !== '' || url.port !== '') {
    throw new RefusedAddress(`"${host}" is no name of a host`);
  }
  const refusal = guard.refusalOf(url);
  if (refusal !== undefined) {
    throw new RefusedAddress(refusal.replace('use https:, or', 'use TLS, or'));
  }
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, lookup: guard.lookup });
    const late = setTimeout(() => socket.destroy(timeoutError()), timeoutMilliseconds);
    socket.once('connect', () => {
      clearTimeout(late);
      resolve(socket);
    });
    // Stays: what takes the socket over, such as TLS, may not listen to it, and an error nobody hears ends the program.
    socket.on('error', (error) => {
      clearTimeout(late);
      reject(error);
    });
  });
}

/** As the HTTP client has it, so that it is told in the same words. */
export const timeoutError = () => Object.assign(new Error('silence'), { code: 'SILENCE' });

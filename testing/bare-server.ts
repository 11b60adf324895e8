import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import tls from 'node:tls';

/** A server on a free port of this machine that does with each connection what it is told. */
export async function startBareServer(
  speak: (socket: Socket) => void,
  secure?: tls.TlsOptions,
): Promise<{ readonly port: number; close(): Promise<unknown> }> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  };
  const listener = (socket: Socket) => {
    keep(socket);
    speak(socket);
  };
  const server = secure === undefined ? createServer(listener) : tls.createServer(secure, listener);
  // Those that never come to TLS have to be closed as well.
  server.on('connection', keep);
  server.on('tlsClientError', () => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    close: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise((closed) => server.close(closed));
    },
  };
}

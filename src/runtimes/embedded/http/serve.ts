import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import type { Hono } from 'hono';
import { StreamAlertError } from '../../../domain/errors.ts';

export interface RunningServer {
  readonly url: string;
  /** Takes no new connection, lets requests that are under way end, then closes. */
  close(): Promise<void>;
}

/** Requests under way get this long to end at shutdown. */
const drainMilliseconds = 3000;

/** Serves on loopback. Port 0 takes any free port. */
export function serveLocally(app: Hono, port: number): Promise<RunningServer> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, (address) => {
      resolve({ url: `http://127.0.0.1:${address.port}`, close: () => closed(server as Server) });
    });
    server.on('error', (error: NodeJS.ErrnoException) => reject(translated(error, port)));
  });
}

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), drainMilliseconds).unref();
  });

function translated(error: NodeJS.ErrnoException, port: number): unknown {
  if (error.code === 'EADDRINUSE') {
    return new StreamAlertError('PORT_IN_USE', `port ${port} is in use by another program`, {
      cause: error,
      hint: 'Choose another one with --port, or stop what listens there.',
    });
  }
  if (error.code === 'EACCES') {
    return new StreamAlertError('PORT_IN_USE', `no permission to listen on port ${port}`, {
      cause: error,
      hint: 'Choose a port above 1023 with --port.',
    });
  }
  return error;
}

import type { Socket } from 'node:net';
import { isIP } from 'node:net';
import tls, { getCACertificates, type SecureContext } from 'node:tls';
import type { SyslogSender, SyslogSending, SyslogServer } from '../../ports/syslog-sender.ts';
import { failureOf } from './http-failure.ts';
import { type Guard, outboundGuard } from './outbound-guard.ts';
import { connectOutbound, timeoutError } from './outbound-socket.ts';

/** Connecting, and each wait for the server. */
const timeoutDefault = 10_000;

export interface SyslogOptions {
  /** Hosts that may have private addresses, and be reached without TLS. */
  readonly allowHosts: readonly string[];
  readonly timeoutMilliseconds?: number;
}

/**
 * A server that hangs up as soon as it is asked, as load balancers without a server behind them do, is noticed in this
 * time; what was said to it would look like sent. Over TLS there was an answer already.
 */
const lingerMilliseconds = 20;

/** Messages that wait for one connection to one server. */
interface Batch {
  readonly frames: Buffer[];
  readonly sending: Promise<SyslogSending>;
}

/**
 * Connects for what there is to send: messages that come while a connection is open share it. It is closed as soon as
 * nothing is left, and they are sent when the server closes it as well; a connection kept for later may be dead without
 * anybody knowing, and what is written into it lost.
 */
export function localSyslogSender(options: SyslogOptions): SyslogSender {
  const { allowHosts, timeoutMilliseconds = timeoutDefault } = options;
  const guard = outboundGuard(allowHosts);
  const contextFor = keptContexts();
  const batches = new Map<string, Batch>();
  return {
    async send(server, message) {
      const key = JSON.stringify(server);
      const open = batches.get(key);
      const frame = frameOf(message, server.framing);
      if (open !== undefined) {
        open.frames.push(frame);
        return open.sending;
      }
      const frames = [frame];
      const close = () => {
        // By now others may be on their way together.
        if (batches.get(key)?.frames === frames) batches.delete(key);
      };
      const sending = sendAll(server, frames, { guard, timeoutMilliseconds, contextFor, close });
      batches.set(key, { frames, sending });
      return sending;
    },
  };
}

/** A line end inside of a message that ends with one would make two of it. */
function frameOf(message: string, framing: SyslogServer['framing']): Buffer {
  if (framing === 'newline') return Buffer.from(`${message.replace(/[\r\n]+/g, ' ')}\n`);
  const bytes = Buffer.from(message);
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes]);
}

interface Sending {
  readonly guard: Guard;
  readonly timeoutMilliseconds: number;
  readonly contextFor: (server: SyslogServer) => SecureContext;
  /** From here on no more messages join. */
  readonly close: () => void;
}

async function sendAll(
  server: SyslogServer,
  frames: Buffer[],
  { guard, timeoutMilliseconds, contextFor, close }: Sending,
): Promise<SyslogSending> {
  let socket: Socket | undefined;
  try {
    const address = { ...server, isSecure: server.transport === 'tls' };
    const plain = await connectOutbound(address, guard, timeoutMilliseconds);
    socket = plain;
    const connection =
      server.transport === 'tls' ? secured(plain, server.host, contextFor(server)) : plain;
    await conversation(connection, frames, timeoutMilliseconds, close);
    return { outcome: 'sent' };
  } catch (error) {
    const { host, port } = server;
    const failure = failureOf(error, `${host}:${port}`);
    const reason = failure.outcome === 'failed' ? failure.reason : 'failed';
    return { outcome: 'failed', reason: unexpectedEnd(error) ?? reason, retryable: true };
  } finally {
    close();
    socket?.destroy();
  }
}

function secured(socket: Socket, host: string, secureContext: SecureContext): tls.TLSSocket {
  return tls.connect({
    socket,
    host,
    ...(isIP(host) === 0 && { servername: host }),
    // Said aloud, because an environment variable can switch the default off.
    rejectUnauthorized: true,
    secureContext,
  });
}

/** Made once for each server, as long as its certificates stay: reading the authorities takes longer than sending. */
function keptContexts(): (server: SyslogServer) => SecureContext {
  const kept = new Map<string, { readonly key: string; readonly context: SecureContext }>();
  return (server) => {
    const { host, port, certificateAuthority, clientCertificate, clientKey } = server;
    const address = `${host}:${port}`;
    const key = JSON.stringify([certificateAuthority, clientCertificate, clientKey]);
    const known = kept.get(address);
    if (known?.key === key) return known.context;
    const context = tls.createSecureContext({
      minVersion: 'TLSv1.2',
      ...(certificateAuthority !== undefined && {
        ca: [...getCACertificates('default'), certificateAuthority],
      }),
      ...(clientCertificate !== undefined && { cert: clientCertificate }),
      ...(clientKey !== undefined && { key: clientKey }),
    });
    kept.set(address, { key, context });
    return context;
  };
}

/** A line that takes no more is as good as none. */
const bytesPerMillisecondMin = 50;

/** Writes everything there is, says good-bye, and waits until the server has said it too. */
async function conversation(
  socket: Socket,
  frames: Buffer[],
  timeoutMilliseconds: number,
  close: () => void,
): Promise<void> {
  let isDone = false;
  let hasLingered = socket instanceof tls.TLSSocket;
  return new Promise((resolve, reject) => {
    const giveUp = () => socket.destroy(timeoutError());
    socket.setTimeout(timeoutMilliseconds, giveUp);
    // A server that goes on talking is never silent, whether it listens or not.
    let late = setTimeout(giveUp, timeoutMilliseconds);
    const waitFor = (bytes: number) => {
      clearTimeout(late);
      if (socket.destroyed) return;
      late = setTimeout(giveUp, timeoutMilliseconds + bytes / bytesPerMillisecondMin);
    };
    socket.on('error', reject);
    socket.on('end', () => {
      if (!isDone) socket.destroy(new UnexpectedEnd('ended'));
    });
    socket.on('close', () => {
      clearTimeout(late);
      if (isDone) resolve();
      else reject(new UnexpectedEnd('closed'));
    });
    // Answers are not part of the protocol; unread, they would keep the end from arriving.
    socket.resume();
    const writeNext = () => {
      const waiting = Buffer.concat(frames.splice(0));
      waitFor(waiting.length);
      if (waiting.length > 0) {
        socket.write(waiting, writeNext);
        return;
      }
      if (!hasLingered) {
        hasLingered = true;
        setTimeout(writeNext, lingerMilliseconds);
        return;
      }
      close();
      isDone = true;
      socket.end();
    };
    if (socket instanceof tls.TLSSocket) socket.once('secureConnect', writeNext);
    else writeNext();
  });
}

class UnexpectedEnd extends Error {
  override readonly name = 'UnexpectedEnd';
}

const unexpectedEnd = (error: unknown): string | undefined =>
  error instanceof UnexpectedEnd
    ? 'the server closed the connection before everything was sent'
    : undefined;

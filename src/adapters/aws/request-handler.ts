/** Sockets that one client keeps open. */
const socketsMax = 50;

/**
 * How clients talk to AWS: a service that does not answer fails instead of holding anybody up, and certificates are
 * checked. The last is said aloud, because an environment variable can switch the default off.
 */
export const requestHandler = (timeoutMilliseconds: number) => ({
  connectionTimeout: timeoutMilliseconds,
  requestTimeout: timeoutMilliseconds,
  throwOnRequestTimeout: true,
  httpsAgent: { keepAlive: true, maxSockets: socketsMax, rejectUnauthorized: true },
});

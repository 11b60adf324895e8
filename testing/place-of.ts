import type { ServicePlace } from './output-examples.ts';

export function placeOf(url: string): ServicePlace {
  const { hostname, port, protocol } = new URL(url);
  const usual = protocol === 'https:' ? 443 : 80;
  return { url, host: hostname, port: port === '' ? usual : Number(port) };
}

/** Of a server that is asked by host and port. */
export function placeAt(host: string, port: number, certificateAuthority?: string): ServicePlace {
  const bare = host.replace(/^\[|\]$/g, '');
  const place = { url: `https://${host}:${port}`, host: bare, port };
  return certificateAuthority === undefined ? place : { ...place, certificateAuthority };
}

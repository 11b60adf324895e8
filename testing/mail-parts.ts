export interface MailPart {
  readonly type: string;
  readonly name: string | undefined;
  readonly text: string;
}

/** Headers and leaf parts of a message, decoded. */
export function partsOfMail(mail: string) {
  const { headers, body } = split(mail);
  return { headers, parts: leaves(headers, body) };
}

function split(text: string) {
  const end = text.indexOf('\r\n\r\n');
  const lines = text
    .slice(0, end)
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
    }),
  );
  return { headers, body: text.slice(end + 4) };
}

function leaves(headers: Readonly<Record<string, string>>, body: string): readonly MailPart[] {
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = /boundary="([^"]+)"/.exec(type)?.[1];
  if (boundary === undefined) {
    const encoding = headers['content-transfer-encoding'] ?? '7bit';
    const name = /filename="?([^";]+)/.exec(headers['content-disposition'] ?? '')?.[1];
    return [{ type: type.split(';')[0] ?? '', name, text: decoded(body, encoding) }];
  }
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => split(part.replace(/^\r\n/, '').replace(/\r\n$/, '')))
    .flatMap((part) => leaves(part.headers, part.body));
}

function decoded(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  if (encoding !== 'quoted-printable') return body.replaceAll('\r\n', '\n');
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_code, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
  return Buffer.from(bytes, 'latin1').toString();
}

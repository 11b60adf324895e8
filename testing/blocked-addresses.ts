/** Addresses of this machine, of private networks and of what clouds tell their machines, in several spellings. */
export const blockedAddresses = [
  'https://127.0.0.1',
  'https://localhost',
  'https://[::1]',
  'https://0.0.0.0',
  'https://10.0.0.1',
  'https://172.16.0.1',
  'https://192.168.0.1',
  'https://100.64.0.1',
  'https://169.254.169.254',
  'https://168.63.129.16',
  'https://[fd00:ec2::254]',
  'https://[fe80::1]',
  'https://[::ffff:169.254.169.254]',
  'https://[64:ff9b::a9fe:a9fe]',
  // 169.254.169.254 as one number: decimal, hexadecimal, octal.
  'https://2852039166',
  'https://0xa9fea9fe',
  'https://0251.0376.0251.0376',
] as const;

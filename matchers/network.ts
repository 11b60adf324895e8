/** Addresses that belong to nobody on the Internet: private, shared, loopback, link-local, multicast. */
const innerAddresses =
  /^(10\.|127\.|0\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|2(2[4-9]|[3-5]\d)\.|::1$|f[cde]|ff)/i;

/** Whether a text is the address of a host inside one's own network. */
export const isInside = (address: string): boolean => innerAddresses.test(address);

/** Whether a text is an address that anybody on the Internet may have. */
export const isOutside = (address: string): boolean =>
  /^[\da-f.:]+$/i.test(address) && !isInside(address);

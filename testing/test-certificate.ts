/**
 * A certificate for `localhost`, `127.0.0.1` and `::1` that nobody trusts, with its key, for servers in tests.
 * Valid until 2126. Made by `openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes`.
 */
export const testCertificate = `-----BEGIN CERTIFICATE-----
MIIBvzCCAWagAwIBAgIUTj9PNwcFtlwrht3bGVsb/IWcFsAwCgYIKoZIzj0EAwIw
FDESMBAGA1UEAwwJbG9jYWxob3N0MCAXDTI2MTEyMTEwMzQyMVoYDzIxMjYxMDI4
MTAzNDIxWjAUMRIwEAYDVQQDDAlsb2NhbGhvc3QwWTATBgcqhkjOPQIBBggqhkjO
PQMBBwNCAAS9Ya6Y7eMs6KKXqblXLQwXrx/oolg00m3gQDCkew5SPidlIa4/9fOn
vjmgr0D3QxHkyh0FzgxoXcpow2sLkAkno4GTMIGQMB0GA1UdDgQWBBSCkWUEEMb1
8P4ilSDfkPCKk4ub9jAfBgNVHSMEGDAWgBSCkWUEEMb18P4ilSDfkPCKk4ub9jA9
BgNVHREENjA0gglsb2NhbGhvc3SCD290aGVyLmxvY2FsaG9zdIcEfwAAAYcQAAAA
AAAAAAAAAAAAAAAAATAPBgNVHRMBAf8EBTADAQH/MAoGCCqGSM49BAMCA0cAMEQC
IFujgO1OU3tdU7pfLxINkxErBGygcC/IK2MS3vFAXVzVAiA4nsuJhkcWvjkCrwU3
9mPRRfjEDyxqnSPEkCe63pqu7A==
-----END CERTIFICATE-----
`;

export const testCertificateKey = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgu92gSPdkEo+SaTmV
JNBkqUb/Kek9qdJQxuzuZNa48WyhRANCAAS9Ya6Y7eMs6KKXqblXLQwXrx/oolg0
0m3gQDCkew5SPidlIa4/9fOnvjmgr0D3QxHkyh0FzgxoXcpow2sLkAkn
-----END PRIVATE KEY-----
`;

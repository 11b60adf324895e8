/** Where the credentials of outputs are kept: a file beside the project, SSM parameters, or Secrets Manager. */
export const secretsStoreKinds = ['file', 'ssm', 'secrets-manager'] as const;

export type SecretsStoreKind = (typeof secretsStoreKinds)[number];

import type { Alert } from '../../domain/alert.ts';
import type { Publication } from '../../domain/publication.ts';
import type { Output } from '../../outputs/output.ts';
import type { RenderTarget } from '../../rule-tests/render/render-request.ts';
import { exampleCredentials } from './render-credentials.ts';
import { type RecordedCall, recordingPorts } from './render-ports.ts';

export interface RenderedCalls {
  readonly calls: readonly RecordedCall[];
  /** Why nothing more would go out; undefined where the delivery came to its end. */
  readonly stopped: string | undefined;
}

/** Delivers an alert to nowhere, with credentials that are nobody's, and gives back what would have gone out. */
export async function renderedCalls(
  output: Output,
  alert: Alert,
  publication: Publication,
  { descriptor, resource }: RenderTarget,
): Promise<RenderedCalls> {
  const { ports, calls } = recordingPorts(output.service);
  const outcome = await output.deliver({
    alert,
    publication,
    descriptor,
    resource: output.shape === 'map' ? (resource ?? exampleResource(output.service)) : resource,
    credentials: exampleCredentials(output),
    idempotencyKey: 'example-idempotency-key',
    ports,
  });
  return { calls, stopped: outcome.outcome === 'failed' ? outcome.reason : undefined };
}

/** Resources that are more than a name. */
const resources: Readonly<Record<string, string>> = {
  file: 'alerts.json',
  ocsf: 's3://example-bucket/ocsf',
};

const exampleResource = (service: string): string =>
  (Object.hasOwn(resources, service) ? resources[service] : undefined) ?? 'example';

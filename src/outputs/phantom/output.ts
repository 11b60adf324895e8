import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { isJsonObject } from '../../domain/json.ts';
import { contentOf } from '../content.ts';
import { sendFitting } from '../fitting.ts';
import { type DeliveryOutcome, defineOutput, secretUrl, token } from '../output.ts';
import { identifierAt } from '../part-of.ts';
import { shownRecord } from '../shown-record.ts';
import { type VendorAnswer, type VendorApi, vendorApi, withoutSlash } from '../vendor-api.ts';

/**
 * Phantom, now Splunk SOAR: an artifact in the container that has the name of the rule.
 * https://help.splunk.com/en/splunk-soar/soar-on-premises/rest-api-reference/6.4.0/artifact-endpoints/rest-artifact.
 * The server does not look whether an artifact with this `source_data_identifier` is there, so it is asked first.
 */
export const phantom = defineOutput({
  service: 'phantom',
  summary: 'Add each alert as an artifact to a Phantom (Splunk SOAR) container',
  shape: 'list',
  credentials: z.object({
    ph_auth_token: token('token of an automation user'),
    url: secretUrl('URL of the server, such as https://soar.example.com'),
  }),
  uses: ['http'],
  defaultPublication,

  async deliver({
    alert,
    publication,
    credentials,
    idempotencyKey,
    ports,
  }): Promise<DeliveryOutcome> {
    const api = vendorApi(ports.http, {
      base: withoutSlash(credentials.url),
      headers: { 'ph-auth-token': credentials.ph_auth_token },
    });
    const earlier = await api.get(
      'looking for the artifact',
      `/rest/artifact?${filter('source_data_identifier', idempotencyKey)}`,
    );
    if (earlier.outcome === 'refused') return earlier.failure;
    const artifactThere = identifierAt(earlier.value, 'data', 0, 'id');
    if (artifactThere !== undefined) {
      return { outcome: 'delivered', reference: { artifact_id: artifactThere } };
    }

    const container = await containerOf(api, alert.ruleName, alert.description);
    if (container.outcome === 'failed') return container;
    const record = shownRecord(publication);
    const artifact = {
      cef: isJsonObject(record) ? record : { record },
      data: contentOf(publication),
    };
    const answer = await sendFitting(
      artifact,
      alert,
      (content) =>
        api.post('adding the artifact', '/rest/artifact', {
          cef: {},
          data: {},
          ...content,
          container_id: container.id,
          name: 'Phantom Artifact',
          label: 'Alert',
          source_data_identifier: idempotencyKey,
        }),
      (sent) => sent.outcome === 'refused' && sent.status === 413,
    );
    if (answer.outcome === 'refused') return answer.failure;
    const artifact_id = identifierAt(answer.value, 'id');
    if (artifact_id === undefined) return unsuccessful('adding the artifact', answer);
    return { outcome: 'delivered', reference: { artifact_id, container_id: String(container.id) } };
  },
});

/** Texts are quoted like JSON. */
const filter = (field: string, text: string): string =>
  `_filter_${field}=${encodeURIComponent(JSON.stringify(text))}&page_size=1`;

type Container =
  | { readonly outcome: 'there'; readonly id: number | string }
  | Extract<DeliveryOutcome, { outcome: 'failed' }>;

/** The container that all alerts of a rule go to. */
async function containerOf(
  api: VendorApi,
  ruleName: string,
  description: string,
): Promise<Container> {
  const found = await api.get(
    'looking for the container',
    `/rest/container?${filter('name', ruleName)}`,
  );
  if (found.outcome === 'refused') return found.failure;
  const there = identifierAt(found.value, 'data', 0, 'id');
  if (there !== undefined) return { outcome: 'there', id: numberOf(there) };

  const fields = { name: ruleName, description };
  const made = await api.post('creating the container', '/rest/container', fields);
  if (made.outcome === 'refused') return made.failure;
  const id = identifierAt(made.value, 'id');
  return id === undefined
    ? unsuccessful('creating the container', made)
    : { outcome: 'there', id: numberOf(id) };
}

/** Ids are integers. */
const numberOf = (id: string): number | string =>
  Number.isSafeInteger(Number(id)) ? Number(id) : id;

/** Phantom may answer 200 with `{"failed": true, "message": …}`. */
function unsuccessful(
  task: string,
  answer: Extract<VendorAnswer, { outcome: 'understood' }>,
): Extract<DeliveryOutcome, { outcome: 'failed' }> {
  const said = identifierAt(answer.value, 'message') ?? 'no id came back';
  return { outcome: 'failed', reason: `${task}: ${said}`, retryable: true };
}

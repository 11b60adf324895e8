import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { isJsonObject } from '../../domain/json.ts';
import { contentOf } from '../content.ts';
import { sendFitting } from '../fitting.ts';
import { mergedText } from '../merged-text.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  secretUrl,
  token,
  type UpdateRequest,
} from '../output.ts';
import { identifierAt } from '../part-of.ts';
import { shownRecord } from '../shown-record.ts';
import { isUnknowable, type VendorApi, vendorApi, withoutSlash } from '../vendor-api.ts';
import { containerOf, filter, setStatus, unsuccessful } from './container.ts';
import { commentMerged, type FollowUp, settleContainer } from './follow-up.ts';

/**
 * Phantom, now Splunk SOAR: an artifact in the container that has the name of the rule.
 * https://help.splunk.com/en/splunk-soar/soar-on-premises/rest-api-reference/6.4.0/artifact-endpoints/rest-artifact.
 * The server does not look whether an artifact with this `source_data_identifier` is there, so it is asked first.
 */
export const phantom = defineOutput({
  service: 'phantom',
  summary: 'Add each alert as an artifact to a Phantom (Splunk SOAR) container',
  protocol: 'Splunk SOAR REST, artifacts',
  documentation:
    'https://help.splunk.com/en/splunk-soar/soar-on-premises/rest-api-reference/6.4.0/artifact-endpoints/rest-artifact',
  repetition: '`source_data_identifier`, looked for',
  limits: 'shortened when refused',
  fields: z.object({}),
  shape: 'list',
  credentials: z.object({
    ph_auth_token: token('token of an automation user'),
    url: secretUrl('URL of the server, such as https://soar.example.com'),
  }),
  uses: ['http'],
  defaultPublication,

  deliver: add,

  /** A container that is closed, or deleted, gets the merged alert as an artifact, which opens it. */
  async update(request): Promise<DeliveryOutcome> {
    const text = mergedText(request.alert, request.publication);
    return (await commentMerged(followUpOf(request), text)) ?? add(request);
  },

  acknowledge: (request) => settleContainer(followUpOf(request), 'Acknowledged', request),
  resolve: (request) => settleContainer(followUpOf(request), 'Resolved', request),
});

interface Account {
  readonly ph_auth_token: string;
  readonly url: string;
}

type Request = DeliveryRequest<Account, 'http'>;

const apiOf = ({ credentials, ports }: Request): VendorApi =>
  vendorApi(ports.http, {
    base: withoutSlash(credentials.url),
    headers: { 'ph-auth-token': credentials.ph_auth_token },
  });

const followUpOf = (request: UpdateRequest<Account, 'http'>): FollowUp => ({
  ...request,
  api: apiOf(request),
});

async function add(request: Request): Promise<DeliveryOutcome> {
  const { alert, idempotencyKey } = request;
  const api = apiOf(request);
  const earlier = await api.get(
    'looking for the artifact',
    `/rest/artifact?${filter('source_data_identifier', idempotencyKey)}`,
  );
  if (earlier.outcome === 'refused') return earlier.failure;
  const there = identifierAt(earlier.value, 'data', 0, 'id');
  if (there !== undefined) {
    return delivered(there, identifierAt(earlier.value, 'data', 0, 'container'));
  }
  const container = await containerOf(api, alert.ruleName, alert.description);
  if (container.outcome === 'failed') return container;
  if (container.isClosed) {
    // Nobody looks into a container that is closed.
    const opened = await setStatus(api, container.id, 'open');
    if (opened.outcome === 'refused' && !isUnknowable(opened)) return opened.failure;
  }
  return addArtifact(api, request, container.id);
}

async function addArtifact(
  api: VendorApi,
  { alert, publication, idempotencyKey }: Request,
  container_id: number | string,
): Promise<DeliveryOutcome> {
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
        container_id,
        name: 'Phantom Artifact',
        label: 'Alert',
        source_data_identifier: idempotencyKey,
      }),
    (sent) => sent.outcome === 'refused' && sent.status === 413,
  );
  if (answer.outcome === 'refused') return answer.failure;
  const artifact_id = identifierAt(answer.value, 'id');
  if (artifact_id === undefined) return unsuccessful('adding the artifact', answer);
  return delivered(artifact_id, String(container_id));
}

const delivered = (artifact_id: string, container_id: string | undefined): DeliveryOutcome => ({
  outcome: 'delivered',
  reference: { artifact_id, ...(container_id !== undefined && { container_id }) },
});

import { z } from 'zod';
import { defaultPublication } from '../../domain/default-publication.ts';
import { awsOutcome } from '../aws-sending.ts';
import { fittingText } from '../fitting.ts';
import { oneLine } from '../one-line.ts';
import {
  type DeliveryOutcome,
  type DeliveryRequest,
  defineOutput,
  type LifecycleRequest,
} from '../output.ts';
import { overridesOf, unusable } from '../overrides.ts';
import { identifierAt } from '../part-of.ts';
import { findingId, findingOf, severities } from './finding.ts';

const labels = Object.values(severities);

/**
 * A finding in the AWS Security Finding Format for each alert. Its id comes from the alert: importing it again, or what
 * merged into it, changes it. "Up to 240 KB per finding" and "10 TPS per account per Region"
 * (https://docs.aws.amazon.com/securityhub/latest/partnerguide/guidelines-batchimportfindings.html).
 */
export const securityHub = defineOutput({
  service: 'security-hub',
  summary: 'Import each alert as a finding into AWS Security Hub',
  protocol:
    'Security Hub API, ASFF 2018-10-08; allow securityhub:BatchImportFindings on the product and securityhub:BatchUpdateFindings on the hub',
  documentation:
    'https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html',
  repetition: '`Id` of the finding',
  limits: 'title 256 and description 1,024 characters; 50 fields of the record of 1,023 characters',
  fields: z.object({
    title: z.string().describe('title of the finding'),
    description: z.string().describe('its description'),
    severity: z
      .enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])
      .describe("label of the severity, in place of the alert's own"),
    types: z
      .array(z.string())
      .describe('types such as `TTPs/Initial Access`, in place of those of its ATT&CK'),
  }),
  rateLimit: { calls: 10, seconds: 1 },
  shape: 'list',
  credentials: z.object({
    product_arn: z
      .string()
      .regex(/^arn:aws[a-z-]*:securityhub:[a-z0-9-]+:[0-9]{12}:product\/\S+$/, {
        message:
          'must be such as arn:aws:securityhub:eu-west-1:111122223333:product/111122223333/default',
      })
      .optional()
      .describe(
        'ARN of the product, where it is not the default one of account and region in global.json',
      ),
  }),
  uses: ['aws'],
  defaultPublication,

  deliver: (request) => imported(request, findingId(request.alert)),
  update: (request) => imported(request, idOf(request)),
  acknowledge: (request) => settled(request, 'NOTIFIED'),
  resolve: (request) => settled(request, 'RESOLVED'),
});

type Credentials = { readonly product_arn?: string | undefined };

const idOf = ({ alert, reference }: LifecycleLike): string =>
  identifierAt(reference, 'id') ?? findingId(alert);

type LifecycleLike = Pick<LifecycleRequest<Credentials, 'aws'>, 'alert' | 'reference'>;

async function imported(
  { alert, publication, credentials, idempotencyKey, ports }: DeliveryRequest<Credentials, 'aws'>,
  id: string,
): Promise<DeliveryOutcome> {
  const set = overridesOf(publication, 'security-hub');
  const severity = set.text('severity')?.toUpperCase();
  const words = {
    title: set.text('title'),
    description: set.text('description'),
    severity: labels.find((label) => label === severity),
    types: set.list('types').filter((type) => typeof type === 'string'),
  };
  const refusal = set.refusal();
  if (refusal !== undefined) return refusal;
  if (severity !== undefined && words.severity === undefined) {
    return unusable(`a publisher set @security-hub.severity to none of ${labels.join(', ')}`);
  }

  const finding = { ...findingOf(alert, publication, words, idempotencyKey), id };
  const product = credentials.product_arn ?? null;
  const outcome = awsOutcome(await ports.aws.importFinding({ product, finding }));
  return outcome.outcome === 'delivered' ? { ...outcome, reference: { id } } : outcome;
}

const noteCharactersMax = 512;

async function settled(
  request: LifecycleRequest<Credentials, 'aws'>,
  workflow: 'NOTIFIED' | 'RESOLVED',
): Promise<DeliveryOutcome> {
  const { alert, credentials, ports, by, note } = request;
  const verb = workflow === 'RESOLVED' ? 'Resolved' : 'Acknowledged';
  const said = oneLine(note ?? '');
  const text = `${verb} in StreamAlert${said === '' ? '' : `: ${said}`}`;
  const id = idOf(request);
  const outcome = awsOutcome(
    await ports.aws.settleFinding({
      product: credentials.product_arn ?? null,
      id,
      workflow,
      note: {
        text: fittingText(text, noteCharactersMax, alert),
        by: oneLine(by).slice(0, noteCharactersMax) || 'StreamAlert',
      },
    }),
  );
  return outcome.outcome === 'delivered' ? { ...outcome, reference: { id } } : outcome;
}

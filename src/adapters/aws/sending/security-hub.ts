import {
  type AwsSecurityFinding,
  BatchImportFindingsCommand,
  BatchUpdateFindingsCommand,
  SecurityHubClient,
} from '@aws-sdk/client-securityhub';
import type {
  AwsSender,
  AwsSending,
  SecurityFinding,
  SecurityProduct,
} from '../../../ports/aws-sender.ts';
import { partitionOf } from '../sns.ts';
import {
  type AwsSettings,
  arnParts,
  awsCall,
  clientSettings,
  clientsByRegion,
  refusalInside,
} from './call.ts';

/**
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchImportFindings.html and
 * https://docs.aws.amazon.com/securityhub/1.0/APIReference/API_BatchUpdateFindings.html
 */
export function securityHubSender(
  settings: AwsSettings,
): Pick<AwsSender, 'importFinding' | 'settleFinding'> {
  const clientIn = clientsByRegion(
    (region) => new SecurityHubClient(clientSettings(settings, region)),
  );
  return {
    async importFinding({ product: named, finding }) {
      const product = productOf(named, settings);
      if (product === undefined) return unknownAccount;
      const { region } = product;
      const call = { action: 'securityhub:BatchImportFindings', resource: product.arn, region };
      const command = new BatchImportFindingsCommand({ Findings: [asffOf(finding, product)] });
      return awsCall(call, async () => {
        const output = await clientIn(region).send(command);
        const [failed] = output.FailedFindings ?? [];
        if (failed === undefined && output.FailedCount === 0) return output;
        const isPassing = isPassingCode(failed?.ErrorCode);
        throw refusalInside(failed?.ErrorCode, failed?.ErrorMessage, output, isPassing);
      });
    },

    async settleFinding({ product: named, id, workflow, note }) {
      const product = productOf(named, settings);
      if (product === undefined) return unknownAccount;
      const { region } = product;
      const call = { action: 'securityhub:BatchUpdateFindings', resource: product.arn, region };
      const command = new BatchUpdateFindingsCommand({
        FindingIdentifiers: [{ Id: id, ProductArn: product.arn }],
        Workflow: { Status: workflow },
        Note: { Text: note.text, UpdatedBy: note.by },
      });
      return awsCall(call, async () => {
        const output = await clientIn(region).send(command);
        const [failed] = output.UnprocessedFindings ?? [];
        if (failed === undefined && output.ProcessedFindings?.length === 1) return output;
        // What was imported just now is there after some minutes.
        const isPassing =
          failed?.ErrorCode === 'FindingNotFound' || isPassingCode(failed?.ErrorCode);
        throw refusalInside(failed?.ErrorCode, failed?.ErrorMessage, output, isPassing);
      });
    },
  };
}

const isPassingCode = (code: string | undefined): boolean =>
  code === undefined || /Internal|Throttl|Concurrent|LimitExceeded|Unavailable/.test(code);

interface Product {
  readonly arn: string;
  readonly region: string;
  readonly accountId: string;
}

/** The default product of an account takes findings of its own: `product/<account>/default`. */
function productOf(
  named: SecurityProduct,
  { region, accountId }: AwsSettings,
): Product | undefined {
  if (named !== null) {
    const parts = arnParts(named);
    return parts && { arn: named, ...parts };
  }
  if (accountId === '') return undefined;
  const place = `${partitionOf(region)}:securityhub:${region}:${accountId}`;
  return { arn: `arn:${place}:product/${accountId}/default`, region, accountId };
}

const unknownAccount: AwsSending = {
  outcome: 'failed',
  reason:
    'no account is known for Security Hub: write aws_account_id into global.json, or the ARN of the product into the credentials',
  retryable: true,
  requestId: null,
};

const instant = (milliseconds: number): string => new Date(milliseconds).toISOString();

function asffOf(finding: SecurityFinding, { arn, region, accountId }: Product): AwsSecurityFinding {
  const { id, generator, title, description, severity, types, resource, recommendation } = finding;
  return {
    SchemaVersion: '2018-10-08',
    Id: id,
    ProductArn: arn,
    ProductName: 'StreamAlert',
    CompanyName: 'StreamAlert',
    GeneratorId: generator,
    AwsAccountId: accountId,
    CreatedAt: instant(finding.createdAt),
    FirstObservedAt: instant(finding.observedAt),
    // A finding is changed only by one that is newer.
    UpdatedAt: instant(Date.now()),
    Title: title,
    Description: description,
    // The fields of the same names beside these are the investigators', once there is a finding.
    FindingProviderFields: {
      Severity: { Label: severity, Original: severity },
      Types: [...types],
    },
    ...(recommendation && {
      Remediation: {
        Recommendation: {
          ...(recommendation.text !== undefined && { Text: recommendation.text }),
          ...(recommendation.url !== undefined && { Url: recommendation.url }),
        },
      },
    }),
    ProductFields: { ...finding.fields },
    Resources: [
      {
        Type: 'Other',
        Id: resource.id,
        Partition: partitionOf(region),
        Region: region,
        Details: { Other: { ...resource.details } },
      },
    ],
  };
}

import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { AwsSender } from '../../../ports/aws-sender.ts';
import {
  type AwsSettings,
  arnParts,
  awsCall,
  clientSettings,
  clientsByRegion,
  refusalInside,
} from './call.ts';

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
export function eventbridgeSender(settings: AwsSettings): AwsSender['putEvent'] {
  const clientIn = clientsByRegion(
    (region) => new EventBridgeClient(clientSettings(settings, region)),
  );
  return async ({ bus, source, detailType, detail, time }) => {
    const region = arnParts(bus)?.region ?? settings.region;
    const command = new PutEventsCommand({
      Entries: [
        {
          EventBusName: bus,
          Source: source,
          DetailType: detailType,
          Detail: detail,
          Time: new Date(time),
        },
      ],
    });
    return awsCall(
      { action: 'events:PutEvents', resource: bus, region },
      async () => {
        const output = await clientIn(region).send(command);
        const [entry] = output.Entries ?? [];
        if (output.FailedEntryCount !== 0 || entry?.EventId === undefined) {
          const code = entry?.ErrorCode;
          // "Retryable errors include" these two: API_PutEventsResultEntry.
          const isPassing = code === 'InternalFailure' || code === 'ThrottlingException';
          throw refusalInside(code, entry?.ErrorMessage, output, isPassing);
        }
        return output;
      },
      ({ Entries }) => Entries?.[0]?.EventId,
    );
  };
}

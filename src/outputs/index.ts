import { awsCloudwatchLog } from './aws-cloudwatch-log/output.ts';
import { awsFirehose } from './aws-firehose/output.ts';
import { awsLambda } from './aws-lambda/output.ts';
import { awsLambdaV2 } from './aws-lambda-v2/output.ts';
import { awsS3 } from './aws-s3/output.ts';
import { awsSes } from './aws-ses/output.ts';
import { awsSns } from './aws-sns/output.ts';
import { awsSqs } from './aws-sqs/output.ts';
import { carbonblack } from './carbonblack/output.ts';
import { consoleOutput } from './console/output.ts';
import { demisto } from './demisto/output.ts';
import { eventbridge } from './eventbridge/output.ts';
import { fileOutput } from './file/output.ts';
import { github } from './github/output.ts';
import { googleChat } from './google-chat/output.ts';
import { jira } from './jira/output.ts';
import { jiraV2 } from './jira-v2/output.ts';
import { komand } from './komand/output.ts';
import { ocsf } from './ocsf/output.ts';
import { n8n } from './n8n/output.ts';
import { opensearch } from './opensearch/output.ts';
import type { Output } from './output.ts';
import { pagerduty } from './pagerduty/output.ts';
import { pagerdutyIncident } from './pagerduty-incident/output.ts';
import { pagerdutyV2 } from './pagerduty-v2/output.ts';
import { phantom } from './phantom/output.ts';
import { securityHub } from './security-hub/output.ts';
import { servicenow } from './servicenow/output.ts';
import { slack } from './slack/output.ts';
import { slackBot } from './slack-bot/output.ts';
import { smtp } from './smtp/output.ts';
import { splunkHec } from './splunk-hec/output.ts';
import { syslog } from './syslog/output.ts';
import { teams } from './teams/output.ts';
import { tines } from './tines/output.ts';
import { torq } from './torq/output.ts';
import { victorops } from './victorops/output.ts';
import { webhook } from './webhook/output.ts';

/** Every place alerts can be sent to. */
export const outputs: readonly Output[] = [
  awsCloudwatchLog,
  awsFirehose,
  awsLambda,
  awsLambdaV2,
  awsS3,
  awsSes,
  awsSns,
  awsSqs,
  carbonblack,
  consoleOutput,
  demisto,
  eventbridge,
  fileOutput,
  github,
  googleChat,
  jira,
  jiraV2,
  komand,
  ocsf,
  n8n,
  opensearch,
  pagerduty,
  pagerdutyIncident,
  pagerdutyV2,
  phantom,
  securityHub,
  servicenow,
  slack,
  slackBot,
  smtp,
  splunkHec,
  syslog,
  teams,
  tines,
  torq,
  victorops,
  webhook,
];

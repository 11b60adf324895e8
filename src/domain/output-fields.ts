// Written by `npm run docs` from the definitions of the outputs. Changes made by hand are lost.
import type { JsonObject, JsonValue } from './json.ts';

/** Services that alerts can be sent to. */
export type OutputService =
  | 'aws-cloudwatch-log'
  | 'aws-firehose'
  | 'aws-lambda'
  | 'aws-lambda-v2'
  | 'aws-s3'
  | 'aws-ses'
  | 'aws-sns'
  | 'aws-sqs'
  | 'carbonblack'
  | 'console'
  | 'demisto'
  | 'eventbridge'
  | 'file'
  | 'github'
  | 'google-chat'
  | 'jira'
  | 'jira-v2'
  | 'komand'
  | 'n8n'
  | 'ocsf'
  | 'opensearch'
  | 'pagerduty'
  | 'pagerduty-incident'
  | 'pagerduty-v2'
  | 'phantom'
  | 'security-hub'
  | 'servicenow'
  | 'slack'
  | 'slack-bot'
  | 'smtp'
  | 'splunk-hec'
  | 'syslog'
  | 'teams'
  | 'tines'
  | 'torq'
  | 'victorops'
  | 'webhook';

/** What a publication may say to one output, as `@<service>.<field>`. */
export interface OutputFields {
  /** any JSON, in place of the record; sent as it is */
  '@aws-lambda.alert_data'?: JsonValue;
  /** any JSON, in place of the record; sent as it is */
  '@aws-lambda-v2.alert_data'?: JsonValue;
  /** subject of the mail */
  '@aws-ses.subject'?: string;
  /** a text, or a map from subtype of `text/…` (`plain`, `html`) to text */
  '@aws-ses.body'?: string | { [key: string]: string };
  /** false leaves `record.json` out */
  '@aws-ses.attach_record'?: boolean;
  /** more files, from name to text */
  '@aws-ses.attachments'?: { [key: string]: string };
  /** subject, for those who get the message as mail */
  '@aws-sns.subject'?: string;
  /** the same under the name of earlier versions */
  '@aws-sns.topic'?: string;
  /** the message, in place of the publication as JSON */
  '@aws-sns.message'?: string;
  /** any JSON, in place of the record */
  '@aws-sqs.message_data'?: JsonValue;
  /** the line to print */
  '@console.line'?: string;
  /** type of the incident */
  '@demisto.incident_type'?: string;
  /** playbook that is run */
  '@demisto.playbook'?: string;
  /** user it is given to */
  '@demisto.owner'?: string;
  /** text of the incident */
  '@demisto.details'?: string;
  /** title of the incident */
  '@demisto.incident_name'?: string;
  /** becomes the labels */
  '@demisto.label_data'?: JsonObject;
  /** severity of the incident; unknown unless set */
  '@demisto.severity'?: 'info' | 'informational' | 'low' | 'med' | 'medium' | 'high' | 'critical';
  /** source of the event, in place of `streamalert` */
  '@eventbridge.source'?: string;
  /** detail type, in place of `StreamAlert Alert` */
  '@eventbridge.detail_type'?: string;
  /** the detail, in place of the publication */
  '@eventbridge.detail'?: JsonObject;
  /** title of the issue */
  '@github.title'?: string;
  /** text of the issue, in Markdown */
  '@github.body'?: string;
  /** text of the message */
  '@google-chat.text'?: string;
  /** `cardsV2` in place of the card */
  '@google-chat.cards'?: JsonObject[];
  /** thread to post into, made when it is new */
  '@google-chat.thread_key'?: string;
  /** title of the issue */
  '@jira.issue_summary'?: string;
  /** text of the issue, in the markup of Jira */
  '@jira.description'?: string;
  /** title of the issue */
  '@jira-v2.issue_summary'?: string;
  /** text of the issue, in the markup of Jira */
  '@jira-v2.description'?: string;
  /** any JSON in place of the content and of the template, where an alert is sent */
  '@n8n.body'?: JsonValue;
  /** index, in place of the one in the credentials */
  '@opensearch.index'?: string;
  /** the document, in place of the publication */
  '@opensearch.document'?: JsonObject;
  /** what happened, in one line */
  '@pagerduty.description'?: string;
  /** takes the place of description and record */
  '@pagerduty.details'?: JsonObject;
  /** where "StreamAlert" in PagerDuty leads to */
  '@pagerduty.client_url'?: string;
  /** links `{type: "link", href, text}` and images `{type: "image", src}` */
  '@pagerduty.contexts'?: JsonObject[];
  /** title of the incident */
  '@pagerduty-incident.incident_title'?: string;
  /** text of the incident */
  '@pagerduty-incident.incident_body'?: string;
  /** urgency of the incident */
  '@pagerduty-incident.urgency'?: 'low' | 'high';
  /** a note on the incident */
  '@pagerduty-incident.note'?: string;
  /** what happened, in one line */
  '@pagerduty-v2.summary'?: string;
  /** takes the place of description and record */
  '@pagerduty-v2.custom_details'?: JsonObject;
  /** severity of the event, in words of PagerDuty or of alerts; `critical` unless set */
  '@pagerduty-v2.severity'?: 'info' | 'warning' | 'error' | 'critical' | 'low' | 'medium' | 'high';
  /** where "StreamAlert" in PagerDuty leads to */
  '@pagerduty-v2.client_url'?: string;
  /** part of the system, such as `mysql` */
  '@pagerduty-v2.component'?: string;
  /** what the part belongs to, such as `prod` */
  '@pagerduty-v2.group'?: string;
  /** kind of the event, such as `disk` */
  '@pagerduty-v2.class'?: string;
  /** `{src, href, alt}`; only `src` is needed */
  '@pagerduty-v2.images'?: JsonObject[];
  /** `{href, text}`; only `href` is needed */
  '@pagerduty-v2.links'?: JsonObject[];
  /** title of the finding */
  '@security-hub.title'?: string;
  /** its description */
  '@security-hub.description'?: string;
  /** label of the severity, in place of the alert's own */
  '@security-hub.severity'?: 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL';
  /** types such as `TTPs/Initial Access`, in place of those of its ATT&CK */
  '@security-hub.types'?: string[];
  /** title of the record */
  '@servicenow.short_description'?: string;
  /** text of the record */
  '@servicenow.description'?: string;
  /** `1` is high; of the severity unless set */
  '@servicenow.urgency'?: '1' | '2' | '3';
  /** `1` is high; of the severity unless set */
  '@servicenow.impact'?: '1' | '2' | '3';
  /** any other fields of the table */
  '@servicenow.fields'?: JsonObject;
  /** text of the message, in mrkdwn */
  '@slack.text'?: string;
  /** attachments in place of the record */
  '@slack.attachments'?: JsonObject[];
  /** true sends what does not fit into one message as further ones */
  '@slack.several_messages'?: boolean;
  /** text of the message, in mrkdwn */
  '@slack-bot.text'?: string;
  /** attachments in place of the record */
  '@slack-bot.attachments'?: JsonObject[];
  /** true sends what does not fit into one message as further ones */
  '@slack-bot.several_messages'?: boolean;
  /** channel in place of that of the credentials */
  '@slack-bot.channel'?: string;
  /** subject of the mail */
  '@smtp.subject'?: string;
  /** a text, or a map from subtype of `text/…` (`plain`, `html`) to text */
  '@smtp.body'?: string | { [key: string]: string };
  /** false leaves `record.json` out */
  '@smtp.attach_record'?: boolean;
  /** more files, from name to text */
  '@smtp.attachments'?: { [key: string]: string };
  /** index, in place of the one in the credentials */
  '@splunk-hec.index'?: string;
  /** source type, in place of the one in the credentials */
  '@splunk-hec.sourcetype'?: string;
  /** source, in place of `streamalert` */
  '@splunk-hec.source'?: string;
  /** host of the event */
  '@splunk-hec.host'?: string;
  /** the event, in place of the publication */
  '@splunk-hec.event'?: JsonObject;
  /** the message, in place of the publication as JSON or CEF */
  '@syslog.message'?: string;
  /** more fields of a CEF message, by their names there */
  '@syslog.extension'?: JsonObject;
  /** title of the card */
  '@teams.title'?: string;
  /** text below the title */
  '@teams.description'?: string;
  /** colour of a connector card, `E81123` or the word `red` */
  '@teams.card_color'?: string;
  /** false leaves the record out */
  '@teams.with_record'?: boolean;
  /** one section or several: of a connector card, or elements of an Adaptive Card */
  '@teams.additional_card_sections'?: JsonObject | JsonObject[];
  /** each a text and the URL it opens */
  '@teams.buttons'?: [string, string][];
  /** any JSON in place of the content and of the template, where an alert is sent */
  '@tines.body'?: JsonValue;
  /** any JSON in place of the content and of the template, where an alert is sent */
  '@torq.body'?: JsonValue;
  /** type of the message; `CRITICAL` unless set */
  '@victorops.message_type'?: 'CRITICAL' | 'WARNING' | 'INFO';
  /** messages with the same one belong to one incident */
  '@victorops.entity_id'?: string;
  /** title of the incident */
  '@victorops.entity_display_name'?: string;
  /** text of the incident */
  '@victorops.state_message'?: string;
  /** any JSON in place of the content and of the template, where an alert is sent */
  '@webhook.body'?: JsonValue;
}

/* eslint-disable */
// Written by `streamalert types` from the schemas in conf/schemas. Changes made by hand are lost.
declare global {
  namespace StreamAlert {
    interface LogTypes {
      "any:thing": record_any_thing;
      "cloudtrail:events": record_cloudtrail_events;
      "cloudwatch:events": record_cloudwatch_events;
      "okta:system": record_okta_system;
    }
    interface NormalizedTypes {
      "file_path": unknown;
      "ip_address": unknown;
      "user": unknown;
    }
    interface LookupTables {
      "employees": unknown;
      "known hosts": unknown;
    }
    type record_any_thing = { readonly [field: string]: unknown };
    type record_cloudtrail_events = {
      readonly "account": string | null;
      readonly "detail": unknown;
      readonly "readOnly": boolean | null;
      readonly "resources": readonly unknown[] | null;
    };
    type record_cloudwatch_events = {
      readonly "account": string | null;
      readonly "detail": unknown;
      readonly "region": string | null;
      readonly "streamalert:envelope_keys": {
        readonly "owner": string | null;
        readonly "logGroup": string | null;
      };
    };
    /** Ends a comment * / early */
    type record_okta_system = {
      readonly "eventType": string | null;
      readonly "count": number | null;
      readonly "score": number | null;
      readonly "actor": {
        readonly "id": string | null;
        readonly "detail.entry": {
          readonly "note": string | null;
        };
      };
      readonly "client": {
        readonly "ip"?: string | null;
        readonly "geo"?: {
          readonly "city": string | null;
        };
      };
      readonly "odd \"name\"\n": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
  }
}
export {};

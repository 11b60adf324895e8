/* eslint-disable */
// Written by `streamalert types` from the schemas in conf/schemas. Changes made by hand are lost.
declare global {
  namespace StreamAlert {
    interface LogTypes {
      "aliyun:actiontrail": record_aliyun_actiontrail;
      "awsconfig:rule_invocation": record_awsconfig_rule_invocation;
      "binaryalert": record_binaryalert;
      "box:admin_events": record_box_admin_events;
      "carbonblack:alert.status.updated": record_carbonblack_alert_status_updated;
      "carbonblack:alert.watchlist.hit.feedsearch.bin": record_carbonblack_alert_watchlist_hit_feedsearch_bin;
      "carbonblack:alert.watchlist.hit.ingress.binary": record_carbonblack_alert_watchlist_hit_ingress_binary;
      "carbonblack:alert.watchlist.hit.ingress.process": record_carbonblack_alert_watchlist_hit_ingress_process;
      "carbonblack:alert.watchlist.hit.query.process": record_carbonblack_alert_watchlist_hit_query_process;
      "carbonblack:audit": record_carbonblack_audit;
      "carbonblack:binaryinfo.group.observed": record_carbonblack_binaryinfo_group_observed;
      "carbonblack:binaryinfo.host.observed": record_carbonblack_binaryinfo_host_observed;
      "carbonblack:binaryinfo.observed": record_carbonblack_binaryinfo_observed;
      "carbonblack:binarystore.file.added": record_carbonblack_binarystore_file_added;
      "carbonblack:feed.ingress.hit.binary": record_carbonblack_feed_ingress_hit_binary;
      "carbonblack:feed.ingress.hit.host": record_carbonblack_feed_ingress_hit_host;
      "carbonblack:feed.ingress.hit.process": record_carbonblack_feed_ingress_hit_process;
      "carbonblack:feed.query.hit.binary": record_carbonblack_feed_query_hit_binary;
      "carbonblack:feed.query.hit.process": record_carbonblack_feed_query_hit_process;
      "carbonblack:feed.storage.hit.binary": record_carbonblack_feed_storage_hit_binary;
      "carbonblack:feed.storage.hit.process": record_carbonblack_feed_storage_hit_process;
      "carbonblack:feed.synchronized": record_carbonblack_feed_synchronized;
      "carbonblack:ingress.event.childproc": record_carbonblack_ingress_event_childproc;
      "carbonblack:ingress.event.crossprocopen": record_carbonblack_ingress_event_crossprocopen;
      "carbonblack:ingress.event.filemod": record_carbonblack_ingress_event_filemod;
      "carbonblack:ingress.event.module": record_carbonblack_ingress_event_module;
      "carbonblack:ingress.event.moduleload": record_carbonblack_ingress_event_moduleload;
      "carbonblack:ingress.event.netconn": record_carbonblack_ingress_event_netconn;
      "carbonblack:ingress.event.procend": record_carbonblack_ingress_event_procend;
      "carbonblack:ingress.event.processblock": record_carbonblack_ingress_event_processblock;
      "carbonblack:ingress.event.procstart": record_carbonblack_ingress_event_procstart;
      "carbonblack:ingress.event.regmod": record_carbonblack_ingress_event_regmod;
      "carbonblack:ingress.event.remotethread": record_carbonblack_ingress_event_remotethread;
      "carbonblack:ingress.event.tamper": record_carbonblack_ingress_event_tamper;
      "carbonblack:watchlist.hit.binary": record_carbonblack_watchlist_hit_binary;
      "carbonblack:watchlist.hit.ingress.binary": record_carbonblack_watchlist_hit_ingress_binary;
      "carbonblack:watchlist.hit.process": record_carbonblack_watchlist_hit_process;
      "carbonblack:watchlist.storage.hit.binary": record_carbonblack_watchlist_storage_hit_binary;
      "carbonblack:watchlist.storage.hit.process": record_carbonblack_watchlist_storage_hit_process;
      "cloudtrail:digest": record_cloudtrail_digest;
      "cloudtrail:events": record_cloudtrail_events;
      "cloudtrail:insight": record_cloudtrail_insight;
      "cloudtrail:lookup_events": record_cloudtrail_lookup_events;
      "cloudwatch:cloudtrail": record_cloudwatch_cloudtrail;
      "cloudwatch:control_message": record_cloudwatch_control_message;
      "cloudwatch:events": record_cloudwatch_events;
      "cloudwatch:fetched_log_events": record_cloudwatch_fetched_log_events;
      "cloudwatch:flow_log_lines": record_cloudwatch_flow_log_lines;
      "cloudwatch:flow_logs": record_cloudwatch_flow_logs;
      "cloudwatch:log_events": record_cloudwatch_log_events;
      "cloudwatch:rds_aurora": record_cloudwatch_rds_aurora;
      "duo:administrator": record_duo_administrator;
      "duo:authentication": record_duo_authentication;
      "duo:authentication_v2": record_duo_authentication_v2;
      "fleet:results": record_fleet_results;
      "ghe:general": record_ghe_general;
      "ghe:syslog": record_ghe_syslog;
      "github:audit": record_github_audit;
      "github:webhook": record_github_webhook;
      "github:webhook_without_sender": record_github_webhook_without_sender;
      "gsuite:reports": record_gsuite_reports;
      "guardduty:finding": record_guardduty_finding;
      "linux:auth": record_linux_auth;
      "okta:logevents": record_okta_logevents;
      "onelogin:events": record_onelogin_events;
      "osquery:batch": record_osquery_batch;
      "osquery:differential": record_osquery_differential;
      "osquery:snapshot": record_osquery_snapshot;
      "osquery:status": record_osquery_status;
      "packetbeat:dns": record_packetbeat_dns;
      "packetbeat:flow": record_packetbeat_flow;
      "pan": record_pan;
      "slack:access": record_slack_access;
      "slack:audit": record_slack_audit;
      "slack:integration": record_slack_integration;
      "streamquery:version1": record_streamquery_version1;
      "syslog:rfc3164": record_syslog_rfc3164;
      "trendmicro:malwareevent": record_trendmicro_malwareevent;
      "vpcflow:header": record_vpcflow_header;
      "vpcflow:no_data": record_vpcflow_no_data;
      "vpcflow:v2": record_vpcflow_v2;
    }
    /** Alibaba Cloud ActionTrail events */
    type record_aliyun_actiontrail = {
      readonly "eventId": string | null;
      readonly "eventName": string | null;
      readonly "eventSource": string | null;
      readonly "eventTime": string | null;
      readonly "eventType": string | null;
      readonly "eventVersion": string | null;
      readonly "serviceName": string | null;
      readonly "requestId": string | null;
      readonly "apiVersion": string | null;
      readonly "acsRegion": string | null;
      readonly "userIdentity": unknown;
      readonly "sourceIpAddress": string | null;
      readonly "userAgent": string | null;
      readonly "errorCode": string | null;
      readonly "errorMessage": string | null;
      readonly "requestParameters": unknown;
      readonly "referencedResources": unknown;
      readonly "additionalEventData": unknown;
      readonly "recipientAccountId": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** What AWS Config hands to a custom rule: `invokingEvent` holds the changed item as JSON text */
    type record_awsconfig_rule_invocation = {
      readonly "configRuleId": string | null;
      readonly "configRuleName": string | null;
      readonly "configRuleArn": string | null;
      readonly "invokingEvent": string | null;
      readonly "ruleParameters": string | null;
      readonly "resultToken": string | null;
      readonly "eventLeftScope": boolean | null;
      readonly "executionRoleArn": string | null;
      readonly "accountId": string | null;
      readonly "version": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** BinaryAlert: files in which YARA rules matched */
    type record_binaryalert = {
      readonly "FileInfo": unknown;
      readonly "MatchedRules": unknown;
      readonly "NumMatchedRules": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
      };
    };
    /** Box enterprise events */
    type record_box_admin_events = {
      readonly "event_id": string | null;
      readonly "event_type": string | null;
      readonly "type": string | null;
      readonly "created_at": string | null;
      readonly "created_by": unknown;
      readonly "session_id": string | null;
      readonly "ip_address": string | null;
      readonly "source": unknown;
      readonly "additional_details": string | null;
      readonly "accessible_by": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: somebody changed the state of an alert */
    type record_carbonblack_alert_status_updated = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_resolution": string | null;
      readonly "feed_name": string | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "report_id": unknown;
    };
    /** Carbon Black Response: a binary on an alerting feed was found */
    type record_carbonblack_alert_watchlist_hit_feedsearch_bin = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_severity": number | null;
      readonly "alert_type": string | null;
      readonly "assigned_to": string | null;
      readonly "created_time": string | null;
      readonly "resolved_time": string | null;
      readonly "status": string | null;
      readonly "unique_id": string | null;
      readonly "watchlist_id": string | null;
      readonly "watchlist_name": string | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "feed_rating": number | null;
      readonly "report_score": number | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_value_facet": string | null;
      readonly "ioc_confidence": number | null;
      readonly "ioc_attr": unknown;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "sensor_criticality": number | null;
      readonly "hostname": string | null;
      readonly "os_type": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "segment_id": string | null;
      readonly "digsig_result": string | null;
      readonly "host_count": number | null;
      readonly "observed_filename": unknown;
      readonly "observed_filename_total_count": number | null;
      readonly "other_hostnames": readonly unknown[] | null;
      readonly "computer_name": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: an arriving binary is on an alerting feed */
    type record_carbonblack_alert_watchlist_hit_ingress_binary = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_severity": number | null;
      readonly "alert_type": string | null;
      readonly "assigned_to": string | null;
      readonly "created_time": string | null;
      readonly "resolved_time": string | null;
      readonly "status": string | null;
      readonly "unique_id": string | null;
      readonly "watchlist_id": string | null;
      readonly "watchlist_name": string | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "feed_rating": number | null;
      readonly "report_score": number | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_value_facet": string | null;
      readonly "ioc_confidence": number | null;
      readonly "ioc_attr": unknown;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "sensor_criticality": number | null;
      readonly "hostname": string | null;
      readonly "os_type": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "segment_id": string | null;
      readonly "digsig_result": string | null;
      readonly "host_count": number | null;
      readonly "observed_filename": unknown;
      readonly "observed_filename_total_count": number | null;
      readonly "other_hostnames": readonly unknown[] | null;
      readonly "computer_name": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: an arriving process is on an alerting feed */
    type record_carbonblack_alert_watchlist_hit_ingress_process = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_severity": number | null;
      readonly "alert_type": string | null;
      readonly "assigned_to": string | null;
      readonly "created_time": string | null;
      readonly "resolved_time": string | null;
      readonly "status": string | null;
      readonly "unique_id": string | null;
      readonly "watchlist_id": string | null;
      readonly "watchlist_name": string | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "feed_rating": number | null;
      readonly "report_score": number | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_value_facet": string | null;
      readonly "ioc_confidence": number | null;
      readonly "ioc_attr": unknown;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "sensor_criticality": number | null;
      readonly "hostname": string | null;
      readonly "os_type": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "segment_id": string | null;
      readonly "process_guid": string | null;
      readonly "process_id": string | null;
      readonly "process_name": string | null;
      readonly "process_path": string | null;
      readonly "process_unique_id": string | null;
      readonly "username": string | null;
      readonly "group": string | null;
      readonly "comms_ip": string | null;
      readonly "interface_ip": string | null;
      readonly "childproc_count": number | null;
      readonly "crossproc_count": number | null;
      readonly "filemod_count": number | null;
      readonly "modload_count": number | null;
      readonly "netconn_count": number | null;
      readonly "regmod_count": number | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a process fits an alerting watchlist */
    type record_carbonblack_alert_watchlist_hit_query_process = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_severity": number | null;
      readonly "alert_type": string | null;
      readonly "assigned_to": string | null;
      readonly "created_time": string | null;
      readonly "resolved_time": string | null;
      readonly "status": string | null;
      readonly "unique_id": string | null;
      readonly "watchlist_id": string | null;
      readonly "watchlist_name": string | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "feed_rating": number | null;
      readonly "report_score": number | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_value_facet": string | null;
      readonly "ioc_confidence": number | null;
      readonly "ioc_attr": unknown;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "sensor_criticality": number | null;
      readonly "hostname": string | null;
      readonly "os_type": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "segment_id": string | null;
      readonly "process_guid": string | null;
      readonly "process_id": string | null;
      readonly "process_name": string | null;
      readonly "process_path": string | null;
      readonly "process_unique_id": string | null;
      readonly "username": string | null;
      readonly "group": string | null;
      readonly "comms_ip": string | null;
      readonly "interface_ip": string | null;
      readonly "childproc_count": number | null;
      readonly "crossproc_count": number | null;
      readonly "filemod_count": number | null;
      readonly "modload_count": number | null;
      readonly "netconn_count": number | null;
      readonly "regmod_count": number | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: audit log of the server, one line of text a record */
    type record_carbonblack_audit = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "message": string | null;
      readonly "timestamp": string | null;
    };
    /** Carbon Black Response: a binary was seen in a sensor group for the first time */
    type record_carbonblack_binaryinfo_group_observed = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "scores": unknown;
      readonly "watchlists": unknown;
      readonly "group": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a binary was seen on a host for the first time */
    type record_carbonblack_binaryinfo_host_observed = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "scores": unknown;
      readonly "watchlists": unknown;
      readonly "hostname": string | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a binary was seen for the first time */
    type record_carbonblack_binaryinfo_observed = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "scores": unknown;
      readonly "watchlists": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a binary was stored */
    type record_carbonblack_binarystore_file_added = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "md5": string | null;
      readonly "file_path": string | null;
      readonly "size": string | null;
      readonly "compressed_size": string | null;
      readonly "node_id": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: an arriving binary is on a feed */
    type record_carbonblack_feed_ingress_hit_binary = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "md5": string | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "report_id": string | null;
      readonly "report_score": number | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_attr": unknown;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "cb_version": string | null;
      readonly "server_name": string | null;
      readonly "hostname": string | null;
      readonly "os_type": string | null;
      readonly "group": string | null;
      readonly "from_feed_search": boolean | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: an arriving host is on a feed */
    type record_carbonblack_feed_ingress_hit_host = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "report_id": string | null;
      readonly "report_score": number | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_attr": unknown;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "cb_version": string | null;
      readonly "server_name": string | null;
      readonly "hostname": string | null;
      readonly "os_type": string | null;
      readonly "group": string | null;
      readonly "from_feed_search": boolean | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: an arriving process is on a feed */
    type record_carbonblack_feed_ingress_hit_process = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "process_guid": string | null;
      readonly "process_id": string | null;
      readonly "segment_id": string | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "report_id": string | null;
      readonly "report_score": number | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_attr": unknown;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "cb_version": string | null;
      readonly "server_name": string | null;
      readonly "hostname": string | null;
      readonly "os_type": string | null;
      readonly "group": string | null;
      readonly "from_feed_search": boolean | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "ioc"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: binaries that a search of a feed found */
    type record_carbonblack_feed_query_hit_binary = {
      readonly "md5": string | null;
      readonly "observed_filename": unknown;
      readonly "original_filename": string | null;
      readonly "internal_name": string | null;
      readonly "company_name": string | null;
      readonly "product_name": string | null;
      readonly "product_version": string | null;
      readonly "file_desc": string | null;
      readonly "file_version": string | null;
      readonly "legal_copyright": string | null;
      readonly "comments": string | null;
      readonly "os_type": string | null;
      readonly "is_64bit": boolean | null;
      readonly "is_executable_image": boolean | null;
      readonly "signed": string | null;
      readonly "digsig_result": string | null;
      readonly "digsig_result_code": string | null;
      readonly "digsig_issuer": string | null;
      readonly "digsig_subject": string | null;
      readonly "digsig_publisher": string | null;
      readonly "digsig_prog_name": string | null;
      readonly "digsig_sign_time": string | null;
      readonly "endpoint": readonly unknown[] | null;
      readonly "group": readonly unknown[] | null;
      readonly "host_count": number | null;
      readonly "last_seen": string | null;
      readonly "server_added_timestamp": string | null;
      readonly "timestamp": string | null;
      readonly "copied_mod_len": number | null;
      readonly "orig_mod_len": number | null;
      readonly "facet_id": number | null;
      readonly "cb_version": number | null;
      readonly "event_partition_id": readonly unknown[] | null;
      readonly "watchlists": readonly unknown[] | null;
      readonly "streamalert:envelope_keys": {
        readonly "type": string | null;
        readonly "cb_server": string | null;
        readonly "timestamp": string | null;
        readonly "feed_id": number | null;
        readonly "feed_name": string | null;
        readonly "report_id": string | null;
        readonly "report_score": number | null;
        readonly "ioc_type": string | null;
        readonly "ioc_value": string | null;
        readonly "ioc_query_index": string | null;
        readonly "ioc_query_string": string | null;
        readonly "hostname": string | null;
        readonly "group": string | null;
        readonly "computer_name": string | null;
        readonly "sensor_id": number | null;
        readonly "md5": string | null;
        readonly "ioc_attrs": unknown;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: processes that a search of a feed found */
    type record_carbonblack_feed_query_hit_process = {
      readonly "process_name": string | null;
      readonly "path": string | null;
      readonly "cmdline": string | null;
      readonly "username": string | null;
      readonly "start": string | null;
      readonly "last_update": string | null;
      readonly "last_server_update": unknown;
      readonly "process_md5": string | null;
      readonly "process_sha256": string | null;
      readonly "process_pid": number | null;
      readonly "process_guid": string | null;
      readonly "unique_id": string | null;
      readonly "segment_id": string | null;
      readonly "hostname": string | null;
      readonly "host_type": string | null;
      readonly "os_type": string | null;
      readonly "group": string | null;
      readonly "sensor_id": number | null;
      readonly "comms_ip": string | null;
      readonly "interface_ip": string | null;
      readonly "parent_name": string | null;
      readonly "parent_pid": number | null;
      readonly "parent_guid": string | null;
      readonly "parent_id": string | null;
      readonly "parent_md5": string | null;
      readonly "parent_unique_id": string | null;
      readonly "parent_segment_id": string | null;
      readonly "childproc_count": number | null;
      readonly "crossproc_count": number | null;
      readonly "filemod_count": number | null;
      readonly "modload_count": number | null;
      readonly "netconn_count": number | null;
      readonly "regmod_count": number | null;
      readonly "emet_count": number | null;
      readonly "processblock_count": number | null;
      readonly "filtering_known_dlls": boolean | null;
      readonly "id": string | null;
      readonly "streamalert:envelope_keys": {
        readonly "type": string | null;
        readonly "cb_server": string | null;
        readonly "timestamp": string | null;
        readonly "feed_id": number | null;
        readonly "feed_name": string | null;
        readonly "report_id": string | null;
        readonly "report_score": number | null;
        readonly "ioc_type": string | null;
        readonly "ioc_value": string | null;
        readonly "ioc_query_index": string | null;
        readonly "ioc_query_string": string | null;
        readonly "hostname": string | null;
        readonly "group": string | null;
        readonly "computer_name": string | null;
        readonly "sensor_id": number | null;
        readonly "process_guid": string | null;
        readonly "process_id": string | null;
        readonly "segment_id": string | null;
        readonly "comms_ip": string | null;
        readonly "interface_ip": string | null;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a stored binary is on a feed */
    type record_carbonblack_feed_storage_hit_binary = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "docs": readonly unknown[] | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "report_id": string | null;
      readonly "report_score": number | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_attr": unknown;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "cb_version": string | null;
      readonly "server_name": string | null;
      readonly "hostname": string | null;
      readonly "os_type": string | null;
      readonly "group": string | null;
      readonly "from_feed_search": boolean | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a stored process is on a feed */
    type record_carbonblack_feed_storage_hit_process = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "process_guid": string | null;
      readonly "process_id": string | null;
      readonly "segment_id": string | null;
      readonly "comms_ip": string | null;
      readonly "interface_ip": string | null;
      readonly "docs": readonly unknown[] | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "report_id": string | null;
      readonly "report_score": number | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_attr": unknown;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "cb_version": string | null;
      readonly "server_name": string | null;
      readonly "hostname": string | null;
      readonly "os_type": string | null;
      readonly "group": string | null;
      readonly "from_feed_search": boolean | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "ioc"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a feed was updated */
    type record_carbonblack_feed_synchronized = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "feed_update_time": string | null;
      readonly "scan_start_time": string | null;
    };
    /** Carbon Black Response: a process started or ended a child */
    type record_carbonblack_ingress_event_childproc = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "created": boolean | null;
      readonly "child_pid": number | null;
      readonly "child_process_guid": string | null;
      readonly "child_command_line": string | null;
      readonly "child_username": string | null;
      readonly "child_suppressed": boolean | null;
      readonly "childproc_type": string | null;
      readonly "parent_guid": string | null;
      readonly "tamper": boolean | null;
      readonly "tamper_sent": boolean | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly "process_guid": string | null;
      readonly "pid": number | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "process_path": string | null;
      readonly "path": string | null;
      readonly "fork_pid": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a process opened another one */
    type record_carbonblack_ingress_event_crossprocopen = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "cross_process_type": string | null;
      readonly "is_target": boolean | null;
      readonly "requested_access": number | null;
      readonly "target_create_time": string | null;
      readonly "target_md5": string | null;
      readonly "target_sha256": string | null;
      readonly "target_path": string | null;
      readonly "target_pid": number | null;
      readonly "target_process_guid": string | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly "process_guid": string | null;
      readonly "pid": number | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "process_path": string | null;
      readonly "path": string | null;
      readonly "fork_pid": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a process changed a file */
    type record_carbonblack_ingress_event_filemod = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "action": string | null;
      readonly "actiontype": number | null;
      readonly "filetype": number | null;
      readonly "filetype_name": string | null;
      readonly "file_md5": string | null;
      readonly "file_sha256": string | null;
      readonly "tamper": boolean | null;
      readonly "tamper_sent": boolean | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly "process_guid": string | null;
      readonly "pid": number | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "process_path": string | null;
      readonly "path": string | null;
      readonly "fork_pid": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a module was seen for the first time */
    type record_carbonblack_ingress_event_module = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "size": number | null;
      readonly "digsig": unknown;
      readonly "icon": string | null;
      readonly "image_file_header": string | null;
      readonly "utf8_comments": string | null;
      readonly "utf8_company_name": string | null;
      readonly "utf8_copied_module_length": number | null;
      readonly "utf8_file_description": string | null;
      readonly "utf8_file_version": string | null;
      readonly "utf8_internal_name": string | null;
      readonly "utf8_legal_copyright": string | null;
      readonly "utf8_legal_trademark": string | null;
      readonly "utf8_on_disk_filename": string | null;
      readonly "utf8_original_file_name": string | null;
      readonly "utf8_private_build": string | null;
      readonly "utf8_product_description": string | null;
      readonly "utf8_product_name": string | null;
      readonly "utf8_product_version": string | null;
      readonly "utf8_special_build": string | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a process loaded a module */
    type record_carbonblack_ingress_event_moduleload = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly "process_guid": string | null;
      readonly "pid": number | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "process_path": string | null;
      readonly "path": string | null;
      readonly "fork_pid": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a process opened a connection */
    type record_carbonblack_ingress_event_netconn = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "direction": string | null;
      readonly "domain": string | null;
      readonly "protocol": string | null;
      readonly "ipv4": string | null;
      readonly "port": string | null;
      readonly "local_ip": string | null;
      readonly "local_port": string | null;
      readonly "remote_ip": string | null;
      readonly "remote_port": string | null;
      readonly "proxy": boolean | null;
      readonly "proxy_domain": string | null;
      readonly "proxy_ip": string | null;
      readonly "proxy_port": string | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly "process_guid": string | null;
      readonly "pid": number | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "process_path": string | null;
      readonly "path": string | null;
      readonly "fork_pid": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a process ended */
    type record_carbonblack_ingress_event_procend = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly "command_line": string | null;
      readonly "path": string | null;
      readonly "pid": number | null;
      readonly "process_guid": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "username": string | null;
      readonly "uid": string | null;
      readonly "parent_path": string | null;
      readonly "parent_pid": number | null;
      readonly "parent_md5": string | null;
      readonly "parent_sha256": string | null;
      readonly "parent_guid": number | null;
      readonly "parent_process_guid": string | null;
      readonly "parent_create_time": number | null;
      readonly "expect_followon_w_md5": boolean | null;
      readonly "filtering_known_dlls": boolean | null;
      readonly "process_path": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a process was blocked */
    type record_carbonblack_ingress_event_processblock = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "blocked_event": string | null;
      readonly "blocked_reason": string | null;
      readonly "blocked_result": string | null;
      readonly "command_line": string | null;
      readonly "path": string | null;
      readonly "md5": string | null;
      readonly "pid": number | null;
      readonly "process_guid": string | null;
      readonly "process_create_time": number | null;
      readonly "uid": string | null;
      readonly "username": string | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a process started */
    type record_carbonblack_ingress_event_procstart = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": number | null;
      readonly "event_type": string | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly "command_line": string | null;
      readonly "path": string | null;
      readonly "pid": number | null;
      readonly "process_guid": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "username": string | null;
      readonly "uid": string | null;
      readonly "parent_path": string | null;
      readonly "parent_pid": number | null;
      readonly "parent_md5": string | null;
      readonly "parent_sha256": string | null;
      readonly "parent_guid": number | null;
      readonly "parent_process_guid": string | null;
      readonly "parent_create_time": number | null;
      readonly "expect_followon_w_md5": boolean | null;
      readonly "filtering_known_dlls": boolean | null;
      readonly "process_path": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a process changed the registry */
    type record_carbonblack_ingress_event_regmod = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "action": string | null;
      readonly "actiontype": number | null;
      readonly "tamper": boolean | null;
      readonly "tamper_sent": boolean | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly "process_guid": string | null;
      readonly "pid": number | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "process_path": string | null;
      readonly "path": string | null;
      readonly "fork_pid": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "registry_path"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a process started a thread in another one */
    type record_carbonblack_ingress_event_remotethread = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "cross_process_type": string | null;
      readonly "is_target": boolean | null;
      readonly "target_create_time": string | null;
      readonly "target_md5": string | null;
      readonly "target_sha256": string | null;
      readonly "target_path": string | null;
      readonly "target_pid": number | null;
      readonly "target_process_guid": string | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly "process_guid": string | null;
      readonly "pid": number | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "process_path": string | null;
      readonly "path": string | null;
      readonly "fork_pid": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: somebody tampered with the sensor */
    type record_carbonblack_ingress_event_tamper = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "tamper_type": string | null;
      readonly "computer_name": string | null;
      readonly "sensor_id": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: binaries that fit a watchlist */
    type record_carbonblack_watchlist_hit_binary = {
      readonly "md5": string | null;
      readonly "observed_filename": unknown;
      readonly "original_filename": string | null;
      readonly "internal_name": string | null;
      readonly "company_name": string | null;
      readonly "product_name": string | null;
      readonly "product_version": string | null;
      readonly "file_desc": string | null;
      readonly "file_version": string | null;
      readonly "legal_copyright": string | null;
      readonly "comments": string | null;
      readonly "os_type": string | null;
      readonly "is_64bit": boolean | null;
      readonly "is_executable_image": boolean | null;
      readonly "signed": string | null;
      readonly "digsig_result": string | null;
      readonly "digsig_result_code": string | null;
      readonly "digsig_issuer": string | null;
      readonly "digsig_subject": string | null;
      readonly "digsig_publisher": string | null;
      readonly "digsig_prog_name": string | null;
      readonly "digsig_sign_time": string | null;
      readonly "endpoint": readonly unknown[] | null;
      readonly "group": readonly unknown[] | null;
      readonly "host_count": number | null;
      readonly "last_seen": string | null;
      readonly "server_added_timestamp": string | null;
      readonly "timestamp": string | null;
      readonly "copied_mod_len": number | null;
      readonly "orig_mod_len": number | null;
      readonly "facet_id": number | null;
      readonly "cb_version": number | null;
      readonly "event_partition_id": readonly unknown[] | null;
      readonly "watchlists": readonly unknown[] | null;
      readonly "streamalert:envelope_keys": {
        readonly "type": string | null;
        readonly "cb_server": string | null;
        readonly "timestamp": string | null;
        readonly "watchlist_id": number | null;
        readonly "watchlist_name": string | null;
        readonly "cb_version": string | null;
        readonly "server_name": string | null;
        readonly "highlights_by_doc": unknown;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: an arriving binary fits a watchlist */
    type record_carbonblack_watchlist_hit_ingress_binary = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_severity": number | null;
      readonly "alert_type": string | null;
      readonly "assigned_to": string | null;
      readonly "created_time": string | null;
      readonly "resolved_time": string | null;
      readonly "status": string | null;
      readonly "unique_id": string | null;
      readonly "watchlist_id": string | null;
      readonly "watchlist_name": string | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "feed_rating": number | null;
      readonly "report_score": number | null;
      readonly "ioc_type": string | null;
      readonly "ioc_value": string | null;
      readonly "ioc_value_facet": string | null;
      readonly "ioc_confidence": number | null;
      readonly "ioc_attr": unknown;
      readonly "ioc_query_index": string | null;
      readonly "ioc_query_string": string | null;
      readonly "sensor_criticality": number | null;
      readonly "hostname": string | null;
      readonly "os_type": string | null;
      readonly "md5": string | null;
      readonly "sha256": string | null;
      readonly "segment_id": string | null;
      readonly "digsig_result": string | null;
      readonly "host_count": number | null;
      readonly "observed_filename": unknown;
      readonly "observed_filename_total_count": number | null;
      readonly "other_hostnames": readonly unknown[] | null;
      readonly "computer_name": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: processes that fit a watchlist */
    type record_carbonblack_watchlist_hit_process = {
      readonly "process_name": string | null;
      readonly "path": string | null;
      readonly "cmdline": string | null;
      readonly "username": string | null;
      readonly "start": string | null;
      readonly "last_update": string | null;
      readonly "last_server_update": unknown;
      readonly "process_md5": string | null;
      readonly "process_sha256": string | null;
      readonly "process_pid": number | null;
      readonly "process_guid": string | null;
      readonly "unique_id": string | null;
      readonly "segment_id": string | null;
      readonly "hostname": string | null;
      readonly "host_type": string | null;
      readonly "os_type": string | null;
      readonly "group": string | null;
      readonly "sensor_id": number | null;
      readonly "comms_ip": string | null;
      readonly "interface_ip": string | null;
      readonly "parent_name": string | null;
      readonly "parent_pid": number | null;
      readonly "parent_guid": string | null;
      readonly "parent_id": string | null;
      readonly "parent_md5": string | null;
      readonly "parent_unique_id": string | null;
      readonly "parent_segment_id": string | null;
      readonly "childproc_count": number | null;
      readonly "crossproc_count": number | null;
      readonly "filemod_count": number | null;
      readonly "modload_count": number | null;
      readonly "netconn_count": number | null;
      readonly "regmod_count": number | null;
      readonly "emet_count": number | null;
      readonly "processblock_count": number | null;
      readonly "filtering_known_dlls": boolean | null;
      readonly "id": string | null;
      readonly "streamalert:envelope_keys": {
        readonly "type": string | null;
        readonly "cb_server": string | null;
        readonly "timestamp": string | null;
        readonly "watchlist_id": number | null;
        readonly "watchlist_name": string | null;
        readonly "cb_version": string | null;
        readonly "server_name": string | null;
        readonly "highlights_by_doc": unknown;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a stored binary fits a watchlist */
    type record_carbonblack_watchlist_storage_hit_binary = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "md5": string | null;
      readonly "docs": readonly unknown[] | null;
      readonly "cb_version": string | null;
      readonly "server_name": string | null;
      readonly "watchlist_id": number | null;
      readonly "watchlist_name": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
      };
    };
    /** Carbon Black Response: a stored process fits a watchlist */
    type record_carbonblack_watchlist_storage_hit_process = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "process_guid": string | null;
      readonly "process_id": string | null;
      readonly "segment_id": string | null;
      readonly "docs": readonly unknown[] | null;
      readonly "cb_version": string | null;
      readonly "server_name": string | null;
      readonly "watchlist_id": number | null;
      readonly "watchlist_name": string | null;
    };
    /** AWS CloudTrail digest files, which prove that log files were not changed */
    type record_cloudtrail_digest = {
      readonly "awsAccountId": string | null;
      readonly "digestStartTime": string | null;
      readonly "digestEndTime": string | null;
      readonly "digestS3Bucket": string | null;
      readonly "digestS3Object": string | null;
      readonly "digestPublicKeyFingerprint": string | null;
      readonly "digestSignatureAlgorithm": string | null;
      readonly "newestEventTime": string | null;
      readonly "oldestEventTime": string | null;
      readonly "previousDigestS3Bucket": string | null;
      readonly "previousDigestS3Object": string | null;
      readonly "previousDigestHashAlgorithm": string | null;
      readonly "previousDigestHashValue": string | null;
      readonly "previousDigestSignature": string | null;
      readonly "logFiles": readonly unknown[] | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
      };
    };
    /** AWS CloudTrail events: delivery files of a trail (`Records`), or one event a line */
    type record_cloudtrail_events = {
      readonly "eventVersion": string | null;
      readonly "eventTime": string | null;
      readonly "eventSource": string | null;
      readonly "eventName": string | null;
      readonly "awsRegion": string | null;
      readonly "eventType": string | null;
      readonly "eventCategory": string | null;
      readonly "eventID": string | null;
      readonly "requestID": string | null;
      readonly "sharedEventID": string | null;
      readonly "apiVersion": string | null;
      readonly "readOnly": boolean | null;
      readonly "managementEvent": boolean | null;
      readonly "userIdentity": unknown;
      readonly "sourceIPAddress": string | null;
      readonly "userAgent": string | null;
      readonly "errorCode": string | null;
      readonly "errorMessage": string | null;
      readonly "requestParameters": unknown;
      readonly "responseElements": unknown;
      readonly "additionalEventData": unknown;
      readonly "serviceEventDetails": unknown;
      readonly "resources": readonly unknown[] | null;
      readonly "recipientAccountId": string | null;
      readonly "vpcEndpointId": string | null;
      readonly "tlsDetails": unknown;
      readonly "sessionCredentialFromConsole": boolean | null;
      readonly "insightDetails": unknown;
      readonly "addendum": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "access_key"?: NormalizedEntries;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** AWS CloudTrail Insights: unusual rates of calls or errors */
    type record_cloudtrail_insight = {
      readonly "eventVersion": string | null;
      readonly "eventTime": string | null;
      readonly "awsRegion": string | null;
      readonly "eventID": string | null;
      readonly "eventType": string | null;
      readonly "eventCategory": string | null;
      readonly "recipientAccountId": string | null;
      readonly "sharedEventID": string | null;
      readonly "insightDetails": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
      };
    };
    /** AWS CloudTrail events as the LookupEvents API returns them: the event is JSON text in `CloudTrailEvent` */
    type record_cloudtrail_lookup_events = {
      readonly "eventVersion": string | null;
      readonly "eventTime": string | null;
      readonly "eventSource": string | null;
      readonly "eventName": string | null;
      readonly "awsRegion": string | null;
      readonly "eventType": string | null;
      readonly "eventCategory": string | null;
      readonly "eventID": string | null;
      readonly "requestID": string | null;
      readonly "sharedEventID": string | null;
      readonly "apiVersion": string | null;
      readonly "readOnly": boolean | null;
      readonly "managementEvent": boolean | null;
      readonly "userIdentity": unknown;
      readonly "sourceIPAddress": string | null;
      readonly "userAgent": string | null;
      readonly "errorCode": string | null;
      readonly "errorMessage": string | null;
      readonly "requestParameters": unknown;
      readonly "responseElements": unknown;
      readonly "additionalEventData": unknown;
      readonly "serviceEventDetails": unknown;
      readonly "resources": readonly unknown[] | null;
      readonly "recipientAccountId": string | null;
      readonly "vpcEndpointId": string | null;
      readonly "tlsDetails": unknown;
      readonly "sessionCredentialFromConsole": boolean | null;
      readonly "insightDetails": unknown;
      readonly "addendum": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "access_key"?: NormalizedEntries;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** AWS CloudTrail events that reach a CloudWatch Logs group and are subscribed from there */
    type record_cloudwatch_cloudtrail = {
      readonly "eventVersion": string | null;
      readonly "eventTime": string | null;
      readonly "eventSource": string | null;
      readonly "eventName": string | null;
      readonly "awsRegion": string | null;
      readonly "eventType": string | null;
      readonly "eventCategory": string | null;
      readonly "eventID": string | null;
      readonly "requestID": string | null;
      readonly "sharedEventID": string | null;
      readonly "apiVersion": string | null;
      readonly "readOnly": boolean | null;
      readonly "managementEvent": boolean | null;
      readonly "userIdentity": unknown;
      readonly "sourceIPAddress": string | null;
      readonly "userAgent": string | null;
      readonly "errorCode": string | null;
      readonly "errorMessage": string | null;
      readonly "requestParameters": unknown;
      readonly "responseElements": unknown;
      readonly "additionalEventData": unknown;
      readonly "serviceEventDetails": unknown;
      readonly "resources": readonly unknown[] | null;
      readonly "recipientAccountId": string | null;
      readonly "vpcEndpointId": string | null;
      readonly "tlsDetails": unknown;
      readonly "sessionCredentialFromConsole": boolean | null;
      readonly "insightDetails": unknown;
      readonly "addendum": unknown;
      readonly "streamalert:envelope_keys": {
        readonly "messageType": string | null;
        readonly "owner": string | null;
        readonly "logGroup": string | null;
        readonly "logStream": string | null;
        readonly "subscriptionFilters": readonly unknown[] | null;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "access_key"?: NormalizedEntries;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** CloudWatch Logs asking whether the destination of a subscription is reachable */
    type record_cloudwatch_control_message = {
      readonly "id": string | null;
      readonly "timestamp": number | null;
      readonly "message": string | null;
      readonly "streamalert:envelope_keys": {
        readonly "messageType": string | null;
        readonly "owner": string | null;
        readonly "logGroup": string | null;
        readonly "logStream": string | null;
        readonly "subscriptionFilters": readonly unknown[] | null;
      };
    };
    /** Amazon EventBridge (CloudWatch Events) events of any kind; `detail` depends on `detail-type` */
    type record_cloudwatch_events = {
      readonly "version": string | null;
      readonly "id": string | null;
      readonly "detail-type": string | null;
      readonly "source": string | null;
      readonly "account": string | null;
      readonly "time": string | null;
      readonly "region": string | null;
      readonly "resources": readonly unknown[] | null;
      readonly "detail": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Log lines as `aws logs filter-log-events` and `get-log-events` print them */
    type record_cloudwatch_fetched_log_events = {
      readonly "timestamp": number | null;
      readonly "message": string | null;
      readonly "ingestionTime": number | null;
      readonly "logStreamName": string | null;
      readonly "eventId": string | null;
    };
    /** VPC flow logs through a CloudWatch Logs subscription without field names: lines of the default format */
    type record_cloudwatch_flow_log_lines = {
      readonly "version": number | null;
      readonly "account_id": string | null;
      readonly "interface_id": string | null;
      readonly "srcaddr": string | null;
      readonly "dstaddr": string | null;
      readonly "srcport": string | null;
      readonly "dstport": string | null;
      readonly "protocol": string | null;
      readonly "packets": string | null;
      readonly "bytes": string | null;
      readonly "start": number | null;
      readonly "end": number | null;
      readonly "action": string | null;
      readonly "log_status": string | null;
      readonly "streamalert:envelope_keys": {
        readonly "messageType": string | null;
        readonly "owner": string | null;
        readonly "logGroup": string | null;
        readonly "logStream": string | null;
        readonly "subscriptionFilters": readonly unknown[] | null;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
      };
    };
    /** VPC flow logs through a CloudWatch Logs subscription whose filter pattern names the fields */
    type record_cloudwatch_flow_logs = {
      readonly "version": number | null;
      readonly "account": string | null;
      readonly "eni": string | null;
      readonly "source": string | null;
      readonly "destination": string | null;
      readonly "srcport": string | null;
      readonly "destport": string | null;
      readonly "protocol": string | null;
      readonly "packets": string | null;
      readonly "bytes": string | null;
      readonly "windowstart": number | null;
      readonly "windowend": number | null;
      readonly "action": string | null;
      readonly "flowlogstatus": string | null;
      readonly "streamalert:envelope_keys": {
        readonly "owner": string | null;
        readonly "logGroup": string | null;
        readonly "logStream": string | null;
        readonly "messageType": string | null;
        readonly "subscriptionFilters": readonly unknown[] | null;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
      };
    };
    /** Any other log line through a CloudWatch Logs subscription, as text */
    type record_cloudwatch_log_events = {
      readonly "id": string | null;
      readonly "timestamp": number | null;
      readonly "message": string | null;
      readonly "extractedFields": unknown;
      readonly "streamalert:envelope_keys": {
        readonly "messageType": string | null;
        readonly "owner": string | null;
        readonly "logGroup": string | null;
        readonly "logStream": string | null;
        readonly "subscriptionFilters": readonly unknown[] | null;
      };
    };
    /** Audit log of Aurora MySQL through a CloudWatch Logs subscription */
    type record_cloudwatch_rds_aurora = {
      readonly "timestamp": number | null;
      readonly "serverhost": string | null;
      readonly "username": string | null;
      readonly "host": string | null;
      readonly "connectionid": number | null;
      readonly "queryid": number | null;
      readonly "operation": string | null;
      readonly "database": string | null;
      readonly "object": string | null;
      readonly "retcode": number | null;
      readonly "streamalert:envelope_keys": {
        readonly "messageType": string | null;
        readonly "owner": string | null;
        readonly "logGroup": string | null;
        readonly "logStream": string | null;
        readonly "subscriptionFilters": readonly unknown[] | null;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Duo administrator log */
    type record_duo_administrator = {
      readonly "timestamp": unknown;
      readonly "username": string | null;
      readonly "action": string | null;
      readonly "object": string | null;
      readonly "description": string | null;
      readonly "isotimestamp": string | null;
      readonly "eventtype": string | null;
      readonly "host": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Duo authentication log, version 1 of the API */
    type record_duo_authentication = {
      readonly "timestamp": number | null;
      readonly "username": string | null;
      readonly "result": string | null;
      readonly "factor": string | null;
      readonly "reason": string | null;
      readonly "device": string | null;
      readonly "integration": string | null;
      readonly "ip": string | null;
      readonly "isotimestamp": string | null;
      readonly "access_device": unknown;
      readonly "location": unknown;
      readonly "alias": string | null;
      readonly "email": string | null;
      readonly "eventtype": string | null;
      readonly "host": string | null;
      readonly "new_enrollment": boolean | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Duo authentication log, version 2 of the API */
    type record_duo_authentication_v2 = {
      readonly "timestamp": number | null;
      readonly "isotimestamp": string | null;
      readonly "txid": string | null;
      readonly "event_type": string | null;
      readonly "result": string | null;
      readonly "factor": string | null;
      readonly "reason": string | null;
      readonly "user": unknown;
      readonly "application": unknown;
      readonly "access_device": unknown;
      readonly "auth_device": unknown;
      readonly "ood_software": string | null;
      readonly "trusted_endpoint_status": string | null;
      readonly "alias": string | null;
      readonly "email": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Results of osquery through Fleet; only for sources that carry Fleet alone, as the records look like those of osquery */
    type record_fleet_results = {
      readonly "name": string | null;
      readonly "hostIdentifier": string | null;
      readonly "calendarTime": string | null;
      readonly "unixTime": number | null;
      readonly "epoch": number | null;
      readonly "counter": number | null;
      readonly "decorations": unknown;
      readonly "columns": unknown;
      readonly "action": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** GitHub Enterprise Server audit log through syslog and Logstash: the event is JSON inside `message` */
    type record_ghe_general = {
      readonly "action": string | null;
      readonly "actor": string | null;
      readonly "actor_id": number | null;
      readonly "actor_ip": string | null;
      readonly "created_at": string | null;
      readonly "data": unknown;
      readonly "from": string | null;
      readonly "user": string | null;
      readonly "user_id": string | null;
      readonly "org": unknown;
      readonly "org_id": unknown;
      readonly "repo": string | null;
      readonly "repo_id": string | null;
      readonly "streamalert:envelope_keys": {
        readonly "@timestamp": string | null;
        readonly "@version": string | null;
        readonly "host": string | null;
        readonly "received_at": string | null;
        readonly "port": string | null;
        readonly "tags": readonly unknown[] | null;
        readonly "timestamp": string | null;
        readonly "program": string | null;
        readonly "logsource": string | null;
        readonly "pid": string | null;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "repository"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Other programs of a GitHub Enterprise Server through syslog and Logstash */
    type record_ghe_syslog = {
      readonly "@timestamp": string | null;
      readonly "@version": string | null;
      readonly "host": string | null;
      readonly "message": string | null;
      readonly "port": number | null;
      readonly "received_at": string | null;
      readonly "tags": readonly unknown[] | null;
      readonly "timestamp": string | null;
      readonly "program": string | null;
      readonly "logsource": string | null;
      readonly "pid": string | null;
      readonly "action": string | null;
      readonly "user": string | null;
      readonly "current_user": string | null;
      readonly "remote_address": string | null;
      readonly "request_method": string | null;
      readonly "route": string | null;
      readonly "elapsed": string | null;
      readonly "half_day": string | null;
      readonly "syslog_pri": string | null;
      readonly "syslog_facility": string | null;
      readonly "syslog_facility_code": string | null;
      readonly "syslog_severity": string | null;
      readonly "syslog_severity_code": string | null;
      readonly "syslog_hostname": string | null;
      readonly "syslog_program": string | null;
      readonly "syslog_pid": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** GitHub audit log of an organisation or enterprise: exported, streamed or from the API */
    type record_github_audit = {
      readonly "action": string | null;
      readonly "actor": string | null;
      readonly "@timestamp": number | null;
      readonly "created_at": unknown;
      readonly "_document_id": string | null;
      readonly "actor_id": number | null;
      readonly "actor_ip": string | null;
      readonly "actor_is_bot": boolean | null;
      readonly "actor_location": unknown;
      readonly "user_agent": string | null;
      readonly "operation_type": string | null;
      readonly "user": string | null;
      readonly "user_id": number | null;
      readonly "org": unknown;
      readonly "org_id": unknown;
      readonly "repo": string | null;
      readonly "repo_id": number | null;
      readonly "repository": string | null;
      readonly "public_repo": boolean | null;
      readonly "visibility": string | null;
      readonly "previous_visibility": string | null;
      readonly "business": string | null;
      readonly "business_id": number | null;
      readonly "team": string | null;
      readonly "name": string | null;
      readonly "data": unknown;
      readonly "hashed_token": string | null;
      readonly "token_id": number | null;
      readonly "programmatic_access_type": string | null;
      readonly "external_identity_nameid": string | null;
      readonly "permission": string | null;
      readonly "old_permission": string | null;
      readonly "title": string | null;
      readonly "fingerprint": string | null;
      readonly "read_only": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "repository"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** GitHub webhook payloads of any event, with the account that caused it in `sender` */
    type record_github_webhook = {
      readonly "sender": unknown;
      readonly "action": string | null;
      readonly "repository": unknown;
      readonly "organization": unknown;
      readonly "enterprise": unknown;
      readonly "installation": unknown;
      readonly "changes": unknown;
      readonly "ref": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "repository"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** GitHub webhook payloads of the few events that name no sender */
    type record_github_webhook_without_sender = {
      readonly "repository": unknown;
      readonly "action": string | null;
      readonly "organization": unknown;
      readonly "enterprise": unknown;
      readonly "installation": unknown;
      readonly "ref": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "repository"?: NormalizedEntries;
      };
    };
    /** Google Workspace activity reports (admin, login, drive, token …) */
    type record_gsuite_reports = {
      readonly "kind": string | null;
      readonly "id": unknown;
      readonly "actor": unknown;
      readonly "events": readonly unknown[] | null;
      readonly "ipAddress": string | null;
      readonly "ownerDomain": string | null;
      readonly "etag": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Amazon GuardDuty findings as exported to S3 */
    type record_guardduty_finding = {
      readonly "schemaVersion": string | null;
      readonly "accountId": string | null;
      readonly "region": string | null;
      readonly "partition": string | null;
      readonly "id": string | null;
      readonly "arn": string | null;
      readonly "type": string | null;
      readonly "resource": unknown;
      readonly "service": unknown;
      readonly "severity": number | null;
      readonly "createdAt": string | null;
      readonly "updatedAt": string | null;
      readonly "title": string | null;
      readonly "description": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Sign-ins, sudo and changes of accounts on Linux hosts, from syslog */
    type record_linux_auth = {
      readonly "timestamp": string | null;
      readonly "host": string | null;
      readonly "application": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "process"?: NormalizedEntries;
      };
    };
    /** Okta System Log */
    type record_okta_logevents = {
      readonly "uuid": string | null;
      readonly "published": string | null;
      readonly "eventType": string | null;
      readonly "version": string | null;
      readonly "severity": string | null;
      readonly "legacyEventType": string | null;
      readonly "displayMessage": string | null;
      readonly "actor": unknown;
      readonly "client": unknown;
      readonly "device": unknown;
      readonly "outcome": unknown;
      readonly "target": readonly unknown[] | null;
      readonly "transaction": unknown;
      readonly "debugContext": unknown;
      readonly "authenticationContext": unknown;
      readonly "securityContext": unknown;
      readonly "request": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** OneLogin events */
    type record_onelogin_events = {
      readonly "id": number | null;
      readonly "account_id": number | null;
      readonly "event_type_id": number | null;
      readonly "created_at": string | null;
      readonly "actor_system": string | null;
      readonly "actor_user_id": string | null;
      readonly "actor_user_name": string | null;
      readonly "app_id": string | null;
      readonly "app_name": string | null;
      readonly "assuming_acting_user_id": string | null;
      readonly "client_id": string | null;
      readonly "custom_message": string | null;
      readonly "directory_id": string | null;
      readonly "directory_sync_run_id": string | null;
      readonly "error_description": string | null;
      readonly "group_id": string | null;
      readonly "group_name": string | null;
      readonly "ipaddr": string | null;
      readonly "notes": string | null;
      readonly "operation_name": string | null;
      readonly "otp_device_id": string | null;
      readonly "otp_device_name": string | null;
      readonly "policy_id": string | null;
      readonly "policy_name": string | null;
      readonly "proxy_ip": string | null;
      readonly "resolution": string | null;
      readonly "resource_type_id": string | null;
      readonly "role_id": string | null;
      readonly "role_name": string | null;
      readonly "user_id": string | null;
      readonly "user_name": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** osquery: several added and removed rows in one record (`logger_event_type=false`) */
    type record_osquery_batch = {
      readonly "name": string | null;
      readonly "hostIdentifier": string | null;
      readonly "calendarTime": string | null;
      readonly "unixTime": number | null;
      readonly "epoch": number | null;
      readonly "counter": number | null;
      readonly "decorations": unknown;
      readonly "log_type": string | null;
      readonly "diffResults": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** osquery: rows that a scheduled query gained or lost */
    type record_osquery_differential = {
      readonly "hostIdentifier": string | null;
      readonly "calendarTime": string | null;
      readonly "unixTime": number | null;
      readonly "epoch": number | null;
      readonly "counter": number | null;
      readonly "decorations": unknown;
      readonly "log_type": string | null;
      readonly "numerics": string | null;
      readonly "logNumericsAsNumbers": string | null;
      readonly "name": string | null;
      readonly "action": string | null;
      readonly "columns": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** osquery: all rows of a scheduled query at one moment */
    type record_osquery_snapshot = {
      readonly "hostIdentifier": string | null;
      readonly "calendarTime": string | null;
      readonly "unixTime": number | null;
      readonly "epoch": number | null;
      readonly "counter": number | null;
      readonly "decorations": unknown;
      readonly "log_type": string | null;
      readonly "numerics": string | null;
      readonly "logNumericsAsNumbers": string | null;
      readonly "name": string | null;
      readonly "action": string | null;
      readonly "snapshot": readonly unknown[] | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** osquery: messages of the agent itself */
    type record_osquery_status = {
      readonly "hostIdentifier": string | null;
      readonly "calendarTime": string | null;
      readonly "unixTime": number | null;
      readonly "severity": number | null;
      readonly "filename": string | null;
      readonly "line": number | null;
      readonly "message": string | null;
      readonly "version": string | null;
      readonly "decorations": unknown;
      readonly "log_type": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
      };
    };
    /** Packetbeat: DNS transactions */
    type record_packetbeat_dns = {
      readonly "@timestamp": string | null;
      readonly "type": string | null;
      readonly "client_ip": string | null;
      readonly "transport": string | null;
      readonly "bytes_in": number | null;
      readonly "bytes_out": number | null;
      readonly "dns": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
    };
    /** Packetbeat: network flows */
    type record_packetbeat_flow = {
      readonly "@timestamp": string | null;
      readonly "type": string | null;
      readonly "start_time": string | null;
      readonly "last_time": string | null;
      readonly "final": boolean | null;
      readonly "dest": unknown;
      readonly "source": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
    };
    /** Palo Alto Networks traffic logs, one CSV line inside a CSV line that a log collector exported */
    type record_pan = {
      readonly "messageId": string | null;
      readonly "sourceName": string | null;
      readonly "sourceHost": string | null;
      readonly "sourceCategory": string | null;
      readonly "messageTime": string | null;
      readonly "receiptTime": string | null;
      readonly "sourceId": string | null;
      readonly "collectorId": string | null;
      readonly "count": string | null;
      readonly "format": string | null;
      readonly "view": string | null;
      readonly "encoding": string | null;
      readonly "message": {
        readonly "prefix": string | null;
        readonly "receive_time": string | null;
        readonly "serial": string | null;
        readonly "type": string | null;
        readonly "subtype": string | null;
        readonly "unknown1": string | null;
        readonly "time_generated": string | null;
        readonly "src": string | null;
        readonly "dst": string | null;
        readonly "natsrc": string | null;
        readonly "natdst": string | null;
        readonly "rule": string | null;
        readonly "srcuser": string | null;
        readonly "dstuser": string | null;
        readonly "app": string | null;
        readonly "vsys": string | null;
        readonly "from": string | null;
        readonly "to": string | null;
        readonly "inbound_if": string | null;
        readonly "outbound_if": string | null;
        readonly "logset": string | null;
        readonly "unknown2": string | null;
        readonly "sessionid": string | null;
        readonly "repeatcnt": string | null;
        readonly "sport": string | null;
        readonly "dport": string | null;
        readonly "natsport": string | null;
        readonly "natdport": string | null;
        readonly "flags": string | null;
        readonly "proto": string | null;
        readonly "action": string | null;
        readonly "bytes": string | null;
        readonly "bytes_sent": string | null;
        readonly "bytes_received": string | null;
        readonly "packets": string | null;
        readonly "start": string | null;
        readonly "elapsed": string | null;
        readonly "category": string | null;
        readonly "seqno": string | null;
        readonly "unknown3": string | null;
        readonly "unknown4": string | null;
        readonly "actionflags": string | null;
        readonly "srcloc": string | null;
        readonly "dstloc": string | null;
        readonly "pkts_sent": string | null;
        readonly "pkts_received": string | null;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Slack access log: from where each user was seen */
    type record_slack_access = {
      readonly "user_id": string | null;
      readonly "username": string | null;
      readonly "date_first": number | null;
      readonly "date_last": number | null;
      readonly "count": number | null;
      readonly "ip": string | null;
      readonly "user_agent": string | null;
      readonly "isp": string | null;
      readonly "country": string | null;
      readonly "region": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Slack audit log of an Enterprise organisation */
    type record_slack_audit = {
      readonly "id": string | null;
      readonly "date_create": string | null;
      readonly "action": string | null;
      readonly "actor": unknown;
      readonly "entity": unknown;
      readonly "context": unknown;
      readonly "details": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Slack integration log: apps and services that were added, changed or removed */
    type record_slack_integration = {
      readonly "user_id": string | null;
      readonly "user_name": string | null;
      readonly "date": number | null;
      readonly "change_type": string | null;
      readonly "scope": string | null;
      readonly "app_id": string | null;
      readonly "app_type": string | null;
      readonly "service_id": string | null;
      readonly "service_type": string | null;
      readonly "channel": string | null;
      readonly "reason": string | null;
      readonly "rss_feed": string | null;
      readonly "rss_feed_change_type": string | null;
      readonly "rss_feed_title": string | null;
      readonly "rss_feed_url": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
    };
    /** Results of scheduled queries over the history */
    type record_streamquery_version1 = {
      readonly "streamquery_schema_version": string | null;
      readonly "execution": unknown;
      readonly "data": unknown;
    };
    /** Syslog lines of any program: `Mar 14 11:42:07 host program[pid]: message` */
    type record_syslog_rfc3164 = {
      readonly "timestamp": string | null;
      readonly "host": string | null;
      readonly "application": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "process"?: NormalizedEntries;
      };
    };
    /** Trend Micro Deep Security: anti-malware events */
    type record_trendmicro_malwareevent = {
      readonly "EventType": string | null;
      readonly "EventID": number | null;
      readonly "LogDate": string | null;
      readonly "HostID": number | null;
      readonly "Hostname": string | null;
      readonly "MalwareName": string | null;
      readonly "MajorVirusType": number | null;
      readonly "MajorVirusTypeString": string | null;
      readonly "MalwareType": number | null;
      readonly "InfectedFilePath": string | null;
      readonly "DetectedSHA1": string | null;
      readonly "Reason": string | null;
      readonly "ScanResultString": string | null;
      readonly "ScanResultAction1": number | null;
      readonly "ScanResultAction2": number | null;
      readonly "ScanAction1": number | null;
      readonly "ScanAction2": number | null;
      readonly "ScanType": number | null;
      readonly "ScanTypeString": string | null;
      readonly "AMTarget": string | null;
      readonly "AMTargetType": string | null;
      readonly "AMTargetTypeString": string | null;
      readonly "ATSEDetectionLevel": number | null;
      readonly "ContainerID": string | null;
      readonly "CreationTime": string | null;
      readonly "ModificationTime": string | null;
      readonly "EngineType": number | null;
      readonly "EngineVersion": string | null;
      readonly "PatternVersion": string | null;
      readonly "ErrorCode": number | null;
      readonly "HostAgentGUID": string | null;
      readonly "HostAgentVersion": string | null;
      readonly "HostCloudType": string | null;
      readonly "HostGroupID": number | null;
      readonly "HostGroupName": string | null;
      readonly "HostInstanceID": string | null;
      readonly "HostOS": string | null;
      readonly "HostOwnerID": string | null;
      readonly "HostSecurityPolicyID": number | null;
      readonly "HostSecurityPolicyName": string | null;
      readonly "Origin": number | null;
      readonly "OriginString": string | null;
      readonly "Protocol": number | null;
      readonly "Tags": string | null;
      readonly "TenantID": number | null;
      readonly "TenantName": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "malware"?: NormalizedEntries;
      };
    };
    /** The line with the names of the fields at the top of a VPC flow log file; no rule reads it */
    type record_vpcflow_header = {
      readonly "version": string | null;
      readonly "account_id": string | null;
      readonly "interface_id": string | null;
      readonly "srcaddr": string | null;
      readonly "dstaddr": string | null;
      readonly "srcport": string | null;
      readonly "dstport": string | null;
      readonly "protocol": string | null;
      readonly "packets": string | null;
      readonly "bytes": string | null;
      readonly "start": string | null;
      readonly "end": string | null;
      readonly "action": string | null;
      readonly "log_status": string | null;
    };
    /** Intervals for which a VPC flow log has no data, or in which records were skipped */
    type record_vpcflow_no_data = {
      readonly "version": string | null;
      readonly "account_id": string | null;
      readonly "interface_id": string | null;
      readonly "srcaddr": string | null;
      readonly "dstaddr": string | null;
      readonly "srcport": string | null;
      readonly "dstport": string | null;
      readonly "protocol": string | null;
      readonly "packets": string | null;
      readonly "bytes": string | null;
      readonly "start": string | null;
      readonly "end": string | null;
      readonly "action": string | null;
      readonly "log_status": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
      };
    };
    /** VPC flow logs in the default format (version 2, 14 fields), as delivered to S3 */
    type record_vpcflow_v2 = {
      readonly "version": number | null;
      readonly "account_id": string | null;
      readonly "interface_id": string | null;
      readonly "srcaddr": string | null;
      readonly "dstaddr": string | null;
      readonly "srcport": number | null;
      readonly "dstport": number | null;
      readonly "protocol": number | null;
      readonly "packets": number | null;
      readonly "bytes": number | null;
      readonly "start": number | null;
      readonly "end": number | null;
      readonly "action": string | null;
      readonly "log_status": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
      };
    };
  }
}
export {};

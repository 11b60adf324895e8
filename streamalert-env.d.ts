/* eslint-disable */
// Written by `streamalert types` from the schemas in conf/schemas. Changes made by hand are lost.
declare global {
  namespace StreamAlert {
    interface LogTypes {
      "aliyun:actiontrail": record_aliyun_actiontrail;
      "apache:error": record_apache_error;
      "applog:json_ecs": record_applog_json_ecs;
      "applog:json_message": record_applog_json_message;
      "applog:json_msg": record_applog_json_msg;
      "applog:json_python": record_applog_json_python;
      "applog:json_serilog": record_applog_json_serilog;
      "applog:json_structlog": record_applog_json_structlog;
      "applog:json_t": record_applog_json_t;
      "applog:json_timestamp": record_applog_json_timestamp;
      "applog:json_ts": record_applog_json_ts;
      "applog:logfmt": record_applog_logfmt;
      "applog:nestjs": record_applog_nestjs;
      "applog:ruby": record_applog_ruby;
      "applog:text": record_applog_text;
      "asana:audit": record_asana_audit;
      "asterisk:security": record_asterisk_security;
      "atlassian:audit": record_atlassian_audit;
      "auditd:laurel": record_auditd_laurel;
      "auditd:record": record_auditd_record;
      "awsconfig:configuration_item": record_awsconfig_configuration_item;
      "awsconfig:notification": record_awsconfig_notification;
      "awsconfig:rule_invocation": record_awsconfig_rule_invocation;
      "awsnotification:autoscaling": record_awsnotification_autoscaling;
      "awsnotification:cloudwatch_alarm": record_awsnotification_cloudwatch_alarm;
      "azure:activity": record_azure_activity;
      "azure:activity_sdk": record_azure_activity_sdk;
      "azure:diagnostic": record_azure_diagnostic;
      "azure:diagnostic_records": record_azure_diagnostic_records;
      "azure:directory_audit": record_azure_directory_audit;
      "azure:signin": record_azure_signin;
      "azure:syslog": record_azure_syslog;
      "binaryalert": record_binaryalert;
      "bind:log": record_bind_log;
      "bitbucket:audit": record_bitbucket_audit;
      "box:admin_events": record_box_admin_events;
      "caddy:access": record_caddy_access;
      "caddy:log": record_caddy_log;
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
      "carbonblackcloud:audit": record_carbonblackcloud_audit;
      "cef:event": record_cef_event;
      "cloudflare:firewall": record_cloudflare_firewall;
      "cloudflare:http_request": record_cloudflare_http_request;
      "cloudfront:realtime": record_cloudfront_realtime;
      "cloudfront:standard": record_cloudfront_standard;
      "cloudtrail:digest": record_cloudtrail_digest;
      "cloudtrail:events": record_cloudtrail_events;
      "cloudtrail:folded": record_cloudtrail_folded;
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
      "cowrie:event": record_cowrie_event;
      "cri:compose": record_cri_compose;
      "cri:container": record_cri_container;
      "cri:docker": record_cri_docker;
      "crowdstrike:fdr": record_crowdstrike_fdr;
      "dpkg:log": record_dpkg_log;
      "duo:administrator": record_duo_administrator;
      "duo:authentication": record_duo_authentication;
      "duo:authentication_v2": record_duo_authentication_v2;
      "elastic:beats": record_elastic_beats;
      "elastic:winlogbeat": record_elastic_winlogbeat;
      "elb:application": record_elb_application;
      "elb:classic": record_elb_classic;
      "elb:network": record_elb_network;
      "endlessh:log": record_endlessh_log;
      "envoy:access": record_envoy_access;
      "envoy:access_text": record_envoy_access_text;
      "exchange:client_access": record_exchange_client_access;
      "exchange:message_tracking": record_exchange_message_tracking;
      "exchange:smtp": record_exchange_smtp;
      "exim:mainlog": record_exim_mainlog;
      "fleet:results": record_fleet_results;
      "gcp:audit": record_gcp_audit;
      "gcp:log_entry": record_gcp_log_entry;
      "gcp:vpc_flow": record_gcp_vpc_flow;
      "ghe:general": record_ghe_general;
      "ghe:syslog": record_ghe_syslog;
      "gin:access": record_gin_access;
      "gitea:log": record_gitea_log;
      "github:audit": record_github_audit;
      "github:webhook": record_github_webhook;
      "github:webhook_without_sender": record_github_webhook_without_sender;
      "gitlab:request": record_gitlab_request;
      "gsuite:activity": record_gsuite_activity;
      "gsuite:reports": record_gsuite_reports;
      "guardduty:finding": record_guardduty_finding;
      "haproxy:error": record_haproxy_error;
      "haproxy:http": record_haproxy_http;
      "haproxy:tcp": record_haproxy_tcp;
      "iis:w3c": record_iis_w3c;
      "journald:entry": record_journald_entry;
      "kubernetes:audit": record_kubernetes_audit;
      "kubernetes:audit_list": record_kubernetes_audit_list;
      "kubernetes:eks_audit": record_kubernetes_eks_audit;
      "leef:event": record_leef_event;
      "linux:auth": record_linux_auth;
      "linux:auth_iso": record_linux_auth_iso;
      "m365:audit": record_m365_audit;
      "mongodb:log": record_mongodb_log;
      "mysql:error": record_mysql_error;
      "networkfirewall:log": record_networkfirewall_log;
      "nextcloud:log": record_nextcloud_log;
      "nginx:error": record_nginx_error;
      "notion:audit": record_notion_audit;
      "ocsf:event": record_ocsf_event;
      "okta:folded": record_okta_folded;
      "okta:logevents": record_okta_logevents;
      "onelogin:events": record_onelogin_events;
      "onepassword:item_usage": record_onepassword_item_usage;
      "onepassword:signin_attempt": record_onepassword_signin_attempt;
      "openvpn:log": record_openvpn_log;
      "osquery:batch": record_osquery_batch;
      "osquery:differential": record_osquery_differential;
      "osquery:snapshot": record_osquery_snapshot;
      "osquery:status": record_osquery_status;
      "packetbeat:dns": record_packetbeat_dns;
      "packetbeat:flow": record_packetbeat_flow;
      "pan": record_pan;
      "postgresql:log": record_postgresql_log;
      "proftpd:log": record_proftpd_log;
      "route53:public_query": record_route53_public_query;
      "route53:resolver_query": record_route53_resolver_query;
      "s3access:json": record_s3access_json;
      "s3access:log": record_s3access_log;
      "salesforce:event_log": record_salesforce_event_log;
      "santa:log": record_santa_log;
      "securityhub:finding": record_securityhub_finding;
      "securityhub:findings": record_securityhub_findings;
      "slack:access": record_slack_access;
      "slack:audit": record_slack_audit;
      "slack:integration": record_slack_integration;
      "streamquery:version1": record_streamquery_version1;
      "suricata:alert": record_suricata_alert;
      "suricata:eve": record_suricata_eve;
      "suricata:fast": record_suricata_fast;
      "syslog:bsd": record_syslog_bsd;
      "syslog:iso": record_syslog_iso;
      "syslog:rfc3164": record_syslog_rfc3164;
      "syslog:rfc5424": record_syslog_rfc5424;
      "syslog:untagged": record_syslog_untagged;
      "teleport:audit": record_teleport_audit;
      "traefik:access": record_traefik_access;
      "trendmicro:malwareevent": record_trendmicro_malwareevent;
      "vpcflow:header": record_vpcflow_header;
      "vpcflow:json": record_vpcflow_json;
      "vpcflow:no_data": record_vpcflow_no_data;
      "vpcflow:transit_gateway": record_vpcflow_transit_gateway;
      "vpcflow:v2": record_vpcflow_v2;
      "vpcflow:v3": record_vpcflow_v3;
      "vpcflow:v4": record_vpcflow_v4;
      "vpcflow:v5": record_vpcflow_v5;
      "vpcflow:v8": record_vpcflow_v8;
      "vsftpd:log": record_vsftpd_log;
      "waf:log": record_waf_log;
      "web:access": record_web_access;
      "web:access_vhost": record_web_access_vhost;
      "webmin:log": record_webmin_log;
      "windows:event": record_windows_event;
      "windows:event_xml": record_windows_event_xml;
      "windows:evtx": record_windows_evtx;
      "windows:powershell": record_windows_powershell;
      "windows:security": record_windows_security;
      "windows:sentinel": record_windows_sentinel;
      "windows:sysmon": record_windows_sysmon;
      "zeek:conn": record_zeek_conn;
      "zeek:conn_tsv": record_zeek_conn_tsv;
      "zeek:dce_rpc": record_zeek_dce_rpc;
      "zeek:dhcp": record_zeek_dhcp;
      "zeek:dns": record_zeek_dns;
      "zeek:dns_tsv": record_zeek_dns_tsv;
      "zeek:files": record_zeek_files;
      "zeek:files_tsv": record_zeek_files_tsv;
      "zeek:ftp": record_zeek_ftp;
      "zeek:http": record_zeek_http;
      "zeek:http_tsv": record_zeek_http_tsv;
      "zeek:kerberos": record_zeek_kerberos;
      "zeek:kerberos_tsv": record_zeek_kerberos_tsv;
      "zeek:known_services": record_zeek_known_services;
      "zeek:modbus": record_zeek_modbus;
      "zeek:notice": record_zeek_notice;
      "zeek:notice_tsv": record_zeek_notice_tsv;
      "zeek:ntlm": record_zeek_ntlm;
      "zeek:ntp": record_zeek_ntp;
      "zeek:ocsp": record_zeek_ocsp;
      "zeek:other": record_zeek_other;
      "zeek:other_tsv": record_zeek_other_tsv;
      "zeek:pe": record_zeek_pe;
      "zeek:rdp": record_zeek_rdp;
      "zeek:rock": record_zeek_rock;
      "zeek:smb_files": record_zeek_smb_files;
      "zeek:smb_files_tsv": record_zeek_smb_files_tsv;
      "zeek:smb_mapping": record_zeek_smb_mapping;
      "zeek:smtp": record_zeek_smtp;
      "zeek:snmp": record_zeek_snmp;
      "zeek:software": record_zeek_software;
      "zeek:ssh": record_zeek_ssh;
      "zeek:ssh_tsv": record_zeek_ssh_tsv;
      "zeek:ssl": record_zeek_ssl;
      "zeek:ssl_tsv": record_zeek_ssl_tsv;
      "zeek:weird": record_zeek_weird;
      "zeek:weird_tsv": record_zeek_weird_tsv;
      "zeek:x509": record_zeek_x509;
      "zeek:x509_tsv": record_zeek_x509_tsv;
      "zendesk:audit": record_zendesk_audit;
      "zoom:activity": record_zoom_activity;
      "zoom:operation": record_zoom_operation;
    }
    interface NormalizedTypes {
      "access_key": unknown;
      "account": unknown;
      "command": unknown;
      "country": unknown;
      "domain": unknown;
      "email": unknown;
      "event_name": unknown;
      "file_hash": unknown;
      "file_path": unknown;
      "host": unknown;
      "ioc": unknown;
      "ip_address": unknown;
      "malware": unknown;
      "network_interface": unknown;
      "process": unknown;
      "process_path": unknown;
      "registry_path": unknown;
      "repository": unknown;
      "resource": unknown;
      "url": unknown;
      "user_agent": unknown;
      "user_identity": unknown;
    }
    interface LookupTables {
      "dynamo-backed-table": unknown;
    }
    /** Alibaba Cloud ActionTrail events: calls and sign-ins of an account, fetched by the Aliyun app */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Apache httpd error log, with what mod_security and PHP write into it */
    type record_apache_error = {
      readonly "timestamp": string | null;
      readonly "module": string | null;
      readonly "level": string | null;
      readonly "pid": string | null;
      readonly "tid": string | null;
      readonly "client": string | null;
      readonly "port": string | null;
      readonly "code": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** JSON lines of the ecs-logging libraries: `@timestamp`, `log.level`, `message` */
    type record_applog_json_ecs = {
      readonly "@timestamp": string | null;
      readonly "log.level": string | null;
      readonly "message": string | null;
      readonly "ecs.version": string | null;
      readonly "service.name": string | null;
      readonly "event.dataset": string | null;
      readonly "process.thread.name": string | null;
      readonly "log.logger": string | null;
      readonly "error.type": string | null;
      readonly "error.message": string | null;
      readonly "error.stack_trace": string | null;
      readonly "trace.id": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** JSON lines with `level`, `message` and `time`, as zerolog writes them */
    type record_applog_json_message = {
      readonly "level": unknown;
      readonly "message": string | null;
      readonly "time": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** JSON lines with `level`, `msg` and `time`, as logrus, slog, bunyan and pino write them */
    type record_applog_json_msg = {
      readonly "level": unknown;
      readonly "msg": string | null;
      readonly "time": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** JSON lines of python-json-logger: `asctime`, `levelname`, `message` */
    type record_applog_json_python = {
      readonly "asctime": string | null;
      readonly "levelname": string | null;
      readonly "message": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** JSON lines of Serilog (compact format): `@t`, `@m` or `@mt`, `@l` */
    type record_applog_json_serilog = {
      readonly "@t": string | null;
      readonly "@m": string | null;
      readonly "@mt": string | null;
      readonly "@l": string | null;
      readonly "@x": string | null;
      readonly "@i": string | null;
      readonly "@r": unknown;
      readonly "SourceContext": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** JSON lines of structlog: `event`, `level`, `timestamp` */
    type record_applog_json_structlog = {
      readonly "event": string | null;
      readonly "level": string | null;
      readonly "timestamp": unknown;
      readonly "logger": string | null;
      readonly "action": string | null;
      readonly "client_ip": string | null;
      readonly "user": unknown;
      readonly "host": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** JSON lines with `level`, `msg`, `logger` and `t`, as Grafana writes them */
    type record_applog_json_t = {
      readonly "level": string | null;
      readonly "msg": string | null;
      readonly "logger": string | null;
      readonly "t": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** JSON lines with `level`, `message` and `timestamp`, as winston and Logback encoders write them */
    type record_applog_json_timestamp = {
      readonly "level": unknown;
      readonly "message": string | null;
      readonly "timestamp": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** JSON lines with `level`, `msg` and `ts`, as zap writes them */
    type record_applog_json_ts = {
      readonly "level": string | null;
      readonly "msg": string | null;
      readonly "ts": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Lines of key=value pairs with time, level and message, as logrus, slog, go-kit and Grafana write them (logfmt) */
    type record_applog_logfmt = {
      readonly "time": string | null;
      readonly "level": string | null;
      readonly "message": string | null;
      readonly "details": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Lines of NestJS: `[Nest] 7 - 03/14/2026, 7:32:47 PM WARN [Context] message` */
    type record_applog_nestjs = {
      readonly "pid": string | null;
      readonly "time": string | null;
      readonly "level": string | null;
      readonly "context": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Lines of the Ruby logger: `W, [2026-03-14T11:42:07.245316 #1] WARN -- : message` */
    type record_applog_ruby = {
      readonly "time": string | null;
      readonly "pid": string | null;
      readonly "level": string | null;
      readonly "program": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Lines of programs that begin with time and level, as Log4j, Logback, JBoss, Python logging, Serilog, NLog, Monolog and winston write them; tried after all formats of known programs */
    type record_applog_text = {
      readonly "time": string | null;
      readonly "context": string | null;
      readonly "level": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Asana audit log events of the audit log API */
    type record_asana_audit = {
      readonly "gid": string | null;
      readonly "created_at": string | null;
      readonly "event_type": string | null;
      readonly "event_category": string | null;
      readonly "actor": unknown;
      readonly "resource": unknown;
      readonly "details": unknown;
      readonly "context": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Asterisk security events (`security` log channel): sign-ins of telephones that failed or succeeded */
    type record_asterisk_security = {
      readonly "time": string | null;
      readonly "pid": string | null;
      readonly "event": string | null;
      readonly "details": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Atlassian organisation audit events of the organisations API */
    type record_atlassian_audit = {
      readonly "id": string | null;
      readonly "type": string | null;
      readonly "attributes": {
        readonly "time": string | null;
        readonly "action": string | null;
        readonly "actor": unknown;
      };
      readonly "message": unknown;
      readonly "links": unknown;
      readonly "relationships": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Linux audit events of LAUREL: all records of an event as one JSON object */
    type record_auditd_laurel = {
      readonly "ID": string | null;
      readonly "NODE": string | null;
      readonly "SYSCALL": unknown;
      readonly "EXECVE": unknown;
      readonly "CWD": unknown;
      readonly "PATH": readonly unknown[] | null;
      readonly "PROCTITLE": unknown;
      readonly "PARENT_INFO": unknown;
      readonly "SOCKADDR": unknown;
      readonly "ANOM_ABEND": readonly unknown[] | null;
      readonly "USER_LOGIN": unknown;
      readonly "USER_AUTH": unknown;
      readonly "USER_CMD": unknown;
      readonly "AVC": readonly unknown[] | null;
      readonly "BPF": unknown;
      readonly "ENV": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Linux audit records as auditd writes them (`/var/log/audit/audit.log`), one record a line; records of one event share the serial number */
    type record_auditd_record = {
      readonly "node": string | null;
      readonly "type": string | null;
      readonly "time": string | null;
      readonly "serial": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** AWS Config history and snapshot files in S3: configuration items under `configurationItems` */
    type record_awsconfig_configuration_item = {
      readonly "resourceType": string | null;
      readonly "resourceId": string | null;
      readonly "configurationItemCaptureTime": string | null;
      readonly "configurationItemStatus": string | null;
      readonly "configurationItemVersion": string | null;
      readonly "configurationStateId": unknown;
      readonly "awsAccountId": string | null;
      readonly "ARN": string | null;
      readonly "resourceName": string | null;
      readonly "awsRegion": string | null;
      readonly "availabilityZone": string | null;
      readonly "resourceCreationTime": string | null;
      readonly "configuration": unknown;
      readonly "supplementaryConfiguration": unknown;
      readonly "tags": unknown;
      readonly "relatedEvents": readonly unknown[] | null;
      readonly "relationships": readonly unknown[] | null;
      readonly "configurationStateMd5Hash": string | null;
      readonly "streamalert:envelope_keys": {
        readonly "fileVersion": string | null;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** AWS Config notifications of an SNS topic: changed items, compliance, deliveries; `messageType` says which */
    type record_awsconfig_notification = {
      readonly "messageType": string | null;
      readonly "recordVersion": string | null;
      readonly "notificationCreationTime": string | null;
      readonly "configurationItemDiff": unknown;
      readonly "configurationItem": unknown;
      readonly "configurationItemSummary": unknown;
      readonly "s3DeliverySummary": unknown;
      readonly "awsAccountId": string | null;
      readonly "configRuleName": string | null;
      readonly "configRuleARN": string | null;
      readonly "resourceType": string | null;
      readonly "resourceId": string | null;
      readonly "awsRegion": string | null;
      readonly "newEvaluationResult": unknown;
      readonly "oldEvaluationResult": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** EC2 Auto Scaling notifications of launches and terminations, as a group publishes them to an SNS topic */
    type record_awsnotification_autoscaling = {
      readonly "AccountId": string | null;
      readonly "AutoScalingGroupName": string | null;
      readonly "Event": string | null;
      readonly "Time": string | null;
      readonly "Progress": number | null;
      readonly "Description": string | null;
      readonly "RequestId": string | null;
      readonly "EndTime": string | null;
      readonly "AutoScalingGroupARN": string | null;
      readonly "ActivityId": string | null;
      readonly "StartTime": string | null;
      readonly "Service": string | null;
      readonly "EC2InstanceId": string | null;
      readonly "StatusCode": string | null;
      readonly "StatusMessage": string | null;
      readonly "Details": unknown;
      readonly "Cause": string | null;
      readonly "Origin": string | null;
      readonly "Destination": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** CloudWatch alarms that changed their state, as the alarm publishes them to an SNS topic */
    type record_awsnotification_cloudwatch_alarm = {
      readonly "AlarmName": string | null;
      readonly "AWSAccountId": string | null;
      readonly "NewStateValue": string | null;
      readonly "NewStateReason": string | null;
      readonly "StateChangeTime": string | null;
      readonly "OldStateValue": string | null;
      readonly "AlarmDescription": unknown;
      readonly "AlarmArn": string | null;
      readonly "Region": string | null;
      readonly "Trigger": unknown;
      readonly "AlarmConfigurationUpdatedTimestamp": string | null;
      readonly "OKActions": readonly unknown[] | null;
      readonly "AlarmActions": readonly unknown[] | null;
      readonly "InsufficientDataActions": readonly unknown[] | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Azure activity log of a subscription, as the Azure Monitor REST API and `az monitor activity-log list` give it */
    type record_azure_activity = {
      readonly "eventTimestamp": string | null;
      readonly "operationName": unknown;
      readonly "subscriptionId": string | null;
      readonly "correlationId": string | null;
      readonly "level": string | null;
      readonly "authorization": unknown;
      readonly "caller": string | null;
      readonly "channels": string | null;
      readonly "claims": unknown;
      readonly "description": string | null;
      readonly "eventDataId": string | null;
      readonly "eventName": unknown;
      readonly "category": unknown;
      readonly "httpRequest": unknown;
      readonly "id": string | null;
      readonly "operationId": string | null;
      readonly "resourceGroupName": string | null;
      readonly "resourceProviderName": unknown;
      readonly "resourceId": string | null;
      readonly "resourceType": unknown;
      readonly "properties": unknown;
      readonly "status": unknown;
      readonly "subStatus": unknown;
      readonly "submissionTimestamp": string | null;
      readonly "tenantId": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Azure activity log as the Azure client library for Python writes it: the REST fields in snake case */
    type record_azure_activity_sdk = {
      readonly "event_timestamp": string | null;
      readonly "operation_name": unknown;
      readonly "subscription_id": string | null;
      readonly "correlation_id": string | null;
      readonly "level": string | null;
      readonly "authorization": unknown;
      readonly "caller": string | null;
      readonly "claims": unknown;
      readonly "description": string | null;
      readonly "event_data_id": string | null;
      readonly "event_name": unknown;
      readonly "category": unknown;
      readonly "http_request": unknown;
      readonly "id": string | null;
      readonly "operation_id": string | null;
      readonly "resource_group_name": string | null;
      readonly "resource_provider_name": unknown;
      readonly "resource_id": string | null;
      readonly "resource_type": unknown;
      readonly "properties": unknown;
      readonly "status": unknown;
      readonly "sub_status": unknown;
      readonly "submission_timestamp": string | null;
      readonly "tenant_id": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Azure resource and Entra logs of a diagnostic setting, one record a line: sign-ins, directory audit, key vaults, storage; `category` says which */
    type record_azure_diagnostic = {
      readonly "time": string | null;
      readonly "resourceId": string | null;
      readonly "operationName": string | null;
      readonly "category": string | null;
      readonly "tenantId": string | null;
      readonly "operationVersion": string | null;
      readonly "resultType": string | null;
      readonly "resultSignature": unknown;
      readonly "resultDescription": string | null;
      readonly "durationMs": unknown;
      readonly "callerIpAddress": string | null;
      readonly "correlationId": string | null;
      readonly "identity": unknown;
      readonly "level": unknown;
      readonly "location": string | null;
      readonly "properties": unknown;
      readonly "uri": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Azure resource and Entra logs of a diagnostic setting, as an Event Hub hands them on: a list under `records` */
    type record_azure_diagnostic_records = {
      readonly "time": string | null;
      readonly "resourceId": string | null;
      readonly "operationName": string | null;
      readonly "category": string | null;
      readonly "tenantId": string | null;
      readonly "operationVersion": string | null;
      readonly "resultType": string | null;
      readonly "resultSignature": unknown;
      readonly "resultDescription": string | null;
      readonly "durationMs": unknown;
      readonly "callerIpAddress": string | null;
      readonly "correlationId": string | null;
      readonly "identity": unknown;
      readonly "level": unknown;
      readonly "location": string | null;
      readonly "properties": unknown;
      readonly "uri": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Entra ID directory audit as Microsoft Graph lists it (`auditLogs/directoryAudits`) */
    type record_azure_directory_audit = {
      readonly "id": string | null;
      readonly "activityDateTime": string | null;
      readonly "activityDisplayName": string | null;
      readonly "category": string | null;
      readonly "result": string | null;
      readonly "initiatedBy": unknown;
      readonly "targetResources": readonly unknown[] | null;
      readonly "correlationId": string | null;
      readonly "loggedByService": string | null;
      readonly "operationType": string | null;
      readonly "resultReason": string | null;
      readonly "additionalDetails": readonly unknown[] | null;
      readonly "userAgent": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Entra ID sign-ins as Microsoft Graph lists them (`auditLogs/signIns`) */
    type record_azure_signin = {
      readonly "id": string | null;
      readonly "createdDateTime": string | null;
      readonly "userPrincipalName": string | null;
      readonly "userId": string | null;
      readonly "appId": string | null;
      readonly "ipAddress": string | null;
      readonly "status": unknown;
      readonly "userDisplayName": string | null;
      readonly "appDisplayName": string | null;
      readonly "clientAppUsed": string | null;
      readonly "conditionalAccessStatus": string | null;
      readonly "correlationId": string | null;
      readonly "isInteractive": boolean | null;
      readonly "riskDetail": string | null;
      readonly "riskLevelAggregated": string | null;
      readonly "riskLevelDuringSignIn": string | null;
      readonly "riskState": string | null;
      readonly "riskEventTypes": readonly unknown[] | null;
      readonly "resourceDisplayName": string | null;
      readonly "resourceId": string | null;
      readonly "deviceDetail": unknown;
      readonly "location": unknown;
      readonly "appliedConditionalAccessPolicies": readonly unknown[] | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Syslog lines of Linux hosts as Log Analytics and Sentinel keep them (table Syslog) */
    type record_azure_syslog = {
      readonly "Computer": string | null;
      readonly "Facility": string | null;
      readonly "SeverityLevel": string | null;
      readonly "SyslogMessage": string | null;
      readonly "TenantId": string | null;
      readonly "SourceSystem": string | null;
      readonly "TimeGenerated": string | null;
      readonly "EventTime": string | null;
      readonly "HostName": string | null;
      readonly "HostIP": string | null;
      readonly "ProcessName": string | null;
      readonly "ProcessID": unknown;
      readonly "CollectorHostName": string | null;
      readonly "MG": string | null;
      readonly "Type": string | null;
      readonly "_ResourceId": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** BinaryAlert results: files in which YARA rules matched, sent by its function to an SNS topic */
    type record_binaryalert = {
      readonly "FileInfo": unknown;
      readonly "MatchedRules": unknown;
      readonly "NumMatchedRules": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** BIND name server log: queries, refused queries and transfers */
    type record_bind_log = {
      readonly "time": string | null;
      readonly "category": string | null;
      readonly "level": string | null;
      readonly "client": string | null;
      readonly "port": string | null;
      readonly "name": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Bitbucket Server and Data Center audit log files: eight values between bars */
    type record_bitbucket_audit = {
      readonly "remote_address": string | null;
      readonly "event": string | null;
      readonly "user": string | null;
      readonly "timestamp": string | null;
      readonly "entity": string | null;
      readonly "details": string | null;
      readonly "request_id": string | null;
      readonly "session_id": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "repository"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Box enterprise events (`admin_logs` of the events API), fetched by the Box app */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Caddy access log as JSON (`http.log.access`) */
    type record_caddy_access = {
      readonly "ts": unknown;
      readonly "request": unknown;
      readonly "status": number | null;
      readonly "logger": string | null;
      readonly "level": string | null;
      readonly "msg": string | null;
      readonly "duration": unknown;
      readonly "size": number | null;
      readonly "bytes_read": number | null;
      readonly "user_id": string | null;
      readonly "resp_headers": unknown;
      readonly "common_log": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Caddy server log as JSON, with what handlers such as Coraza write: what is not an access log */
    type record_caddy_log = {
      readonly "level": string | null;
      readonly "ts": unknown;
      readonly "logger": string | null;
      readonly "msg": string | null;
      readonly "error": unknown;
      readonly "request": unknown;
      readonly "status": unknown;
      readonly "duration": unknown;
      readonly "err_id": string | null;
      readonly "err_trace": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: somebody changed the state of an alert */
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
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ioc"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a binary on an alerting feed was found */
    type record_carbonblack_alert_watchlist_hit_feedsearch_bin = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_severity": string | null;
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: an arriving binary is on an alerting feed */
    type record_carbonblack_alert_watchlist_hit_ingress_binary = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_severity": string | null;
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: an arriving process is on an alerting feed */
    type record_carbonblack_alert_watchlist_hit_ingress_process = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_severity": string | null;
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process fits an alerting watchlist */
    type record_carbonblack_alert_watchlist_hit_query_process = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_severity": string | null;
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
      readonly "ioc_confidence": string | null;
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: audit log of the server, one line of text a record */
    type record_carbonblack_audit = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "message": string | null;
      readonly "timestamp": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a binary was seen in a sensor group for the first time */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a binary was seen on a host for the first time */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a binary was seen for the first time */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a binary was stored */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: an arriving binary is on a feed */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: an arriving host is on a feed */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: an arriving process is on a feed */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: binaries that a search of a feed found */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: processes that a search of a feed found */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a stored binary is on a feed */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a stored process is on a feed */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a feed was updated */
    type record_carbonblack_feed_synchronized = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "feed_id": number | null;
      readonly "feed_name": string | null;
      readonly "feed_update_time": string | null;
      readonly "scan_start_time": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process started or ended a child */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process opened another one */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process changed a file */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a module was seen for the first time */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process loaded a module */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process opened a connection */
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
      readonly "sensor_id": string | null;
      readonly "process_guid": string | null;
      readonly "pid": string | null;
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process ended */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process was blocked */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process started */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process changed the registry */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a process started a thread in another one */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: somebody tampered with the sensor */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: binaries that fit a watchlist */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: an arriving binary fits a watchlist */
    type record_carbonblack_watchlist_hit_ingress_binary = {
      readonly "type": string | null;
      readonly "cb_server": string | null;
      readonly "timestamp": string | null;
      readonly "alert_severity": string | null;
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: processes that fit a watchlist */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a stored binary fits a watchlist */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Carbon Black EDR (Response), JSON of its event forwarder: a stored process fits a watchlist */
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
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** VMware Carbon Black Cloud audit logs of the audit log API */
    type record_carbonblackcloud_audit = {
      readonly "clientIp": string | null;
      readonly "description": string | null;
      readonly "eventId": string | null;
      readonly "eventTime": unknown;
      readonly "loginName": string | null;
      readonly "orgName": string | null;
      readonly "flagged": boolean | null;
      readonly "verbose": boolean | null;
      readonly "requestUrl": string | null;
      readonly "actorIp": string | null;
      readonly "actor": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Events in the Common Event Format of ArcSight, which firewalls and other appliances send, with or without a syslog header */
    type record_cef_event = {
      readonly "cef_version": string | null;
      readonly "device_vendor": string | null;
      readonly "device_product": string | null;
      readonly "device_version": string | null;
      readonly "device_event_class_id": string | null;
      readonly "name": string | null;
      readonly "severity": string | null;
      readonly "rt": unknown;
      readonly "start": unknown;
      readonly "end": unknown;
      readonly "src": string | null;
      readonly "spt": unknown;
      readonly "dst": string | null;
      readonly "dpt": unknown;
      readonly "proto": string | null;
      readonly "act": string | null;
      readonly "app": string | null;
      readonly "suser": string | null;
      readonly "duser": string | null;
      readonly "shost": string | null;
      readonly "dhost": string | null;
      readonly "dvc": string | null;
      readonly "dvchost": string | null;
      readonly "request": string | null;
      readonly "requestMethod": string | null;
      readonly "requestClientApplication": string | null;
      readonly "msg": string | null;
      readonly "cat": string | null;
      readonly "outcome": string | null;
      readonly "reason": string | null;
      readonly "fname": string | null;
      readonly "filePath": string | null;
      readonly "fileHash": string | null;
      readonly "sproc": string | null;
      readonly "dproc": string | null;
      readonly "smac": string | null;
      readonly "dmac": string | null;
      readonly "in": unknown;
      readonly "out": unknown;
      readonly "cnt": unknown;
      readonly "deviceExternalId": string | null;
      readonly "externalId": string | null;
      readonly "destinationDnsDomain": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Cloudflare firewall events of Logpush */
    type record_cloudflare_firewall = {
      readonly "Action": string | null;
      readonly "ClientIP": string | null;
      readonly "RayID": string | null;
      readonly "Source": string | null;
      readonly "RuleID": string | null;
      readonly "Datetime": unknown;
      readonly "ClientASN": number | null;
      readonly "ClientASNDescription": string | null;
      readonly "ClientCountry": string | null;
      readonly "ClientRequestHost": string | null;
      readonly "ClientRequestMethod": string | null;
      readonly "ClientRequestPath": string | null;
      readonly "ClientRequestQuery": string | null;
      readonly "ClientRequestUserAgent": string | null;
      readonly "EdgeResponseStatus": unknown;
      readonly "Kind": string | null;
      readonly "MatchIndex": number | null;
      readonly "Metadata": unknown;
      readonly "OriginResponseStatus": unknown;
      readonly "Description": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Cloudflare HTTP requests of Logpush */
    type record_cloudflare_http_request = {
      readonly "ClientIP": string | null;
      readonly "ClientRequestHost": string | null;
      readonly "ClientRequestMethod": string | null;
      readonly "ClientRequestURI": string | null;
      readonly "EdgeResponseStatus": unknown;
      readonly "RayID": string | null;
      readonly "EdgeStartTimestamp": unknown;
      readonly "EdgeEndTimestamp": unknown;
      readonly "ClientCountry": string | null;
      readonly "ClientASN": number | null;
      readonly "ClientRequestUserAgent": string | null;
      readonly "ClientRequestReferer": string | null;
      readonly "ClientRequestPath": string | null;
      readonly "ClientRequestProtocol": string | null;
      readonly "ClientSSLProtocol": string | null;
      readonly "EdgeResponseBytes": unknown;
      readonly "OriginIP": string | null;
      readonly "OriginResponseStatus": unknown;
      readonly "SecurityAction": string | null;
      readonly "SecurityRuleID": string | null;
      readonly "BotScore": unknown;
      readonly "ZoneName": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Amazon CloudFront real-time logs and standard logs of version 2 as JSON, with the default names of the fields */
    type record_cloudfront_realtime = {
      readonly "c-ip": string | null;
      readonly "cs-method": string | null;
      readonly "cs-uri-stem": string | null;
      readonly "sc-status": unknown;
      readonly "x-edge-location": string | null;
      readonly "timestamp": string | null;
      readonly "timestamp(ms)": string | null;
      readonly "date": string | null;
      readonly "time": string | null;
      readonly "sc-bytes": unknown;
      readonly "cs(Host)": string | null;
      readonly "cs(Referer)": string | null;
      readonly "cs(User-Agent)": string | null;
      readonly "cs-uri-query": string | null;
      readonly "x-edge-result-type": string | null;
      readonly "x-edge-request-id": string | null;
      readonly "x-host-header": string | null;
      readonly "cs-protocol": string | null;
      readonly "cs-bytes": unknown;
      readonly "time-taken": unknown;
      readonly "x-forwarded-for": string | null;
      readonly "ssl-protocol": string | null;
      readonly "ssl-cipher": string | null;
      readonly "x-edge-response-result-type": string | null;
      readonly "c-country": string | null;
      readonly "DistributionId": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Amazon CloudFront standard logs in S3: tab-separated lines below a `#Fields:` header */
    type record_cloudfront_standard = {
      readonly "date": string | null;
      readonly "time": string | null;
      readonly "x-edge-location": string | null;
      readonly "sc-bytes": string | null;
      readonly "c-ip": string | null;
      readonly "cs-method": string | null;
      readonly "cs(Host)": string | null;
      readonly "cs-uri-stem": string | null;
      readonly "sc-status": string | null;
      readonly "cs(Referer)": string | null;
      readonly "cs(User-Agent)": string | null;
      readonly "cs-uri-query": string | null;
      readonly "cs(Cookie)": string | null;
      readonly "x-edge-result-type": string | null;
      readonly "x-edge-request-id": string | null;
      readonly "x-host-header": string | null;
      readonly "cs-protocol": string | null;
      readonly "cs-bytes": string | null;
      readonly "time-taken": string | null;
      readonly "x-forwarded-for": string | null;
      readonly "ssl-protocol": string | null;
      readonly "ssl-cipher": string | null;
      readonly "x-edge-response-result-type": string | null;
      readonly "cs-protocol-version": string | null;
      readonly "fle-status": string | null;
      readonly "fle-encrypted-fields": string | null;
      readonly "c-port": string | null;
      readonly "time-to-first-byte": string | null;
      readonly "x-edge-detailed-result-type": string | null;
      readonly "sc-content-type": string | null;
      readonly "sc-content-len": string | null;
      readonly "sc-range-start": string | null;
      readonly "sc-range-end": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** AWS CloudTrail digest files in S3, which prove that log files were not changed */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** AWS CloudTrail events: delivery files of a trail in S3 (`Records`), or one event a line */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** AWS CloudTrail events of a data lake whose tables write all names in small letters (Athena, Hive) */
    type record_cloudtrail_folded = {
      readonly "eventname": string | null;
      readonly "eventsource": string | null;
      readonly "awsregion": string | null;
      readonly "eventtime": string | null;
      readonly "useridentity": unknown;
      readonly "eventversion": string | null;
      readonly "eventid": string | null;
      readonly "eventtype": string | null;
      readonly "eventcategory": string | null;
      readonly "requestid": string | null;
      readonly "apiversion": string | null;
      readonly "readonly": string | null;
      readonly "managementevent": string | null;
      readonly "sourceipaddress": string | null;
      readonly "useragent": string | null;
      readonly "errorcode": string | null;
      readonly "errormessage": string | null;
      readonly "requestparameters": unknown;
      readonly "responseelements": unknown;
      readonly "additionaleventdata": unknown;
      readonly "resources": unknown;
      readonly "recipientaccountid": string | null;
      readonly "sharedeventid": string | null;
      readonly "vpcendpointid": string | null;
      readonly "tlsdetails": unknown;
      readonly "serviceeventdetails": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** AWS CloudTrail Insights, unusual rates of calls or errors: delivery files of a trail in S3 */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** The question of CloudWatch Logs whether the destination of a subscription can be reached */
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
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Amazon EventBridge (CloudWatch Events) events of any kind, through a rule that sends them to a stream; `detail` depends on `detail-type` */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Log lines as `aws logs filter-log-events` and `get-log-events` print them */
    type record_cloudwatch_fetched_log_events = {
      readonly "timestamp": number | null;
      readonly "message": string | null;
      readonly "ingestionTime": number | null;
      readonly "logStreamName": string | null;
      readonly "eventId": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Cowrie honeypot events as JSON: connections, sign-ins, commands, downloads */
    type record_cowrie_event = {
      readonly "eventid": string | null;
      readonly "session": string | null;
      readonly "timestamp": string | null;
      readonly "src_ip": string | null;
      readonly "sensor": string | null;
      readonly "src_port": number | null;
      readonly "dst_ip": string | null;
      readonly "dst_port": number | null;
      readonly "protocol": string | null;
      readonly "message": unknown;
      readonly "username": string | null;
      readonly "password": string | null;
      readonly "input": string | null;
      readonly "duration": unknown;
      readonly "url": string | null;
      readonly "shasum": string | null;
      readonly "outfile": string | null;
      readonly "version": string | null;
      readonly "hassh": string | null;
      readonly "uuid": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Lines of containers as `docker compose logs` prints them: the name of the container, a bar, the line */
    type record_cri_compose = {
      readonly "container": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Container log files of Kubernetes nodes (CRI: containerd, CRI-O): time, stream, whether the line is whole, and the line itself */
    type record_cri_container = {
      readonly "timestamp": string | null;
      readonly "stream": string | null;
      readonly "tag": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Container log files of Docker (json-file driver): `{"log": …, "stream": …, "time": …}` */
    type record_cri_docker = {
      readonly "log": string | null;
      readonly "stream": string | null;
      readonly "time": string | null;
      readonly "attrs": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** CrowdStrike Falcon Data Replicator events; `event_simpleName` says which */
    type record_crowdstrike_fdr = {
      readonly "event_simpleName": string | null;
      readonly "aid": string | null;
      readonly "cid": string | null;
      readonly "timestamp": unknown;
      readonly "event_platform": string | null;
      readonly "id": string | null;
      readonly "name": string | null;
      readonly "aip": string | null;
      readonly "ConfigBuild": string | null;
      readonly "ConfigStateHash": string | null;
      readonly "EffectiveTransmissionClass": string | null;
      readonly "Entitlements": string | null;
      readonly "ContextTimeStamp": string | null;
      readonly "ContextProcessId": string | null;
      readonly "ComputerName": string | null;
      readonly "UserName": string | null;
      readonly "UserSid": string | null;
      readonly "ImageFileName": string | null;
      readonly "CommandLine": string | null;
      readonly "ParentBaseFileName": string | null;
      readonly "SHA256HashData": string | null;
      readonly "MD5HashData": string | null;
      readonly "RemoteAddressIP4": string | null;
      readonly "RemotePort": string | null;
      readonly "LocalAddressIP4": string | null;
      readonly "DomainName": string | null;
      readonly "TargetFileName": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "command"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Packages that dpkg installed, changed or removed (`/var/log/dpkg.log`) */
    type record_dpkg_log = {
      readonly "timestamp": string | null;
      readonly "action": string | null;
      readonly "details": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Duo administrator log of the Admin API, fetched by the Duo app */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Duo authentication log of version 1 of the Admin API, fetched by the Duo app */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Duo authentication log of version 2 of the Admin API, fetched by the Duo app */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Events of Filebeat, Auditbeat and the Elastic Agent in the Elastic Common Schema */
    type record_elastic_beats = {
      readonly "@timestamp": string | null;
      readonly "agent": {
        readonly "type": string | null;
      };
      readonly "ecs": unknown;
      readonly "message": string | null;
      readonly "event": unknown;
      readonly "host": unknown;
      readonly "log": unknown;
      readonly "input": unknown;
      readonly "fileset": unknown;
      readonly "service": unknown;
      readonly "user": unknown;
      readonly "source": unknown;
      readonly "destination": unknown;
      readonly "process": unknown;
      readonly "file": unknown;
      readonly "url": unknown;
      readonly "http": unknown;
      readonly "dns": unknown;
      readonly "related": unknown;
      readonly "tags": readonly unknown[] | null;
      readonly "container": unknown;
      readonly "kubernetes": unknown;
      readonly "cloud": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Windows events of Winlogbeat or the Elastic Agent, in the Elastic Common Schema: what is of Windows stands under `winlog` */
    type record_elastic_winlogbeat = {
      readonly "@timestamp": string | null;
      readonly "winlog": {
        readonly "event_id": unknown;
        readonly "channel": string | null;
      };
      readonly "message": string | null;
      readonly "event": unknown;
      readonly "host": unknown;
      readonly "agent": unknown;
      readonly "ecs": unknown;
      readonly "log": unknown;
      readonly "user": unknown;
      readonly "source": unknown;
      readonly "destination": unknown;
      readonly "process": unknown;
      readonly "file": unknown;
      readonly "registry": unknown;
      readonly "dns": unknown;
      readonly "related": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "registry_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Access logs of Application Load Balancers in S3: one line for each request */
    type record_elb_application = {
      readonly "type": string | null;
      readonly "time": string | null;
      readonly "elb": string | null;
      readonly "client_port": string | null;
      readonly "target_port": string | null;
      readonly "request_processing_time": string | null;
      readonly "target_processing_time": string | null;
      readonly "response_processing_time": string | null;
      readonly "elb_status_code": string | null;
      readonly "target_status_code": string | null;
      readonly "received_bytes": string | null;
      readonly "sent_bytes": string | null;
      readonly "request": string | null;
      readonly "user_agent": string | null;
      readonly "ssl_cipher": string | null;
      readonly "ssl_protocol": string | null;
      readonly "target_group_arn": string | null;
      readonly "trace_id": string | null;
      readonly "domain_name": string | null;
      readonly "chosen_cert_arn": string | null;
      readonly "matched_rule_priority": string | null;
      readonly "request_creation_time": string | null;
      readonly "actions_executed": string | null;
      readonly "redirect_url": string | null;
      readonly "error_reason": string | null;
      readonly "target_port_list": string | null;
      readonly "target_status_code_list": string | null;
      readonly "classification": string | null;
      readonly "classification_reason": string | null;
      readonly "conn_trace_id": string | null;
      readonly "transformed_host": string | null;
      readonly "transformed_uri": string | null;
      readonly "request_transform_status": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Access logs of Classic Load Balancers in S3: one line for each request or connection */
    type record_elb_classic = {
      readonly "time": string | null;
      readonly "elb": string | null;
      readonly "client_port": string | null;
      readonly "backend_port": string | null;
      readonly "request_processing_time": string | null;
      readonly "backend_processing_time": string | null;
      readonly "response_processing_time": string | null;
      readonly "elb_status_code": string | null;
      readonly "backend_status_code": string | null;
      readonly "received_bytes": string | null;
      readonly "sent_bytes": string | null;
      readonly "request": string | null;
      readonly "user_agent": string | null;
      readonly "ssl_cipher": string | null;
      readonly "ssl_protocol": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Access logs of Network Load Balancers in S3: one line for each TLS connection */
    type record_elb_network = {
      readonly "type": string | null;
      readonly "version": string | null;
      readonly "time": string | null;
      readonly "elb": string | null;
      readonly "listener": string | null;
      readonly "client_port": string | null;
      readonly "destination_port": string | null;
      readonly "connection_time": string | null;
      readonly "tls_handshake_time": string | null;
      readonly "received_bytes": string | null;
      readonly "sent_bytes": string | null;
      readonly "incoming_tls_alert": string | null;
      readonly "chosen_cert_arn": string | null;
      readonly "chosen_cert_serial": string | null;
      readonly "tls_cipher": string | null;
      readonly "tls_protocol_version": string | null;
      readonly "tls_named_group": string | null;
      readonly "domain_name": string | null;
      readonly "alpn_fe_protocol": string | null;
      readonly "alpn_be_protocol": string | null;
      readonly "alpn_client_preference_list": string | null;
      readonly "tls_connection_creation_time": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Endlessh tarpit: clients that came to a false SSH server and left */
    type record_endlessh_log = {
      readonly "time": string | null;
      readonly "action": string | null;
      readonly "client": string | null;
      readonly "port": string | null;
      readonly "fd": string | null;
      readonly "details": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Envoy and Istio access logs as JSON with the default names of the fields */
    type record_envoy_access = {
      readonly "start_time": string | null;
      readonly "method": string | null;
      readonly "response_code": number | null;
      readonly "path": string | null;
      readonly "protocol": string | null;
      readonly "response_flags": string | null;
      readonly "bytes_received": number | null;
      readonly "bytes_sent": number | null;
      readonly "duration": unknown;
      readonly "upstream_service_time": unknown;
      readonly "x_forwarded_for": string | null;
      readonly "user_agent": string | null;
      readonly "request_id": string | null;
      readonly "authority": string | null;
      readonly "upstream_host": string | null;
      readonly "upstream_cluster": string | null;
      readonly "upstream_local_address": string | null;
      readonly "downstream_local_address": string | null;
      readonly "downstream_remote_address": string | null;
      readonly "requested_server_name": string | null;
      readonly "route_name": string | null;
      readonly "response_code_details": string | null;
      readonly "connection_termination_details": string | null;
      readonly "upstream_transport_failure_reason": string | null;
      readonly ":authority": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Envoy access logs in the default format of a line */
    type record_envoy_access_text = {
      readonly "start_time": string | null;
      readonly "request": string | null;
      readonly "response_code": string | null;
      readonly "response_flags": string | null;
      readonly "details": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "url"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Exchange Server IMAP and POP logs: the commands of mail programs */
    type record_exchange_client_access = {
      readonly "dateTime": string | null;
      readonly "sessionId": string | null;
      readonly "seqNumber": string | null;
      readonly "sIp": string | null;
      readonly "cIp": string | null;
      readonly "user": string | null;
      readonly "duration": string | null;
      readonly "rqsize": string | null;
      readonly "rpsize": string | null;
      readonly "command": string | null;
      readonly "parameters": string | null;
      readonly "context": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Exchange Server message tracking logs: what became of each mail */
    type record_exchange_message_tracking = {
      readonly "date-time": string | null;
      readonly "client-ip": string | null;
      readonly "client-hostname": string | null;
      readonly "server-ip": string | null;
      readonly "server-hostname": string | null;
      readonly "source-context": string | null;
      readonly "connector-id": string | null;
      readonly "source": string | null;
      readonly "event-id": string | null;
      readonly "internal-message-id": string | null;
      readonly "message-id": string | null;
      readonly "network-message-id": string | null;
      readonly "recipient-address": string | null;
      readonly "recipient-status": string | null;
      readonly "total-bytes": string | null;
      readonly "recipient-count": string | null;
      readonly "related-recipient-address": string | null;
      readonly "reference": string | null;
      readonly "message-subject": string | null;
      readonly "sender-address": string | null;
      readonly "return-path": string | null;
      readonly "message-info": string | null;
      readonly "directionality": string | null;
      readonly "tenant-id": string | null;
      readonly "original-client-ip": string | null;
      readonly "original-server-ip": string | null;
      readonly "custom-data": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "email"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Exchange Server SMTP protocol logs (SmtpReceive, SmtpSend): the talk of a session, one line a step */
    type record_exchange_smtp = {
      readonly "date-time": string | null;
      readonly "connector-id": string | null;
      readonly "session-id": string | null;
      readonly "sequence-number": string | null;
      readonly "local-endpoint": string | null;
      readonly "remote-endpoint": string | null;
      readonly "event": string | null;
      readonly "data": string | null;
      readonly "context": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Exim main and reject log: messages that came, went, failed or were rejected */
    type record_exim_mainlog = {
      readonly "time": string | null;
      readonly "message_id": string | null;
      readonly "flag": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Google Cloud audit logs: log entries whose payload is an AuditLog, from a Pub/Sub or storage sink */
    type record_gcp_audit = {
      readonly "protoPayload": {
        readonly "serviceName": string | null;
        readonly "methodName": string | null;
      };
      readonly "logName": string | null;
      readonly "resource": unknown;
      readonly "insertId": string | null;
      readonly "labels": unknown;
      readonly "operation": unknown;
      readonly "receiveTimestamp": string | null;
      readonly "severity": string | null;
      readonly "sourceLocation": unknown;
      readonly "spanId": string | null;
      readonly "trace": string | null;
      readonly "httpRequest": unknown;
      readonly "split": unknown;
      readonly "timestamp": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Any other Google Cloud log entry from a Pub/Sub or storage sink: programs, load balancers, firewalls */
    type record_gcp_log_entry = {
      readonly "logName": string | null;
      readonly "insertId": string | null;
      readonly "timestamp": string | null;
      readonly "resource": unknown;
      readonly "textPayload": string | null;
      readonly "jsonPayload": unknown;
      readonly "labels": unknown;
      readonly "operation": unknown;
      readonly "receiveTimestamp": string | null;
      readonly "severity": string | null;
      readonly "sourceLocation": unknown;
      readonly "spanId": string | null;
      readonly "trace": string | null;
      readonly "httpRequest": unknown;
      readonly "protoPayload": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Google Cloud VPC flow logs from a Pub/Sub or storage sink */
    type record_gcp_vpc_flow = {
      readonly "jsonPayload": {
        readonly "connection": {
          readonly "src_ip": string | null;
          readonly "dest_ip": string | null;
        };
      };
      readonly "logName": string | null;
      readonly "resource": unknown;
      readonly "insertId": string | null;
      readonly "labels": unknown;
      readonly "operation": unknown;
      readonly "receiveTimestamp": string | null;
      readonly "severity": string | null;
      readonly "sourceLocation": unknown;
      readonly "spanId": string | null;
      readonly "trace": string | null;
      readonly "httpRequest": unknown;
      readonly "split": unknown;
      readonly "timestamp": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Requests as the Gin framework for Go writes them */
    type record_gin_access = {
      readonly "time": string | null;
      readonly "status": string | null;
      readonly "duration": string | null;
      readonly "client": string | null;
      readonly "method": string | null;
      readonly "path": string | null;
      readonly "details": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Gitea and Forgejo log lines: time, place in the code, level */
    type record_gitea_log = {
      readonly "time": string | null;
      readonly "source": string | null;
      readonly "level": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** GitHub audit log of an organisation or enterprise: of the API, of the export, or streamed to S3 */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** GitHub webhook events that name who caused them, as posted to the HTTP input */
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
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "repository"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** GitHub webhook events that do not name who caused them, as posted to the HTTP input */
    type record_github_webhook_without_sender = {
      readonly "repository": unknown;
      readonly "action": string | null;
      readonly "organization": unknown;
      readonly "enterprise": unknown;
      readonly "installation": unknown;
      readonly "ref": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "repository"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** GitLab requests (`production_json.log`, `api_json.log`), one JSON object a line */
    type record_gitlab_request = {
      readonly "method": string | null;
      readonly "path": string | null;
      readonly "status": number | null;
      readonly "time": string | null;
      readonly "format": string | null;
      readonly "controller": string | null;
      readonly "action": string | null;
      readonly "params": readonly unknown[] | null;
      readonly "remote_ip": string | null;
      readonly "user_id": unknown;
      readonly "username": string | null;
      readonly "ua": string | null;
      readonly "correlation_id": string | null;
      readonly "duration_s": unknown;
      readonly "meta.user": string | null;
      readonly "meta.remote_ip": string | null;
      readonly "meta.caller_id": string | null;
      readonly "queue_duration_s": unknown;
      readonly "redis_calls": unknown;
      readonly "route": string | null;
      readonly "host": string | null;
      readonly "meta.client_id": string | null;
      readonly "meta.feature_category": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Google Workspace activities as log platforms divide them: one record for each event of an activity, with `name`, `type` and `parameters` at the top */
    type record_gsuite_activity = {
      readonly "id": {
        readonly "applicationName": string | null;
        readonly "time": string | null;
      };
      readonly "name": string | null;
      readonly "type": string | null;
      readonly "actor": unknown;
      readonly "kind": string | null;
      readonly "parameters": unknown;
      readonly "ipAddress": string | null;
      readonly "ownerDomain": string | null;
      readonly "etag": string | null;
      readonly "networkInfo": unknown;
      readonly "resourceDetails": readonly unknown[] | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Google Workspace activities of the Reports API, each with its list of events, fetched by the G Suite app */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Amazon GuardDuty findings, one a line, as exported to S3 */
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
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** HAProxy log of connections that failed before there was a request, such as TLS handshakes */
    type record_haproxy_error = {
      readonly "client": string | null;
      readonly "client_port": string | null;
      readonly "timestamp": string | null;
      readonly "frontend": string | null;
      readonly "bind": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** HAProxy log of HTTP requests (`option httplog`), with or without what syslog puts before it */
    type record_haproxy_http = {
      readonly "host": string | null;
      readonly "client": string | null;
      readonly "client_port": string | null;
      readonly "timestamp": string | null;
      readonly "frontend": string | null;
      readonly "backend": string | null;
      readonly "server": string | null;
      readonly "timers": string | null;
      readonly "status": string | null;
      readonly "bytes": string | null;
      readonly "request_cookie": string | null;
      readonly "response_cookie": string | null;
      readonly "termination_state": string | null;
      readonly "connections": string | null;
      readonly "queues": string | null;
      readonly "captured": string | null;
      readonly "request": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** HAProxy log of TCP connections (`option tcplog`) */
    type record_haproxy_tcp = {
      readonly "client": string | null;
      readonly "client_port": string | null;
      readonly "timestamp": string | null;
      readonly "frontend": string | null;
      readonly "backend": string | null;
      readonly "server": string | null;
      readonly "timers": string | null;
      readonly "bytes": string | null;
      readonly "termination_state": string | null;
      readonly "connections": string | null;
      readonly "queues": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** IIS logs in the W3C extended format; the `#Fields:` line names the columns, without one they are the default ones */
    type record_iis_w3c = {
      readonly "date": string | null;
      readonly "time": string | null;
      readonly "s-ip": string | null;
      readonly "cs-method": string | null;
      readonly "cs-uri-stem": string | null;
      readonly "cs-uri-query": string | null;
      readonly "s-port": string | null;
      readonly "cs-username": string | null;
      readonly "c-ip": string | null;
      readonly "cs(User-Agent)": string | null;
      readonly "cs(Referer)": string | null;
      readonly "sc-status": string | null;
      readonly "sc-substatus": string | null;
      readonly "sc-win32-status": string | null;
      readonly "time-taken": string | null;
      readonly "s-sitename": string | null;
      readonly "s-computername": string | null;
      readonly "cs-version": string | null;
      readonly "cs(Cookie)": string | null;
      readonly "cs-host": string | null;
      readonly "sc-bytes": string | null;
      readonly "cs-bytes": string | null;
      readonly "X-Forwarded-For": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Entries of the systemd journal as JSON (`journalctl -o json`, systemd-journal-upload and collectors) */
    type record_journald_entry = {
      readonly "__REALTIME_TIMESTAMP": string | null;
      readonly "MESSAGE": unknown;
      readonly "__CURSOR": string | null;
      readonly "__MONOTONIC_TIMESTAMP": string | null;
      readonly "_BOOT_ID": string | null;
      readonly "_MACHINE_ID": string | null;
      readonly "_HOSTNAME": string | null;
      readonly "PRIORITY": string | null;
      readonly "SYSLOG_FACILITY": string | null;
      readonly "SYSLOG_IDENTIFIER": string | null;
      readonly "SYSLOG_PID": string | null;
      readonly "SYSLOG_TIMESTAMP": string | null;
      readonly "SYSLOG_RAW": string | null;
      readonly "_PID": string | null;
      readonly "_UID": string | null;
      readonly "_GID": string | null;
      readonly "_COMM": string | null;
      readonly "_EXE": string | null;
      readonly "_CMDLINE": string | null;
      readonly "_CAP_EFFECTIVE": string | null;
      readonly "_SYSTEMD_UNIT": string | null;
      readonly "_SYSTEMD_SLICE": string | null;
      readonly "_SYSTEMD_CGROUP": string | null;
      readonly "_TRANSPORT": string | null;
      readonly "_AUDIT_SESSION": string | null;
      readonly "_AUDIT_LOGINUID": string | null;
      readonly "_SOURCE_REALTIME_TIMESTAMP": string | null;
      readonly "_SELINUX_CONTEXT": string | null;
      readonly "UNIT": string | null;
      readonly "MESSAGE_ID": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Kubernetes API server audit events (audit.k8s.io), one JSON object a line, of self-run clusters, EKS, GKE and AKS exports */
    type record_kubernetes_audit = {
      readonly "kind": string | null;
      readonly "apiVersion": string | null;
      readonly "level": string | null;
      readonly "auditID": string | null;
      readonly "stage": string | null;
      readonly "requestURI": string | null;
      readonly "verb": string | null;
      readonly "user": unknown;
      readonly "impersonatedUser": unknown;
      readonly "sourceIPs": readonly unknown[] | null;
      readonly "userAgent": string | null;
      readonly "objectRef": unknown;
      readonly "responseStatus": unknown;
      readonly "requestObject": unknown;
      readonly "responseObject": unknown;
      readonly "requestReceivedTimestamp": string | null;
      readonly "stageTimestamp": string | null;
      readonly "annotations": unknown;
      readonly "metadata": unknown;
      readonly "timestamp": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Kubernetes audit events as the webhook backend posts them: an `EventList` */
    type record_kubernetes_audit_list = {
      readonly "auditID": string | null;
      readonly "level": string | null;
      readonly "stage": string | null;
      readonly "requestURI": string | null;
      readonly "verb": string | null;
      readonly "user": unknown;
      readonly "impersonatedUser": unknown;
      readonly "sourceIPs": readonly unknown[] | null;
      readonly "userAgent": string | null;
      readonly "objectRef": unknown;
      readonly "responseStatus": unknown;
      readonly "requestObject": unknown;
      readonly "responseObject": unknown;
      readonly "requestReceivedTimestamp": string | null;
      readonly "stageTimestamp": string | null;
      readonly "annotations": unknown;
      readonly "metadata": unknown;
      readonly "timestamp": string | null;
      readonly "streamalert:envelope_keys": {
        readonly "kind": string | null;
        readonly "apiVersion": string | null;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Audit log of an Amazon EKS control plane through a CloudWatch Logs subscription: the event is JSON text in each message */
    type record_kubernetes_eks_audit = {
      readonly "kind": string | null;
      readonly "apiVersion": string | null;
      readonly "level": string | null;
      readonly "auditID": string | null;
      readonly "stage": string | null;
      readonly "requestURI": string | null;
      readonly "verb": string | null;
      readonly "user": unknown;
      readonly "impersonatedUser": unknown;
      readonly "sourceIPs": readonly unknown[] | null;
      readonly "userAgent": string | null;
      readonly "objectRef": unknown;
      readonly "responseStatus": unknown;
      readonly "requestObject": unknown;
      readonly "responseObject": unknown;
      readonly "requestReceivedTimestamp": string | null;
      readonly "stageTimestamp": string | null;
      readonly "annotations": unknown;
      readonly "metadata": unknown;
      readonly "timestamp": string | null;
      readonly "streamalert:envelope_keys": {
        readonly "messageType": string | null;
        readonly "owner": string | null;
        readonly "logGroup": string | null;
        readonly "logStream": string | null;
        readonly "subscriptionFilters": readonly unknown[] | null;
      };
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Events in the Log Event Extended Format of QRadar, with or without a syslog header */
    type record_leef_event = {
      readonly "leef_version": string | null;
      readonly "device_vendor": string | null;
      readonly "device_product": string | null;
      readonly "device_version": string | null;
      readonly "event_id": string | null;
      readonly "devTime": string | null;
      readonly "devTimeFormat": string | null;
      readonly "cat": string | null;
      readonly "sev": unknown;
      readonly "src": string | null;
      readonly "dst": string | null;
      readonly "srcPort": unknown;
      readonly "dstPort": unknown;
      readonly "proto": string | null;
      readonly "usrName": string | null;
      readonly "identHostName": string | null;
      readonly "identSrc": string | null;
      readonly "srcMAC": string | null;
      readonly "dstMAC": string | null;
      readonly "domain": string | null;
      readonly "url": string | null;
      readonly "role": string | null;
      readonly "accountName": string | null;
      readonly "resource": string | null;
      readonly "policy": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Sign-ins, sudo and changes of accounts on Linux hosts, from syslog with the whole time (rsyslog and systemd today) */
    type record_linux_auth_iso = {
      readonly "priority": string | null;
      readonly "timestamp": string | null;
      readonly "host": string | null;
      readonly "application": string | null;
      readonly "pid": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "process"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Microsoft 365 unified audit log, as the Management Activity API and `Search-UnifiedAuditLog` (AuditData) give it: Exchange, SharePoint, Entra, Teams */
    type record_m365_audit = {
      readonly "CreationTime": string | null;
      readonly "Id": string | null;
      readonly "Operation": string | null;
      readonly "OrganizationId": string | null;
      readonly "RecordType": unknown;
      readonly "UserType": unknown;
      readonly "Workload": string | null;
      readonly "UserId": string | null;
      readonly "UserKey": string | null;
      readonly "ClientIP": string | null;
      readonly "ResultStatus": string | null;
      readonly "ObjectId": string | null;
      readonly "Version": unknown;
      readonly "Scope": unknown;
      readonly "Parameters": readonly unknown[] | null;
      readonly "ExtendedProperties": readonly unknown[] | null;
      readonly "ModifiedProperties": readonly unknown[] | null;
      readonly "Actor": readonly unknown[] | null;
      readonly "Target": readonly unknown[] | null;
      readonly "ActorIpAddress": string | null;
      readonly "AzureActiveDirectoryEventType": unknown;
      readonly "ApplicationId": string | null;
      readonly "SiteUrl": string | null;
      readonly "SourceFileName": string | null;
      readonly "SourceFileExtension": string | null;
      readonly "SourceRelativeUrl": string | null;
      readonly "UserAgent": string | null;
      readonly "ItemType": string | null;
      readonly "EventSource": string | null;
      readonly "MailboxOwnerUPN": string | null;
      readonly "LogonType": unknown;
      readonly "ClientInfoString": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** MongoDB server log (structured, since release 4.4), one JSON object a line */
    type record_mongodb_log = {
      readonly "t": unknown;
      readonly "s": string | null;
      readonly "c": string | null;
      readonly "id": number | null;
      readonly "ctx": string | null;
      readonly "msg": string | null;
      readonly "attr": unknown;
      readonly "tags": readonly unknown[] | null;
      readonly "truncated": unknown;
      readonly "size": unknown;
      readonly "svc": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** MySQL and MariaDB error log, with refused sign-ins */
    type record_mysql_error = {
      readonly "time": string | null;
      readonly "thread": string | null;
      readonly "level": string | null;
      readonly "code": string | null;
      readonly "subsystem": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** AWS Network Firewall alert, flow and TLS logs: what the Suricata engine saw, inside the name of the firewall */
    type record_networkfirewall_log = {
      readonly "firewall_name": string | null;
      readonly "event_timestamp": string | null;
      readonly "event": unknown;
      readonly "availability_zone": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Nextcloud log and audit log (`nextcloud.log`, `audit.log`), one JSON object a line */
    type record_nextcloud_log = {
      readonly "reqId": string | null;
      readonly "level": unknown;
      readonly "time": string | null;
      readonly "remoteAddr": string | null;
      readonly "user": string | null;
      readonly "app": string | null;
      readonly "message": unknown;
      readonly "method": string | null;
      readonly "url": string | null;
      readonly "userAgent": string | null;
      readonly "version": string | null;
      readonly "data": unknown;
      readonly "exception": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** nginx error log, of the http and of the mail part, and what mod_security and PHP-FPM write into it */
    type record_nginx_error = {
      readonly "timestamp": string | null;
      readonly "level": string | null;
      readonly "pid": string | null;
      readonly "tid": string | null;
      readonly "connection": string | null;
      readonly "message": string | null;
      readonly "client": string | null;
      readonly "server": string | null;
      readonly "request": string | null;
      readonly "details": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Notion workspace audit events, as its integrations deliver them: the event stands under `event` */
    type record_notion_audit = {
      readonly "id": string | null;
      readonly "timestamp": string | null;
      readonly "type": string | null;
      readonly "actor": unknown;
      readonly "workspace_id": string | null;
      readonly "ip_address": string | null;
      readonly "platform": string | null;
      readonly "details": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Events in the Open Cybersecurity Schema Framework, as Amazon Security Lake and others hand them out */
    type record_ocsf_event = {
      readonly "class_uid": number | null;
      readonly "category_uid": number | null;
      readonly "activity_id": number | null;
      readonly "severity_id": number | null;
      readonly "time": number | null;
      readonly "metadata": unknown;
      readonly "type_uid": number | null;
      readonly "class_name": string | null;
      readonly "category_name": string | null;
      readonly "activity_name": string | null;
      readonly "type_name": string | null;
      readonly "severity": string | null;
      readonly "status": string | null;
      readonly "status_id": number | null;
      readonly "status_code": string | null;
      readonly "message": string | null;
      readonly "cloud": unknown;
      readonly "actor": unknown;
      readonly "src_endpoint": unknown;
      readonly "dst_endpoint": unknown;
      readonly "api": unknown;
      readonly "http_request": unknown;
      readonly "user": unknown;
      readonly "device": unknown;
      readonly "file": unknown;
      readonly "process": unknown;
      readonly "finding_info": unknown;
      readonly "resources": readonly unknown[] | null;
      readonly "observables": readonly unknown[] | null;
      readonly "unmapped": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "command"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Okta System Log events of a data lake whose tables write all names in small letters (Athena, Hive, Snowflake exports) */
    type record_okta_folded = {
      readonly "actor": unknown;
      readonly "eventtype": string | null;
      readonly "outcome": unknown;
      readonly "client": unknown;
      readonly "uuid": string | null;
      readonly "published": string | null;
      readonly "version": string | null;
      readonly "severity": string | null;
      readonly "displaymessage": string | null;
      readonly "legacyeventtype": string | null;
      readonly "authenticationcontext": unknown;
      readonly "debugcontext": unknown;
      readonly "request": unknown;
      readonly "securitycontext": unknown;
      readonly "target": unknown;
      readonly "transaction": unknown;
      readonly "device": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Okta System Log events of the API, of an event bridge or of log streaming */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** OneLogin events of the API, fetched by the OneLogin app */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** 1Password uses of items in shared vaults of the Events API */
    type record_onepassword_item_usage = {
      readonly "uuid": string | null;
      readonly "timestamp": string | null;
      readonly "vault_uuid": string | null;
      readonly "item_uuid": string | null;
      readonly "user": unknown;
      readonly "client": unknown;
      readonly "used_version": number | null;
      readonly "action": string | null;
      readonly "location": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** 1Password sign-in attempts of the Events API */
    type record_onepassword_signin_attempt = {
      readonly "uuid": string | null;
      readonly "timestamp": string | null;
      readonly "category": string | null;
      readonly "type": string | null;
      readonly "target_user": unknown;
      readonly "client": unknown;
      readonly "session_uuid": string | null;
      readonly "country": string | null;
      readonly "details": unknown;
      readonly "location": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** OpenVPN server log with its own time (`--log`): connections, certificates, sign-ins */
    type record_openvpn_log = {
      readonly "time": string | null;
      readonly "name": string | null;
      readonly "client": string | null;
      readonly "port": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** osquery: several added and removed rows in one record (`logger_event_type=false`) */
    type record_osquery_batch = {
      readonly "name": string | null;
      readonly "hostIdentifier": string | null;
      readonly "calendarTime": string | null;
      readonly "unixTime": string | null;
      readonly "epoch": number | null;
      readonly "counter": number | null;
      readonly "decorations": unknown;
      readonly "log_type": string | null;
      readonly "diffResults": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** osquery: all rows of a scheduled query at one moment */
    type record_osquery_snapshot = {
      readonly "hostIdentifier": string | null;
      readonly "calendarTime": string | null;
      readonly "unixTime": string | null;
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** osquery: messages of the agent itself */
    type record_osquery_status = {
      readonly "hostIdentifier": string | null;
      readonly "calendarTime": string | null;
      readonly "unixTime": string | null;
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Packetbeat DNS transactions, one JSON object each, through Logstash or Kinesis */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Packetbeat network flows, one JSON object each, through Logstash or Kinesis */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** PostgreSQL server log with the usual prefixes: `%m [%p] `, with client, user and database before or behind them */
    type record_postgresql_log = {
      readonly "client": string | null;
      readonly "time": string | null;
      readonly "pid": string | null;
      readonly "session": string | null;
      readonly "level": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** ProFTPD server log with its own time (`SystemLog`) */
    type record_proftpd_log = {
      readonly "timestamp": string | null;
      readonly "host": string | null;
      readonly "pid": string | null;
      readonly "server": string | null;
      readonly "client_name": string | null;
      readonly "client": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Amazon Route 53 query logs of public hosted zones: lines of ten values in a CloudWatch Logs group */
    type record_route53_public_query = {
      readonly "version": string | null;
      readonly "timestamp": string | null;
      readonly "hosted_zone_id": string | null;
      readonly "query_name": string | null;
      readonly "query_type": string | null;
      readonly "rcode": string | null;
      readonly "protocol": string | null;
      readonly "edge_location": string | null;
      readonly "resolver_ip": string | null;
      readonly "edns_client_subnet": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Amazon Route 53 Resolver query logs: DNS queries from a VPC, one JSON object each, delivered to S3, Firehose or CloudWatch Logs */
    type record_route53_resolver_query = {
      readonly "version": string | null;
      readonly "account_id": string | null;
      readonly "vpc_id": string | null;
      readonly "query_timestamp": string | null;
      readonly "query_name": string | null;
      readonly "query_type": string | null;
      readonly "rcode": string | null;
      readonly "srcaddr": string | null;
      readonly "region": string | null;
      readonly "query_class": string | null;
      readonly "answers": readonly unknown[] | null;
      readonly "srcport": string | null;
      readonly "transport": string | null;
      readonly "srcids": unknown;
      readonly "firewall_rule_action": string | null;
      readonly "firewall_rule_group_id": string | null;
      readonly "firewall_domain_list_id": string | null;
      readonly "firewall_protection": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Amazon S3 server access logs that a log platform turned into JSON, with the names of the fields in one word */
    type record_s3access_json = {
      readonly "bucket": string | null;
      readonly "time": string | null;
      readonly "remoteip": string | null;
      readonly "operation": string | null;
      readonly "requestid": string | null;
      readonly "bucketowner": string | null;
      readonly "requester": string | null;
      readonly "key": string | null;
      readonly "requesturi": string | null;
      readonly "httpstatus": number | null;
      readonly "errorcode": string | null;
      readonly "bytessent": number | null;
      readonly "objectsize": number | null;
      readonly "totaltime": number | null;
      readonly "turnaroundtime": number | null;
      readonly "referrer": string | null;
      readonly "useragent": string | null;
      readonly "versionid": string | null;
      readonly "hostid": string | null;
      readonly "signatureversion": string | null;
      readonly "ciphersuite": string | null;
      readonly "authenticationtype": string | null;
      readonly "hostheader": string | null;
      readonly "tlsVersion": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Amazon S3 server access logs: one line for each request to a bucket, delivered to another bucket */
    type record_s3access_log = {
      readonly "bucket_owner": string | null;
      readonly "bucket": string | null;
      readonly "time": string | null;
      readonly "remote_ip": string | null;
      readonly "requester": string | null;
      readonly "request_id": string | null;
      readonly "operation": string | null;
      readonly "key": string | null;
      readonly "request_uri": string | null;
      readonly "http_status": string | null;
      readonly "error_code": string | null;
      readonly "bytes_sent": string | null;
      readonly "object_size": string | null;
      readonly "total_time": string | null;
      readonly "turn_around_time": string | null;
      readonly "referer": string | null;
      readonly "user_agent": string | null;
      readonly "version_id": string | null;
      readonly "host_id": string | null;
      readonly "signature_version": string | null;
      readonly "cipher_suite": string | null;
      readonly "authentication_type": string | null;
      readonly "host_header": string | null;
      readonly "tls_version": string | null;
      readonly "access_point_arn": string | null;
      readonly "acl_required": string | null;
      readonly "source_region": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Salesforce event log files and real-time events as JSON with the names of the columns: sign-ins, API, reports, anomalies; `EVENT_TYPE` says which */
    type record_salesforce_event_log = {
      readonly "EVENT_TYPE": string | null;
      readonly "ORGANIZATION_ID": string | null;
      readonly "TIMESTAMP": string | null;
      readonly "TIMESTAMP_DERIVED": string | null;
      readonly "EVENT_DATE": string | null;
      readonly "USER_ID": string | null;
      readonly "USER_ID_DERIVED": string | null;
      readonly "USERNAME": string | null;
      readonly "USER_NAME": string | null;
      readonly "USER_TYPE": string | null;
      readonly "SESSION_KEY": string | null;
      readonly "LOGIN_KEY": string | null;
      readonly "REQUEST_ID": string | null;
      readonly "SOURCE_IP": string | null;
      readonly "CLIENT_IP": string | null;
      readonly "URI": string | null;
      readonly "LOGIN_STATUS": string | null;
      readonly "BROWSER_TYPE": string | null;
      readonly "API_TYPE": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Santa on macOS: programs that were allowed or blocked, files and disks (`/var/db/santa/santa.log`) */
    type record_santa_log = {
      readonly "timestamp": string | null;
      readonly "level": string | null;
      readonly "action": string | null;
      readonly "decision": string | null;
      readonly "reason": string | null;
      readonly "explain": string | null;
      readonly "sha256": string | null;
      readonly "details": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** AWS Security Hub findings in the AWS Security Finding Format, one a record, as exported by an EventBridge rule to a file or a stream */
    type record_securityhub_finding = {
      readonly "SchemaVersion": string | null;
      readonly "Id": string | null;
      readonly "ProductArn": string | null;
      readonly "GeneratorId": string | null;
      readonly "AwsAccountId": string | null;
      readonly "CreatedAt": string | null;
      readonly "Severity": unknown;
      readonly "Title": string | null;
      readonly "Resources": readonly unknown[] | null;
      readonly "ProductName": string | null;
      readonly "CompanyName": string | null;
      readonly "Region": string | null;
      readonly "Types": readonly unknown[] | null;
      readonly "FirstObservedAt": string | null;
      readonly "LastObservedAt": string | null;
      readonly "UpdatedAt": string | null;
      readonly "Confidence": number | null;
      readonly "Criticality": number | null;
      readonly "Description": string | null;
      readonly "Remediation": unknown;
      readonly "SourceUrl": string | null;
      readonly "ProductFields": unknown;
      readonly "UserDefinedFields": unknown;
      readonly "Malware": readonly unknown[] | null;
      readonly "Network": unknown;
      readonly "NetworkPath": readonly unknown[] | null;
      readonly "Process": unknown;
      readonly "Threats": readonly unknown[] | null;
      readonly "ThreatIntelIndicators": readonly unknown[] | null;
      readonly "Compliance": unknown;
      readonly "VerificationState": string | null;
      readonly "WorkflowState": string | null;
      readonly "Workflow": unknown;
      readonly "RecordState": string | null;
      readonly "RelatedFindings": readonly unknown[] | null;
      readonly "Note": unknown;
      readonly "Vulnerabilities": readonly unknown[] | null;
      readonly "PatchSummary": unknown;
      readonly "Action": unknown;
      readonly "FindingProviderFields": unknown;
      readonly "Sample": boolean | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** AWS Security Hub findings as GetFindings and the import API have them: a list under `Findings` */
    type record_securityhub_findings = {
      readonly "SchemaVersion": string | null;
      readonly "Id": string | null;
      readonly "ProductArn": string | null;
      readonly "GeneratorId": string | null;
      readonly "AwsAccountId": string | null;
      readonly "CreatedAt": string | null;
      readonly "Severity": unknown;
      readonly "Title": string | null;
      readonly "Resources": readonly unknown[] | null;
      readonly "ProductName": string | null;
      readonly "CompanyName": string | null;
      readonly "Region": string | null;
      readonly "Types": readonly unknown[] | null;
      readonly "FirstObservedAt": string | null;
      readonly "LastObservedAt": string | null;
      readonly "UpdatedAt": string | null;
      readonly "Confidence": number | null;
      readonly "Criticality": number | null;
      readonly "Description": string | null;
      readonly "Remediation": unknown;
      readonly "SourceUrl": string | null;
      readonly "ProductFields": unknown;
      readonly "UserDefinedFields": unknown;
      readonly "Malware": readonly unknown[] | null;
      readonly "Network": unknown;
      readonly "NetworkPath": readonly unknown[] | null;
      readonly "Process": unknown;
      readonly "Threats": readonly unknown[] | null;
      readonly "ThreatIntelIndicators": readonly unknown[] | null;
      readonly "Compliance": unknown;
      readonly "VerificationState": string | null;
      readonly "WorkflowState": string | null;
      readonly "Workflow": unknown;
      readonly "RecordState": string | null;
      readonly "RelatedFindings": readonly unknown[] | null;
      readonly "Note": unknown;
      readonly "Vulnerabilities": readonly unknown[] | null;
      readonly "PatchSummary": unknown;
      readonly "Action": unknown;
      readonly "FindingProviderFields": unknown;
      readonly "Sample": boolean | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Slack access logs of a team (`team.accessLogs`), fetched by the Slack app */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Slack audit logs of an Enterprise Grid (Audit Logs API) */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Slack integration logs of a team (`team.integrationLogs`), fetched by the Slack app */
    type record_slack_integration = {
      readonly "user_id": string | null;
      readonly "user_name": string | null;
      readonly "date": string | null;
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Rows that a scheduled query of StreamAlert found, sent on to the classifier */
    type record_streamquery_version1 = {
      readonly "streamquery_schema_version": string | null;
      readonly "execution": unknown;
      readonly "data": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Suricata eve.json alerts: a signature fits what went over the network */
    type record_suricata_alert = {
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "alert": unknown;
      readonly "flow_id": unknown;
      readonly "in_iface": string | null;
      readonly "src_ip": string | null;
      readonly "src_port": number | null;
      readonly "dest_ip": string | null;
      readonly "dest_port": number | null;
      readonly "proto": string | null;
      readonly "app_proto": string | null;
      readonly "community_id": string | null;
      readonly "tx_id": number | null;
      readonly "pcap_cnt": number | null;
      readonly "vlan": readonly unknown[] | null;
      readonly "host": string | null;
      readonly "ether": unknown;
      readonly "http": unknown;
      readonly "dns": unknown;
      readonly "tls": unknown;
      readonly "ssh": unknown;
      readonly "smb": unknown;
      readonly "flow": unknown;
      readonly "fileinfo": unknown;
      readonly "payload": string | null;
      readonly "payload_printable": string | null;
      readonly "stream": number | null;
      readonly "packet": string | null;
      readonly "packet_info": unknown;
      readonly "metadata": unknown;
      readonly "direction": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Suricata eve.json events other than alerts: flows, DNS, TLS, HTTP, files, SSH, SMB, statistics; `event_type` says which */
    type record_suricata_eve = {
      readonly "timestamp": string | null;
      readonly "event_type": string | null;
      readonly "flow_id": unknown;
      readonly "in_iface": string | null;
      readonly "src_ip": string | null;
      readonly "src_port": number | null;
      readonly "dest_ip": string | null;
      readonly "dest_port": number | null;
      readonly "proto": string | null;
      readonly "app_proto": string | null;
      readonly "community_id": string | null;
      readonly "tx_id": number | null;
      readonly "pcap_cnt": number | null;
      readonly "vlan": readonly unknown[] | null;
      readonly "host": string | null;
      readonly "ether": unknown;
      readonly "http": unknown;
      readonly "dns": unknown;
      readonly "tls": unknown;
      readonly "ssh": unknown;
      readonly "smb": unknown;
      readonly "flow": unknown;
      readonly "fileinfo": unknown;
      readonly "payload": string | null;
      readonly "payload_printable": string | null;
      readonly "stream": number | null;
      readonly "packet": string | null;
      readonly "packet_info": unknown;
      readonly "metadata": unknown;
      readonly "direction": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Suricata and Snort alerts as fast.log has them, one line each */
    type record_suricata_fast = {
      readonly "timestamp": string | null;
      readonly "action": string | null;
      readonly "gid": string | null;
      readonly "signature_id": string | null;
      readonly "rev": string | null;
      readonly "signature": string | null;
      readonly "classification": string | null;
      readonly "priority": string | null;
      readonly "protocol": string | null;
      readonly "src_ip": string | null;
      readonly "src_port": string | null;
      readonly "dest_ip": string | null;
      readonly "dest_port": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Syslog lines of RFC 3164 as senders write them over the network: with priority, year, fractions, or program names of other characters */
    type record_syslog_bsd = {
      readonly "priority": string | null;
      readonly "timestamp": string | null;
      readonly "host": string | null;
      readonly "application": string | null;
      readonly "pid": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "process"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Syslog lines with the whole time, as rsyslog, syslog-ng and systemd write them today: `2026-03-14T11:42:07.089+01:00 host program[pid]: message` */
    type record_syslog_iso = {
      readonly "priority": string | null;
      readonly "timestamp": string | null;
      readonly "host": string | null;
      readonly "application": string | null;
      readonly "pid": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "process"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Syslog messages of RFC 5424: `<134>1 2026-03-14T11:42:07Z host program pid id [data] message` */
    type record_syslog_rfc5424 = {
      readonly "priority": string | null;
      readonly "version": string | null;
      readonly "timestamp": string | null;
      readonly "host": string | null;
      readonly "application": string | null;
      readonly "pid": string | null;
      readonly "message_id": string | null;
      readonly "structured_data": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "process"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Syslog lines without the name of a program: `Mar 14 11:42:07 host message`, as network devices and `logger` write them */
    type record_syslog_untagged = {
      readonly "priority": string | null;
      readonly "timestamp": string | null;
      readonly "host": string | null;
      readonly "message": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Teleport audit events: sign-ins, sessions, certificates; `event` and `code` say which */
    type record_teleport_audit = {
      readonly "event": string | null;
      readonly "code": string | null;
      readonly "time": string | null;
      readonly "uid": string | null;
      readonly "ei": unknown;
      readonly "cluster_name": string | null;
      readonly "user": string | null;
      readonly "login": string | null;
      readonly "success": boolean | null;
      readonly "method": string | null;
      readonly "error": string | null;
      readonly "addr.local": string | null;
      readonly "addr.remote": string | null;
      readonly "sid": string | null;
      readonly "namespace": string | null;
      readonly "server_id": string | null;
      readonly "server_hostname": string | null;
      readonly "proto": string | null;
      readonly "cert_type": string | null;
      readonly "identity": unknown;
      readonly "user_agent": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Traefik access log as JSON */
    type record_traefik_access = {
      readonly "ClientHost": string | null;
      readonly "RequestMethod": string | null;
      readonly "RequestPath": string | null;
      readonly "DownstreamStatus": number | null;
      readonly "StartUTC": string | null;
      readonly "ClientAddr": string | null;
      readonly "ClientPort": string | null;
      readonly "ClientUsername": string | null;
      readonly "DownstreamContentSize": number | null;
      readonly "Duration": number | null;
      readonly "OriginStatus": number | null;
      readonly "RequestAddr": string | null;
      readonly "RequestContentSize": number | null;
      readonly "RequestCount": number | null;
      readonly "RequestHost": string | null;
      readonly "RequestPort": string | null;
      readonly "RequestProtocol": string | null;
      readonly "RequestScheme": string | null;
      readonly "RetryAttempts": number | null;
      readonly "RouterName": string | null;
      readonly "ServiceAddr": string | null;
      readonly "ServiceName": string | null;
      readonly "ServiceURL": unknown;
      readonly "StartLocal": string | null;
      readonly "TLSVersion": string | null;
      readonly "TLSCipher": string | null;
      readonly "entryPointName": string | null;
      readonly "level": string | null;
      readonly "msg": string | null;
      readonly "time": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Trend Micro Deep Security anti-malware events, sent as lists to an SNS topic */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** The line with the names of the fields at the top of a VPC flow log file; no rule reads it */
    type record_vpcflow_header = {
      readonly "fields": string | null;
    };
    /** VPC flow logs as JSON or Parquet objects: the field names of AWS with underscores, whatever fields the flow log has */
    type record_vpcflow_json = {
      readonly "interface_id": string | null;
      readonly "srcaddr": string | null;
      readonly "dstaddr": string | null;
      readonly "action": string | null;
      readonly "version": unknown;
      readonly "account_id": string | null;
      readonly "srcport": unknown;
      readonly "dstport": unknown;
      readonly "protocol": unknown;
      readonly "packets": unknown;
      readonly "bytes": unknown;
      readonly "start": unknown;
      readonly "end": unknown;
      readonly "log_status": string | null;
      readonly "vpc_id": string | null;
      readonly "subnet_id": string | null;
      readonly "instance_id": string | null;
      readonly "tcp_flags": unknown;
      readonly "type": string | null;
      readonly "pkt_srcaddr": string | null;
      readonly "pkt_dstaddr": string | null;
      readonly "region": string | null;
      readonly "az_id": string | null;
      readonly "flow_direction": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Transit Gateway flow logs in the default format: `version resource-type account-id tgw-id …` */
    type record_vpcflow_transit_gateway = {
      readonly "version": string | null;
      readonly "resource_type": string | null;
      readonly "account_id": string | null;
      readonly "tgw_id": string | null;
      readonly "tgw_attachment_id": string | null;
      readonly "tgw_src_vpc_account_id": string | null;
      readonly "tgw_dst_vpc_account_id": string | null;
      readonly "tgw_src_vpc_id": string | null;
      readonly "tgw_dst_vpc_id": string | null;
      readonly "tgw_src_subnet_id": string | null;
      readonly "tgw_dst_subnet_id": string | null;
      readonly "tgw_src_eni": string | null;
      readonly "tgw_dst_eni": string | null;
      readonly "tgw_src_az_id": string | null;
      readonly "tgw_dst_az_id": string | null;
      readonly "tgw_pair_attachment_id": string | null;
      readonly "srcaddr": string | null;
      readonly "dstaddr": string | null;
      readonly "srcport": string | null;
      readonly "dstport": string | null;
      readonly "protocol": string | null;
      readonly "packets": string | null;
      readonly "bytes": string | null;
      readonly "start": string | null;
      readonly "end": string | null;
      readonly "log_status": string | null;
      readonly "type": string | null;
      readonly "packets_lost_no_route": string | null;
      readonly "packets_lost_blackhole": string | null;
      readonly "packets_lost_mtu_exceeded": string | null;
      readonly "packets_lost_ttl_expired": string | null;
      readonly "tcp_flags": string | null;
      readonly "region": string | null;
      readonly "flow_direction": string | null;
      readonly "pkt_src_aws_service": string | null;
      readonly "pkt_dst_aws_service": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** VPC flow logs in the default format (version 2, 14 values), as delivered to S3 */
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
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** VPC flow logs with all fields up to version 3 (21 values), in the order of the AWS documentation */
    type record_vpcflow_v3 = {
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
      readonly "vpc_id": string | null;
      readonly "subnet_id": string | null;
      readonly "instance_id": string | null;
      readonly "tcp_flags": string | null;
      readonly "type": string | null;
      readonly "pkt_srcaddr": string | null;
      readonly "pkt_dstaddr": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** VPC flow logs with all fields up to version 4 (25 values), in the order of the AWS documentation */
    type record_vpcflow_v4 = {
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
      readonly "vpc_id": string | null;
      readonly "subnet_id": string | null;
      readonly "instance_id": string | null;
      readonly "tcp_flags": string | null;
      readonly "type": string | null;
      readonly "pkt_srcaddr": string | null;
      readonly "pkt_dstaddr": string | null;
      readonly "region": string | null;
      readonly "az_id": string | null;
      readonly "sublocation_type": string | null;
      readonly "sublocation_id": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** VPC flow logs with all fields up to version 5 (29 values), in the order of the AWS documentation */
    type record_vpcflow_v5 = {
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
      readonly "vpc_id": string | null;
      readonly "subnet_id": string | null;
      readonly "instance_id": string | null;
      readonly "tcp_flags": string | null;
      readonly "type": string | null;
      readonly "pkt_srcaddr": string | null;
      readonly "pkt_dstaddr": string | null;
      readonly "region": string | null;
      readonly "az_id": string | null;
      readonly "sublocation_type": string | null;
      readonly "sublocation_id": string | null;
      readonly "pkt_src_aws_service": string | null;
      readonly "pkt_dst_aws_service": string | null;
      readonly "flow_direction": string | null;
      readonly "traffic_path": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** VPC flow logs with all fields up to version 8 (40 values: those of version 5, of ECS, and why traffic was refused), in the order of the AWS documentation */
    type record_vpcflow_v8 = {
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
      readonly "vpc_id": string | null;
      readonly "subnet_id": string | null;
      readonly "instance_id": string | null;
      readonly "tcp_flags": string | null;
      readonly "type": string | null;
      readonly "pkt_srcaddr": string | null;
      readonly "pkt_dstaddr": string | null;
      readonly "region": string | null;
      readonly "az_id": string | null;
      readonly "sublocation_type": string | null;
      readonly "sublocation_id": string | null;
      readonly "pkt_src_aws_service": string | null;
      readonly "pkt_dst_aws_service": string | null;
      readonly "flow_direction": string | null;
      readonly "traffic_path": string | null;
      readonly "ecs_cluster_arn": string | null;
      readonly "ecs_cluster_name": string | null;
      readonly "ecs_container_instance_arn": string | null;
      readonly "ecs_container_instance_id": string | null;
      readonly "ecs_container_id": string | null;
      readonly "ecs_second_container_id": string | null;
      readonly "ecs_service_name": string | null;
      readonly "ecs_task_definition_arn": string | null;
      readonly "ecs_task_arn": string | null;
      readonly "ecs_task_id": string | null;
      readonly "reject_reason": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "account"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** vsftpd log of connections, sign-ins and transfers (`/var/log/vsftpd.log`, `xferlog_std_format=NO`) */
    type record_vsftpd_log = {
      readonly "timestamp": string | null;
      readonly "pid": string | null;
      readonly "user": string | null;
      readonly "outcome": string | null;
      readonly "action": string | null;
      readonly "client": string | null;
      readonly "details": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** AWS WAF web ACL traffic logs: one JSON object for each inspected request, delivered to S3, Firehose or CloudWatch Logs */
    type record_waf_log = {
      readonly "timestamp": number | null;
      readonly "formatVersion": number | null;
      readonly "webaclId": string | null;
      readonly "action": string | null;
      readonly "httpRequest": unknown;
      readonly "terminatingRuleId": string | null;
      readonly "terminatingRuleType": string | null;
      readonly "terminatingRuleMatchDetails": unknown;
      readonly "httpSourceName": string | null;
      readonly "httpSourceId": string | null;
      readonly "ruleGroupList": readonly unknown[] | null;
      readonly "rateBasedRuleList": readonly unknown[] | null;
      readonly "nonTerminatingMatchingRules": readonly unknown[] | null;
      readonly "requestHeadersInserted": unknown;
      readonly "responseCodeSent": unknown;
      readonly "labels": readonly unknown[] | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "country"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "resource"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Access logs of web servers in the common and combined format: Apache httpd, nginx, Traefik, LiteSpeed, Varnish; further columns are kept */
    type record_web_access = {
      readonly "client": string | null;
      readonly "ident": string | null;
      readonly "user": string | null;
      readonly "time": string | null;
      readonly "request": string | null;
      readonly "status": string | null;
      readonly "bytes": string | null;
      readonly "referer": string | null;
      readonly "user_agent": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Access logs of web servers that name the site first: Apache `vhost_combined`, nginx with `$host` */
    type record_web_access_vhost = {
      readonly "vhost": string | null;
      readonly "client": string | null;
      readonly "ident": string | null;
      readonly "user": string | null;
      readonly "time": string | null;
      readonly "request": string | null;
      readonly "status": string | null;
      readonly "bytes": string | null;
      readonly "referer": string | null;
      readonly "user_agent": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Webmin and Virtualmin log of actions (`webmin.log`) */
    type record_webmin_log = {
      readonly "id": string | null;
      readonly "time": string | null;
      readonly "user": string | null;
      readonly "session": string | null;
      readonly "client": string | null;
      readonly "module": string | null;
      readonly "script": string | null;
      readonly "action": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Events of any other Windows log as flat JSON, one event a line, of NXLog (`to_json`) or Logstash; `Channel` says which log */
    type record_windows_event = {
      readonly "EventID": unknown;
      readonly "Channel": string | null;
      readonly "Hostname": string | null;
      readonly "SourceName": string | null;
      readonly "@timestamp": string | null;
      readonly "EventTime": string | null;
      readonly "EventReceivedTime": string | null;
      readonly "TimeCreated": string | null;
      readonly "EventType": string | null;
      readonly "Severity": string | null;
      readonly "SeverityValue": unknown;
      readonly "Level": unknown;
      readonly "Keywords": unknown;
      readonly "Task": unknown;
      readonly "Opcode": string | null;
      readonly "OpcodeValue": unknown;
      readonly "RecordNumber": unknown;
      readonly "ProviderGuid": string | null;
      readonly "Version": unknown;
      readonly "ExecutionProcessID": unknown;
      readonly "ExecutionThreadID": unknown;
      readonly "ProcessID": unknown;
      readonly "ThreadID": unknown;
      readonly "ActivityID": string | null;
      readonly "Category": string | null;
      readonly "Message": string | null;
      readonly "AccountName": string | null;
      readonly "AccountType": string | null;
      readonly "Domain": string | null;
      readonly "UserID": string | null;
      readonly "SourceModuleName": string | null;
      readonly "SourceModuleType": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Windows events as XML, as the event log hands them out (`wevtutil`, Windows Event Forwarding, renderXml of collectors) */
    type record_windows_event_xml = {
      readonly "System": {
        readonly "EventID": unknown;
        readonly "Channel": string | null;
        readonly "Computer": string | null;
        readonly "TimeCreated": unknown;
      };
      readonly "EventData": unknown;
      readonly "UserData": unknown;
      readonly "RenderingInfo": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "registry_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Windows events as JSON with the structure of their XML: the output of evtx_dump and of tools built on it, `{"Event": {"System": …, "EventData": …}}` */
    type record_windows_evtx = {
      readonly "System": {
        readonly "EventID": unknown;
        readonly "Channel": string | null;
        readonly "Computer": string | null;
        readonly "TimeCreated": unknown;
      };
      readonly "EventData": unknown;
      readonly "UserData": unknown;
      readonly "RenderingInfo": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "registry_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Events of PowerShell as flat JSON, one event a line, of NXLog (`to_json`) or Logstash: script blocks, modules, engine */
    type record_windows_powershell = {
      readonly "EventID": unknown;
      readonly "Channel": string | null;
      readonly "Hostname": string | null;
      readonly "SourceName": string | null;
      readonly "@timestamp": string | null;
      readonly "EventTime": string | null;
      readonly "EventReceivedTime": string | null;
      readonly "TimeCreated": string | null;
      readonly "EventType": string | null;
      readonly "Severity": string | null;
      readonly "SeverityValue": unknown;
      readonly "Level": unknown;
      readonly "Keywords": unknown;
      readonly "Task": unknown;
      readonly "Opcode": string | null;
      readonly "OpcodeValue": unknown;
      readonly "RecordNumber": unknown;
      readonly "ProviderGuid": string | null;
      readonly "Version": unknown;
      readonly "ExecutionProcessID": unknown;
      readonly "ExecutionThreadID": unknown;
      readonly "ProcessID": unknown;
      readonly "ThreadID": unknown;
      readonly "ActivityID": string | null;
      readonly "Category": string | null;
      readonly "Message": string | null;
      readonly "AccountName": string | null;
      readonly "AccountType": string | null;
      readonly "Domain": string | null;
      readonly "UserID": string | null;
      readonly "SourceModuleName": string | null;
      readonly "SourceModuleType": string | null;
      readonly "ScriptBlockText": string | null;
      readonly "ScriptBlockId": string | null;
      readonly "Path": string | null;
      readonly "Payload": string | null;
      readonly "ContextInfo": string | null;
      readonly "MessageNumber": unknown;
      readonly "MessageTotal": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Events of the Windows Security log as flat JSON, one event a line, of NXLog (`to_json`) or Logstash: sign-ins, accounts, processes, objects */
    type record_windows_security = {
      readonly "EventID": unknown;
      readonly "Channel": string | null;
      readonly "Hostname": string | null;
      readonly "SourceName": string | null;
      readonly "@timestamp": string | null;
      readonly "EventTime": string | null;
      readonly "EventReceivedTime": string | null;
      readonly "TimeCreated": string | null;
      readonly "EventType": string | null;
      readonly "Severity": string | null;
      readonly "SeverityValue": unknown;
      readonly "Level": unknown;
      readonly "Keywords": unknown;
      readonly "Task": unknown;
      readonly "Opcode": string | null;
      readonly "OpcodeValue": unknown;
      readonly "RecordNumber": unknown;
      readonly "ProviderGuid": string | null;
      readonly "Version": unknown;
      readonly "ExecutionProcessID": unknown;
      readonly "ExecutionThreadID": unknown;
      readonly "ProcessID": unknown;
      readonly "ThreadID": unknown;
      readonly "ActivityID": string | null;
      readonly "Category": string | null;
      readonly "Message": string | null;
      readonly "AccountName": string | null;
      readonly "AccountType": string | null;
      readonly "Domain": string | null;
      readonly "UserID": string | null;
      readonly "SourceModuleName": string | null;
      readonly "SourceModuleType": string | null;
      readonly "SubjectUserName": string | null;
      readonly "SubjectUserSid": string | null;
      readonly "SubjectDomainName": string | null;
      readonly "SubjectLogonId": string | null;
      readonly "TargetUserName": string | null;
      readonly "TargetUserSid": string | null;
      readonly "TargetDomainName": string | null;
      readonly "TargetLogonId": string | null;
      readonly "LogonType": unknown;
      readonly "LogonProcessName": string | null;
      readonly "AuthenticationPackageName": string | null;
      readonly "WorkstationName": string | null;
      readonly "IpAddress": string | null;
      readonly "IpPort": unknown;
      readonly "NewProcessName": string | null;
      readonly "NewProcessId": string | null;
      readonly "ProcessName": string | null;
      readonly "ParentProcessName": string | null;
      readonly "CommandLine": string | null;
      readonly "ObjectName": string | null;
      readonly "ObjectType": string | null;
      readonly "AccessMask": string | null;
      readonly "ShareName": string | null;
      readonly "ServiceName": string | null;
      readonly "TicketOptions": string | null;
      readonly "Status": string | null;
      readonly "SubStatus": string | null;
      readonly "SourceAddress": string | null;
      readonly "SourcePort": unknown;
      readonly "DestAddress": string | null;
      readonly "DestPort": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Windows events as Log Analytics and Sentinel keep them (tables SecurityEvent and Event) */
    type record_windows_sentinel = {
      readonly "Computer": string | null;
      readonly "EventID": unknown;
      readonly "Type": string | null;
      readonly "TimeGenerated": string | null;
      readonly "TenantId": string | null;
      readonly "SourceSystem": string | null;
      readonly "Account": string | null;
      readonly "AccountType": string | null;
      readonly "EventSourceName": string | null;
      readonly "Channel": string | null;
      readonly "Task": unknown;
      readonly "Level": unknown;
      readonly "Activity": string | null;
      readonly "EventData": unknown;
      readonly "Source": string | null;
      readonly "EventLog": string | null;
      readonly "RenderedDescription": string | null;
      readonly "ParameterXml": string | null;
      readonly "UserName": string | null;
      readonly "SubjectUserName": string | null;
      readonly "TargetUserName": string | null;
      readonly "IpAddress": string | null;
      readonly "NewProcessName": string | null;
      readonly "CommandLine": string | null;
      readonly "ParentProcessName": string | null;
      readonly "LogonType": unknown;
      readonly "_ResourceId": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Sysmon events as flat JSON, one event a line, of NXLog (`to_json`) or Logstash: processes, connections, files, registry, DNS */
    type record_windows_sysmon = {
      readonly "EventID": unknown;
      readonly "Channel": string | null;
      readonly "Hostname": string | null;
      readonly "SourceName": string | null;
      readonly "@timestamp": string | null;
      readonly "EventTime": string | null;
      readonly "EventReceivedTime": string | null;
      readonly "TimeCreated": string | null;
      readonly "EventType": string | null;
      readonly "Severity": string | null;
      readonly "SeverityValue": unknown;
      readonly "Level": unknown;
      readonly "Keywords": unknown;
      readonly "Task": unknown;
      readonly "Opcode": string | null;
      readonly "OpcodeValue": unknown;
      readonly "RecordNumber": unknown;
      readonly "ProviderGuid": string | null;
      readonly "Version": unknown;
      readonly "ExecutionProcessID": unknown;
      readonly "ExecutionThreadID": unknown;
      readonly "ProcessID": unknown;
      readonly "ThreadID": unknown;
      readonly "ActivityID": string | null;
      readonly "Category": string | null;
      readonly "Message": string | null;
      readonly "AccountName": string | null;
      readonly "AccountType": string | null;
      readonly "Domain": string | null;
      readonly "UserID": string | null;
      readonly "SourceModuleName": string | null;
      readonly "SourceModuleType": string | null;
      readonly "RuleName": string | null;
      readonly "UtcTime": string | null;
      readonly "ProcessGuid": string | null;
      readonly "ProcessId": unknown;
      readonly "Image": string | null;
      readonly "CommandLine": string | null;
      readonly "CurrentDirectory": string | null;
      readonly "User": string | null;
      readonly "LogonGuid": string | null;
      readonly "LogonId": string | null;
      readonly "IntegrityLevel": string | null;
      readonly "Hashes": string | null;
      readonly "ParentProcessGuid": string | null;
      readonly "ParentProcessId": unknown;
      readonly "ParentImage": string | null;
      readonly "ParentCommandLine": string | null;
      readonly "TargetFilename": string | null;
      readonly "ImageLoaded": string | null;
      readonly "TargetObject": string | null;
      readonly "Details": string | null;
      readonly "QueryName": string | null;
      readonly "QueryResults": string | null;
      readonly "SourceIp": string | null;
      readonly "SourcePort": unknown;
      readonly "DestinationIp": string | null;
      readonly "DestinationPort": unknown;
      readonly "DestinationHostname": string | null;
      readonly "Protocol": string | null;
      readonly "SourceImage": string | null;
      readonly "TargetImage": string | null;
      readonly "GrantedAccess": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "process_path"?: NormalizedEntries;
        readonly "registry_path"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek conn.log as JSON: connections */
    type record_zeek_conn = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "proto": string | null;
      readonly "conn_state": string | null;
      readonly "orig_pkts": number | null;
      readonly "resp_pkts": number | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "service": string | null;
      readonly "duration": number | null;
      readonly "orig_bytes": number | null;
      readonly "resp_bytes": number | null;
      readonly "local_orig": boolean | null;
      readonly "local_resp": boolean | null;
      readonly "missed_bytes": number | null;
      readonly "history": string | null;
      readonly "orig_ip_bytes": number | null;
      readonly "resp_ip_bytes": number | null;
      readonly "tunnel_parents": readonly unknown[] | null;
      readonly "ip_proto": number | null;
      readonly "community_id": string | null;
      readonly "vlan": number | null;
      readonly "orig_l2_addr": string | null;
      readonly "resp_l2_addr": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek conn.log in the tab-separated form, below its `#` lines: connections */
    type record_zeek_conn_tsv = {
      readonly "ts": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": string | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": string | null;
      readonly "proto": string | null;
      readonly "conn_state": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek dce_rpc.log as JSON: remote procedure calls of Windows */
    type record_zeek_dce_rpc = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "endpoint": string | null;
      readonly "operation": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "rtt": number | null;
      readonly "named_pipe": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek dhcp.log as JSON: DHCP leases */
    type record_zeek_dhcp = {
      readonly "ts": unknown;
      readonly "uids": readonly unknown[] | null;
      readonly "msg_types": readonly unknown[] | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "client_addr": string | null;
      readonly "server_addr": string | null;
      readonly "mac": string | null;
      readonly "host_name": string | null;
      readonly "client_fqdn": string | null;
      readonly "domain": string | null;
      readonly "requested_addr": string | null;
      readonly "assigned_addr": string | null;
      readonly "lease_time": number | null;
      readonly "client_message": string | null;
      readonly "server_message": string | null;
      readonly "duration": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "network_interface"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek dns.log as JSON: DNS queries and answers */
    type record_zeek_dns = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "proto": string | null;
      readonly "AA": boolean | null;
      readonly "TC": boolean | null;
      readonly "RD": boolean | null;
      readonly "RA": boolean | null;
      readonly "rejected": boolean | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "trans_id": number | null;
      readonly "rtt": number | null;
      readonly "query": string | null;
      readonly "qclass": number | null;
      readonly "qclass_name": string | null;
      readonly "qtype": number | null;
      readonly "qtype_name": string | null;
      readonly "rcode": number | null;
      readonly "rcode_name": string | null;
      readonly "Z": number | null;
      readonly "answers": readonly unknown[] | null;
      readonly "TTLs": readonly unknown[] | null;
      readonly "opcode": number | null;
      readonly "opcode_name": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek dns.log in the tab-separated form, below its `#` lines: DNS queries and answers */
    type record_zeek_dns_tsv = {
      readonly "ts": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": string | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": string | null;
      readonly "proto": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek files.log as JSON: files that went over the network */
    type record_zeek_files = {
      readonly "ts": unknown;
      readonly "fuid": string | null;
      readonly "source": string | null;
      readonly "seen_bytes": number | null;
      readonly "missing_bytes": number | null;
      readonly "overflow_bytes": number | null;
      readonly "timedout": boolean | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "tx_hosts": readonly unknown[] | null;
      readonly "rx_hosts": readonly unknown[] | null;
      readonly "conn_uids": readonly unknown[] | null;
      readonly "depth": number | null;
      readonly "analyzers": readonly unknown[] | null;
      readonly "mime_type": string | null;
      readonly "filename": string | null;
      readonly "duration": number | null;
      readonly "local_orig": boolean | null;
      readonly "is_orig": boolean | null;
      readonly "total_bytes": number | null;
      readonly "parent_fuid": string | null;
      readonly "md5": string | null;
      readonly "sha1": string | null;
      readonly "sha256": string | null;
      readonly "extracted": string | null;
      readonly "extracted_cutoff": boolean | null;
      readonly "extracted_size": number | null;
      readonly "entropy": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek files.log in the tab-separated form, below its `#` lines: files that went over the network */
    type record_zeek_files_tsv = {
      readonly "ts": string | null;
      readonly "fuid": string | null;
      readonly "source": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek ftp.log as JSON: FTP commands */
    type record_zeek_ftp = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "user": string | null;
      readonly "command": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "password": string | null;
      readonly "arg": string | null;
      readonly "mime_type": string | null;
      readonly "file_size": number | null;
      readonly "reply_code": number | null;
      readonly "reply_msg": string | null;
      readonly "data_channel.passive": boolean | null;
      readonly "data_channel.orig_h": string | null;
      readonly "data_channel.resp_h": string | null;
      readonly "data_channel.resp_p": number | null;
      readonly "fuid": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "command"?: NormalizedEntries;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek http.log as JSON: HTTP requests */
    type record_zeek_http = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "trans_depth": number | null;
      readonly "request_body_len": number | null;
      readonly "response_body_len": number | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "method": string | null;
      readonly "host": string | null;
      readonly "uri": string | null;
      readonly "referrer": string | null;
      readonly "version": string | null;
      readonly "user_agent": string | null;
      readonly "origin": string | null;
      readonly "status_code": number | null;
      readonly "status_msg": string | null;
      readonly "info_code": number | null;
      readonly "info_msg": string | null;
      readonly "tags": readonly unknown[] | null;
      readonly "username": string | null;
      readonly "password": string | null;
      readonly "proxied": readonly unknown[] | null;
      readonly "orig_fuids": readonly unknown[] | null;
      readonly "orig_filenames": readonly unknown[] | null;
      readonly "orig_mime_types": readonly unknown[] | null;
      readonly "resp_fuids": readonly unknown[] | null;
      readonly "resp_filenames": readonly unknown[] | null;
      readonly "resp_mime_types": readonly unknown[] | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek http.log in the tab-separated form, below its `#` lines: HTTP requests */
    type record_zeek_http_tsv = {
      readonly "ts": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": string | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "url"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek kerberos.log as JSON: Kerberos tickets */
    type record_zeek_kerberos = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "request_type": string | null;
      readonly "service": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "client": string | null;
      readonly "success": boolean | null;
      readonly "error_msg": string | null;
      readonly "from": unknown;
      readonly "till": unknown;
      readonly "cipher": string | null;
      readonly "forwardable": boolean | null;
      readonly "renewable": boolean | null;
      readonly "client_cert_subject": string | null;
      readonly "client_cert_fuid": string | null;
      readonly "server_cert_subject": string | null;
      readonly "server_cert_fuid": string | null;
      readonly "auth_ticket": string | null;
      readonly "new_ticket": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek kerberos.log in the tab-separated form, below its `#` lines: Kerberos tickets */
    type record_zeek_kerberos_tsv = {
      readonly "ts": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": string | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek known_services.log as JSON: services of the own network */
    type record_zeek_known_services = {
      readonly "ts": unknown;
      readonly "host": string | null;
      readonly "port_num": number | null;
      readonly "port_proto": string | null;
      readonly "service": readonly unknown[] | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek modbus.log as JSON: Modbus functions */
    type record_zeek_modbus = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "func": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "tid": number | null;
      readonly "unit": number | null;
      readonly "pdu_type": string | null;
      readonly "exception": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek notice.log as JSON: what the scripts of the sensor find worth telling */
    type record_zeek_notice = {
      readonly "ts": unknown;
      readonly "note": string | null;
      readonly "actions": readonly unknown[] | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "fuid": string | null;
      readonly "file_mime_type": string | null;
      readonly "file_desc": string | null;
      readonly "proto": string | null;
      readonly "msg": string | null;
      readonly "sub": string | null;
      readonly "src": string | null;
      readonly "dst": string | null;
      readonly "p": number | null;
      readonly "n": number | null;
      readonly "peer_descr": string | null;
      readonly "email_dest": readonly unknown[] | null;
      readonly "suppress_for": number | null;
      readonly "remote_location.country_code": string | null;
      readonly "remote_location.region": string | null;
      readonly "remote_location.city": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek notice.log in the tab-separated form, below its `#` lines: what the scripts of the sensor find worth telling */
    type record_zeek_notice_tsv = {
      readonly "ts": string | null;
      readonly "note": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek ntlm.log as JSON: NTLM sign-ins */
    type record_zeek_ntlm = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "server_nb_computer_name": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "username": string | null;
      readonly "hostname": string | null;
      readonly "domainname": string | null;
      readonly "server_dns_computer_name": string | null;
      readonly "server_tree_name": string | null;
      readonly "success": boolean | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek ntp.log as JSON: time synchronisation */
    type record_zeek_ntp = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "version": number | null;
      readonly "mode": number | null;
      readonly "num_exts": number | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "stratum": number | null;
      readonly "poll": number | null;
      readonly "precision": number | null;
      readonly "root_delay": number | null;
      readonly "root_disp": number | null;
      readonly "ref_id": string | null;
      readonly "ref_time": unknown;
      readonly "org_time": unknown;
      readonly "rec_time": unknown;
      readonly "xmt_time": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek ocsp.log as JSON: answers whether certificates are still good */
    type record_zeek_ocsp = {
      readonly "ts": unknown;
      readonly "id": string | null;
      readonly "hashAlgorithm": string | null;
      readonly "issuerNameHash": string | null;
      readonly "issuerKeyHash": string | null;
      readonly "serialNumber": string | null;
      readonly "certStatus": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "revoketime": unknown;
      readonly "revokereason": string | null;
      readonly "thisUpdate": unknown;
      readonly "nextUpdate": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Any other Zeek log as JSON that names its stream in `_path` (json-streaming-logs, Corelight): capture_loss, stats, tunnel, dpd, sip, radius … */
    type record_zeek_other = {
      readonly "_path": string | null;
      readonly "ts": unknown;
      readonly "_write_ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Any other Zeek log in the tab-separated form, below its `#` lines */
    type record_zeek_other_tsv = {
      readonly "ts": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": string | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek pe.log as JSON: headers of Windows programs */
    type record_zeek_pe = {
      readonly "ts": unknown;
      readonly "id": string | null;
      readonly "machine": string | null;
      readonly "is_exe": boolean | null;
      readonly "is_64bit": boolean | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "compile_ts": unknown;
      readonly "os": string | null;
      readonly "subsystem": string | null;
      readonly "uses_aslr": boolean | null;
      readonly "uses_dep": boolean | null;
      readonly "uses_code_integrity": boolean | null;
      readonly "uses_seh": boolean | null;
      readonly "has_import_table": boolean | null;
      readonly "has_export_table": boolean | null;
      readonly "has_cert_table": boolean | null;
      readonly "has_debug_data": boolean | null;
      readonly "section_names": readonly unknown[] | null;
    };
    /** Zeek rdp.log as JSON: remote desktop sessions */
    type record_zeek_rdp = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "cert_count": number | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "cookie": string | null;
      readonly "result": string | null;
      readonly "security_protocol": string | null;
      readonly "client_channels": readonly unknown[] | null;
      readonly "keyboard_layout": string | null;
      readonly "client_build": string | null;
      readonly "client_name": string | null;
      readonly "client_dig_product_id": string | null;
      readonly "desktop_width": number | null;
      readonly "desktop_height": number | null;
      readonly "requested_color_depth": string | null;
      readonly "cert_type": string | null;
      readonly "cert_permanent": boolean | null;
      readonly "encryption_level": string | null;
      readonly "encryption_method": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek logs as JSON of a ROCK sensor (Kafka plugin): the stream is in `@stream`, and names have underscores where Zeek has dots */
    type record_zeek_rock = {
      readonly "@stream": string | null;
      readonly "@system": string | null;
      readonly "@proc": string | null;
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id_orig_h": string | null;
      readonly "id_orig_p": number | null;
      readonly "id_resp_h": string | null;
      readonly "id_resp_p": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "event_name"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "host"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_agent"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek smb_files.log as JSON: files on Windows shares */
    type record_zeek_smb_files = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "action": string | null;
      readonly "name": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "path": string | null;
      readonly "fuid": string | null;
      readonly "size": number | null;
      readonly "prev_name": string | null;
      readonly "times.modified": unknown;
      readonly "times.accessed": unknown;
      readonly "times.created": unknown;
      readonly "times.changed": unknown;
      readonly "data_offset_req": number | null;
      readonly "data_len_req": number | null;
      readonly "data_len_rsp": number | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek smb_files.log in the tab-separated form, below its `#` lines: files on Windows shares */
    type record_zeek_smb_files_tsv = {
      readonly "ts": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": string | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": string | null;
      readonly "action": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek smb_mapping.log as JSON: Windows shares that were mounted */
    type record_zeek_smb_mapping = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "share_type": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "path": string | null;
      readonly "service": string | null;
      readonly "native_file_system": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_path"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek smtp.log as JSON: mail transactions */
    type record_zeek_smtp = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "trans_depth": number | null;
      readonly "helo": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "mailfrom": string | null;
      readonly "rcptto": readonly unknown[] | null;
      readonly "date": string | null;
      readonly "from": string | null;
      readonly "to": readonly unknown[] | null;
      readonly "cc": readonly unknown[] | null;
      readonly "reply_to": string | null;
      readonly "msg_id": string | null;
      readonly "in_reply_to": string | null;
      readonly "subject": string | null;
      readonly "x_originating_ip": string | null;
      readonly "first_received": string | null;
      readonly "second_received": string | null;
      readonly "last_reply": string | null;
      readonly "path": readonly unknown[] | null;
      readonly "user_agent": string | null;
      readonly "tls": boolean | null;
      readonly "fuids": readonly unknown[] | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "email"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek snmp.log as JSON: SNMP requests */
    type record_zeek_snmp = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "version": string | null;
      readonly "get_requests": number | null;
      readonly "get_responses": number | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "duration": number | null;
      readonly "community": string | null;
      readonly "get_bulk_requests": number | null;
      readonly "set_requests": number | null;
      readonly "display_string": string | null;
      readonly "up_since": unknown;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek software.log as JSON: software that was seen on a host */
    type record_zeek_software = {
      readonly "ts": unknown;
      readonly "host": string | null;
      readonly "software_type": string | null;
      readonly "name": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "host_p": number | null;
      readonly "version.major": number | null;
      readonly "version.minor": number | null;
      readonly "version.minor2": number | null;
      readonly "version.minor3": number | null;
      readonly "version.addl": string | null;
      readonly "unparsed_version": string | null;
      readonly "url": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek ssh.log as JSON: SSH sessions */
    type record_zeek_ssh = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "auth_attempts": number | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "version": number | null;
      readonly "auth_success": boolean | null;
      readonly "direction": string | null;
      readonly "client": string | null;
      readonly "server": string | null;
      readonly "cipher_alg": string | null;
      readonly "mac_alg": string | null;
      readonly "compression_alg": string | null;
      readonly "kex_alg": string | null;
      readonly "host_key_alg": string | null;
      readonly "host_key": string | null;
      readonly "hassh": string | null;
      readonly "hasshServer": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "file_hash"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek ssh.log in the tab-separated form, below its `#` lines: SSH sessions */
    type record_zeek_ssh_tsv = {
      readonly "ts": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": string | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek ssl.log as JSON: TLS handshakes */
    type record_zeek_ssl = {
      readonly "ts": unknown;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "resumed": boolean | null;
      readonly "established": boolean | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "version": string | null;
      readonly "cipher": string | null;
      readonly "curve": string | null;
      readonly "server_name": string | null;
      readonly "last_alert": string | null;
      readonly "next_protocol": string | null;
      readonly "ssl_history": string | null;
      readonly "cert_chain_fps": readonly unknown[] | null;
      readonly "client_cert_chain_fps": readonly unknown[] | null;
      readonly "cert_chain_fuids": readonly unknown[] | null;
      readonly "client_cert_chain_fuids": readonly unknown[] | null;
      readonly "subject": string | null;
      readonly "issuer": string | null;
      readonly "client_subject": string | null;
      readonly "client_issuer": string | null;
      readonly "validation_status": string | null;
      readonly "sni_matches_cert": boolean | null;
      readonly "ja3": string | null;
      readonly "ja3s": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek ssl.log in the tab-separated form, below its `#` lines: TLS handshakes */
    type record_zeek_ssl_tsv = {
      readonly "ts": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": string | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek weird.log as JSON: traffic that breaks the rules of its protocol */
    type record_zeek_weird = {
      readonly "ts": unknown;
      readonly "name": string | null;
      readonly "notice": boolean | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "uid": string | null;
      readonly "id.orig_h": string | null;
      readonly "id.orig_p": number | null;
      readonly "id.resp_h": string | null;
      readonly "id.resp_p": number | null;
      readonly "addl": string | null;
      readonly "peer": string | null;
      readonly "source": string | null;
      readonly "identifier": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek weird.log in the tab-separated form, below its `#` lines: traffic that breaks the rules of its protocol */
    type record_zeek_weird_tsv = {
      readonly "ts": string | null;
      readonly "name": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek x509.log as JSON: certificates that were seen */
    type record_zeek_x509 = {
      readonly "ts": unknown;
      readonly "certificate.version": number | null;
      readonly "certificate.serial": string | null;
      readonly "certificate.subject": string | null;
      readonly "certificate.issuer": string | null;
      readonly "_path": string | null;
      readonly "_write_ts": unknown;
      readonly "_system_name": string | null;
      readonly "id": string | null;
      readonly "fingerprint": string | null;
      readonly "certificate.not_valid_before": unknown;
      readonly "certificate.not_valid_after": unknown;
      readonly "certificate.key_alg": string | null;
      readonly "certificate.sig_alg": string | null;
      readonly "certificate.key_type": string | null;
      readonly "certificate.key_length": number | null;
      readonly "certificate.exponent": string | null;
      readonly "certificate.curve": string | null;
      readonly "san.dns": readonly unknown[] | null;
      readonly "san.uri": readonly unknown[] | null;
      readonly "san.email": readonly unknown[] | null;
      readonly "san.ip": readonly unknown[] | null;
      readonly "basic_constraints.ca": boolean | null;
      readonly "basic_constraints.path_len": number | null;
      readonly "host_cert": boolean | null;
      readonly "client_cert": boolean | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zeek x509.log in the tab-separated form, below its `#` lines: certificates that were seen */
    type record_zeek_x509_tsv = {
      readonly "ts": string | null;
      readonly "certificate.subject": string | null;
      readonly "certificate.issuer": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "domain"?: NormalizedEntries;
        readonly "file_hash"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zendesk audit logs of the audit logs API */
    type record_zendesk_audit = {
      readonly "id": unknown;
      readonly "actor_id": unknown;
      readonly "source_id": unknown;
      readonly "source_type": string | null;
      readonly "action": string | null;
      readonly "created_at": string | null;
      readonly "url": string | null;
      readonly "action_label": string | null;
      readonly "source_label": string | null;
      readonly "change_description": string | null;
      readonly "ip_address": string | null;
      readonly "actor_name": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zoom sign-in and sign-out activities of the reports API */
    type record_zoom_activity = {
      readonly "email": string | null;
      readonly "time": string | null;
      readonly "type": string | null;
      readonly "ip_address": string | null;
      readonly "client_type": string | null;
      readonly "version": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "ip_address"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
    /** Zoom operation logs of the reports API: what administrators did */
    type record_zoom_operation = {
      readonly "time": string | null;
      readonly "operator": string | null;
      readonly "category_type": string | null;
      readonly "action": string | null;
      readonly "operation_detail": string | null;
      readonly streamalert_normalization?: {
        readonly streamalert_record_id?: string;
        readonly "event_name"?: NormalizedEntries;
        readonly "user_identity"?: NormalizedEntries;
      };
      readonly "streamalert:ioc"?: IndicatorsFound;
      readonly "streamalert:ioc_details"?: readonly unknown[];
    };
  }
}
export {};

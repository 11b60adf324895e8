import type { IndicatorType } from '../domain/indicator.ts';
import type { Finding } from '../domain/finding.ts';
import type { LogType } from '../domain/log-type.ts';
import type { Modules } from './clusters/active-modules.ts';
import type { Infrastructure, Terraform } from './global/infrastructure.ts';
import type { FunctionSettings } from './lambda/function-from.ts';
import type { Functions } from './lambda/functions.ts';
import type { ScheduledQueries } from './scheduled-queries.ts';
import type { SecretsStoreKind } from './secrets-store.ts';

/** `conf/` after checking: typed, defaults filled in, log types in the order in which they are tried. */
export interface Config {
  /** The directory as the operator named it. */
  readonly dir: string;
  readonly account: Account;
  readonly general: General;
  readonly clusters: readonly Cluster[];
  /** All log types, in the order of configuration.md 10.3. */
  readonly logTypes: readonly LogType[];
  readonly outputs: readonly OutputDestination[];
  readonly threatIntel: ThreatIntel;
  readonly lookupTables: LookupTables;
  readonly infrastructure: Infrastructure;
  readonly terraform: Terraform;
  readonly functions: Functions;
  readonly scheduledQueries: ScheduledQueries;
  /** Normalised types that any log type defines. */
  readonly normalizedTypes: ReadonlySet<string>;
  /**
   * Every file as it was read, by name without `.json` (`global`, `lambda`, `clusters/prod` …), for settings
   * that only the AWS runtime reads and so that a rewrite keeps unknown keys.
   */
  readonly files: ReadonlyMap<string, unknown>;
}

export interface Account {
  readonly awsAccountId: string;
  readonly prefix: string;
  readonly region: string;
  /** Alias of the key that encrypts secrets, without `alias/`. */
  readonly kmsKeyAlias: string;
}

/** Folders, resolved against the project's root (the parent of `conf/`). */
export interface General {
  readonly ruleLocations: readonly string[];
  readonly matcherLocations: readonly string[];
  readonly publisherLocations: readonly string[];
  /** Folders of parsers, which are loaded before the schemas that name them. */
  readonly parserLocations: readonly string[];
  readonly scheduledQueryLocations: readonly string[];
  /** npm packages that rules need. */
  readonly thirdPartyLibraries: readonly string[];
  /** Files that are copied into the build directory. */
  readonly terraformFiles: readonly string[];
  /** Where the credentials of outputs are kept. */
  readonly secretsStore: SecretsStoreKind;
}

export interface Cluster {
  readonly name: string;
  readonly file: string;
  readonly enableThreatIntel: boolean;
  readonly dataSources: readonly DataSource[];
  readonly classifier: FunctionSettings & { readonly functionName: string };
  readonly modules: Modules;
}

/** One stream, bucket, topic, app or local source with the log types it may carry. */
export interface DataSource {
  /** One of `sourceServices`; `http` and `file` in the embedded runtime alone. */
  readonly service: string;
  readonly resource: string;
  readonly cluster: string;
  /** As written: categories and full log types. */
  readonly logs: readonly string[];
}

/** One destination of `outputs.json`, with the resource it names where the service has one. */
export interface OutputDestination {
  readonly service: string;
  readonly descriptor: string;
  readonly resource: string | null;
}

export interface ThreatIntel {
  readonly enabled: boolean;
  readonly dynamodbTableName: string;
  /** Indicator type → normalised types. */
  readonly normalizedIocTypes: Readonly<Record<string, readonly string[]>>;
  readonly excludedIocs: Readonly<Record<string, readonly string[]>>;
  /** Feeds that the embedded runtime fetches by itself. */
  readonly feeds: readonly ThreatFeed[];
}

/** A feed of indicators that is fetched again and again. */
export interface ThreatFeed {
  readonly name: string;
  /** One of the formats of the feeds' room. */
  readonly format: string;
  readonly url: string;
  readonly refreshMinutes: number;
  /** Undefined: as is usual for the format. */
  readonly expiresDays: number | undefined;
  /** What the environment variable of its credential is named after. */
  readonly credential: string;
  readonly types: readonly IndicatorType[];
  /** Undefined: all. */
  readonly sources: readonly string[] | undefined;
  readonly excludedSubTypes: readonly string[];
  readonly collections: readonly string[];
  /** Keys of an entry that are kept; undefined: all. */
  readonly keys: readonly string[] | undefined;
}

export interface LookupTables {
  readonly enabled: boolean;
  readonly tables: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** What loading came to: the configuration unless a finding refuses it, and everything that was noticed. */
export interface LoadedConfig {
  readonly config: Config | undefined;
  readonly findings: readonly Finding[];
}

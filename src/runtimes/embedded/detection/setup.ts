import type { Severity } from '../../../domain/severity.ts';
import type { IndicatorSettings } from '../../../stages/threat-intel/mark-indicators.ts';

/** What a scan reads of a configuration: what records are, and what rules look things up in. */
export const partsOfScan = ['schemas', 'normalized_types', 'lookup_tables'] as const;

/** All a worker needs to know to do detection by itself; plain data, so that it can cross to another thread. */
export interface DetectionSetup {
  readonly configDir: string;
  /** Folders of rules, matchers and publishers. */
  readonly locations: {
    readonly rules: readonly string[];
    readonly matchers: readonly string[];
    readonly publishers: readonly string[];
  };
  /**
   * `all log types` tries every schema on every payload, as `scan` does; `data sources` only those that the
   * cluster files name for the batch's resource.
   */
  readonly candidates: 'all log types' | 'data sources';
  readonly filter: RecordFilter;
  /** Outputs that every alert goes to, whatever its rule says. */
  readonly requiredOutputs: readonly string[];
  /** `grouped` puts alike records together and keeps one example of each; `each` keeps all, for replay. */
  readonly quarantine: 'each' | 'grouped';
  /** From here on alerts of a rule are only counted; absent where every one of them counts. */
  readonly alertsPerRuleMax?: number;
  /** Whether results carry lines for the history. */
  readonly keepHistory: boolean;
  /** Folder of state: indicators and tables that are kept on this machine. Absent where there is none. */
  readonly dataDir?: string;
  /** `arrival`: rules see the time at which the data came, and tables as they were then. */
  readonly time: 'now' | 'arrival';
  /** What of records is looked up in threat intelligence; absent where nobody asks, which costs nothing. */
  readonly threatIntel?: IndicatorSettings & {
    /** Whether a listed value is an alert without any rule that says so. */
    readonly alerts: boolean;
  };
  /** How long one rule may take for one batch, and how long its asynchronous answers are waited for; 10 when absent. */
  readonly ruleTimeoutSeconds?: number;
  /** What holds until an update says otherwise. */
  readonly live: LiveSettings;
}

/** Indicators in the form that workers share: what is listed, and the file that says why. */
export interface LiveIndicators {
  readonly table: SharedArrayBuffer;
  readonly file: string;
  /** Somebody asks for exactly these: nothing is excluded from them. */
  readonly isExplicit?: boolean;
}

/** What changes while workers run; plain data and shared memory, so that it can cross to another thread. */
export interface LiveSettings {
  /** Rules whose alerts go to the required outputs alone. */
  readonly stagedRules: readonly string[];
  /** Rules that are not asked, such as one that did not come to an end. */
  readonly suspendedRules: readonly string[];
  /** Absent: none. */
  readonly indicators?: readonly LiveIndicators[];
}

export const nothingStaged: LiveSettings = { stagedRules: [], suspendedRules: [] };

/** Records that fall outside are counted as filtered. */
export interface RecordFilter {
  /** Event times, milliseconds since 1970 UTC; `until` is exclusive. */
  readonly since?: number;
  readonly until?: number;
  /** Log types or categories. */
  readonly logs?: readonly string[];
  /** Alerts below it are not made. */
  readonly minSeverity?: Severity;
}

/** Far more than any sound rule takes, and short enough that detection does not stand still. */
export const ruleTimeoutSecondsDefault = 10;

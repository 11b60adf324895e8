import type { Command } from '../command.ts';

/** A command in the list: enough for the list, so that only the one that is asked for is loaded. */
export interface ListedCommand {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** Commands that serve one purpose, in the order in which somebody meets them. */
export interface CommandGroup {
  readonly title: string;
  readonly commands: readonly ListedCommand[];
}

export const commandGroups: readonly CommandGroup[] = [
  {
    title: 'Look into logs',
    commands: [
      {
        name: 'scan',
        summary: 'Look for incidents in files and folders of logs',
        load: async () => (await import('./scan.ts')).scan,
      },
      {
        name: 'classify',
        summary: 'Say which log type records are, and why, or why they are none',
        load: async () => (await import('./classify.ts')).classify,
      },
    ],
  },
  {
    title: 'Run',
    commands: [
      {
        name: 'start',
        summary: 'Run everything on this machine: take logs in, detect, deliver alerts',
        load: async () => (await import('./start.ts')).start,
      },
      {
        name: 'status',
        summary: 'What came in, what became of it, and what waits',
        load: async () => (await import('./status.ts')).status,
      },
      {
        name: 'quarantine list',
        summary: 'Records that could not be classified, counted by what keeps them out',
        load: async () => (await import('./quarantine-list.ts')).quarantineList,
      },
      {
        name: 'quarantine show',
        summary: 'One record in quarantine: where it came from, what keeps it out, what to do',
        load: async () => (await import('./quarantine-show.ts')).quarantineShow,
      },
      {
        name: 'quarantine export',
        summary: 'Write records in quarantine to a file: whole, or raw as they arrived',
        load: async () => (await import('./quarantine-export.ts')).quarantineExport,
      },
      {
        name: 'reprocess',
        summary: 'Classify records in quarantine again, after a schema or a parser has changed',
        load: async () => (await import('./reprocess.ts')).reprocess,
      },
    ],
  },
  {
    title: 'Look after alerts',
    commands: [
      {
        name: 'alerts list',
        summary: 'Alerts and how far each has come with its outputs, newest first',
        load: async () => (await import('./alerts-list.ts')).alertsList,
      },
      {
        name: 'alerts show',
        summary: 'One alert: what happened, where it was sent, who looks after it, the record',
        load: async () => (await import('./alerts-show.ts')).alertsShow,
      },
      {
        name: 'alerts ack',
        summary: 'Say that somebody looks after alerts, here and where they were sent to',
        load: async () => (await import('./alerts-ack.ts')).alertsAck,
      },
      {
        name: 'alerts resolve',
        summary: 'Say that alerts are settled, here and where they were sent to',
        load: async () => (await import('./alerts-resolve.ts')).alertsResolve,
      },
      {
        name: 'alerts silence',
        summary: 'Keep alerts of one kind from being sent for a while; they are kept and counted',
        load: async () => (await import('./alerts-silence.ts')).alertsSilence,
      },
      {
        name: 'alerts silences',
        summary: 'The silences in force: what they mute, why, until when, and how much they muted',
        load: async () => (await import('./alerts-silences.ts')).alertsSilences,
      },
      {
        name: 'alerts silences show',
        summary: 'One silence and the alerts it muted, newest first',
        load: async () => (await import('./alerts-silences-show.ts')).alertsSilencesShow,
      },
      {
        name: 'alerts unsilence',
        summary: 'End a silence now: what is raised from here on is sent again',
        load: async () => (await import('./alerts-unsilence.ts')).alertsUnsilence,
      },
      {
        name: 'alerts retry',
        summary: 'Try again now what waits for an output, once it is mended',
        load: async () => (await import('./alerts-retry.ts')).alertsRetry,
      },
      {
        name: 'alerts dead-letter list',
        summary:
          'Alerts that an output did not take and that are not tried any more, with the reason',
        load: async () => (await import('./alerts-dead-letter-list.ts')).alertsDeadLetterList,
      },
      {
        name: 'alerts dead-letter retry',
        summary: 'Send alerts again that were given up, once the cause is mended',
        load: async () => (await import('./alerts-dead-letter-retry.ts')).alertsDeadLetterRetry,
      },
      {
        name: 'alerts dead-letter drop',
        summary:
          'Say that alerts that were given up shall never be sent; the alerts themselves stay',
        load: async () => (await import('./alerts-dead-letter-drop.ts')).alertsDeadLetterDrop,
      },
    ],
  },
  {
    title: 'Write rules',
    commands: [
      {
        name: 'new',
        summary: 'Begin a project of your own: conf/, rules/, editor and CI settings',
        load: async () => (await import('./new.ts')).newProject,
      },
      {
        name: 'rules new',
        summary: 'Begin a rule: its file, and test events that must alert and must not',
        load: async () => (await import('./rules-new.ts')).rulesNew,
      },
      {
        name: 'rules list',
        summary:
          'The rules there are: severity, log types, outputs, whether staged or disabled, and place',
        load: async () => (await import('./rules-list.ts')).rulesList,
      },
      {
        name: 'test',
        summary: 'Run the test events of the rules',
        load: async () => (await import('./test.ts')).test,
      },
      {
        name: 'explain',
        summary: 'Say why a rule does or does not alert on a record',
        load: async () => (await import('./explain.ts')).explain,
      },
      {
        name: 'alerts render',
        summary: 'Show what an output would get of an alert, without sending anything',
        load: async () => (await import('./alerts-render.ts')).alertsRender,
      },
      {
        name: 'types',
        summary: 'Write the TypeScript types of all records, from the schemas',
        load: async () => (await import('./types.ts')).types,
      },
    ],
  },
  {
    title: 'Operate rules',
    commands: [
      {
        name: 'rules stats',
        summary: 'What each rule was asked, matched and cost, and which never matched',
        load: async () => (await import('./rules-stats.ts')).rulesStats,
      },
      {
        name: 'rule-staging status',
        summary: 'Which rules are staged: their alerts are kept and not delivered',
        load: async () => (await import('./rule-staging-status.ts')).ruleStagingStatus,
      },
      {
        name: 'rule-staging enable',
        summary: 'Turn rule staging on or off in conf/global.json',
        load: async () => (await import('./rule-staging-enable.ts')).ruleStagingEnable,
      },
      {
        name: 'rule-staging stage',
        summary: 'Stage rules: their alerts are kept and listed, and not delivered',
        load: async () => (await import('./rule-staging-stage.ts')).ruleStagingStage,
      },
      {
        name: 'rule-staging unstage',
        summary: 'Make staged rules live: their alerts are delivered from now on',
        load: async () => (await import('./rule-staging-unstage.ts')).ruleStagingUnstage,
      },
      {
        name: 'rule-staging promote',
        summary: 'Make rules live whose staging time is over without too many alerts, now',
        load: async () => (await import('./rule-staging-promote.ts')).ruleStagingPromote,
      },
      {
        name: 'rule-staging digest',
        summary: 'Statistics of the staged rules: alerts, time left, what comes next',
        load: async () => (await import('./rule-staging-digest.ts')).ruleStagingDigest,
      },
    ],
  },
  {
    title: 'Outputs and their credentials',
    commands: [
      {
        name: 'output set',
        summary:
          'Set up a place alerts go to: its name in conf/outputs.json, its credentials encrypted',
        load: async () => (await import('./output-set.ts')).outputSet,
      },
      {
        name: 'output verify',
        summary: 'Send a test alert to an output, and say what came back',
        load: async () => (await import('./output-verify.ts')).outputVerify,
      },
      {
        name: 'output list',
        summary: 'The outputs of conf/outputs.json, as rules name them',
        load: async () => (await import('./output-list.ts')).outputList,
      },
      {
        name: 'output get',
        summary: 'Show what is stored for the outputs of a service; secrets only with --reveal',
        load: async () => (await import('./output-get.ts')).outputGet,
      },
      {
        name: 'output remove',
        summary: 'Take an output away: its name in conf/outputs.json, and its credentials',
        load: async () => (await import('./output-remove.ts')).outputRemove,
      },
      {
        name: 'output generate-skeleton',
        summary: 'Write a file for "output set-from-file", to be filled in',
        load: async () => (await import('./output-generate-skeleton.ts')).outputGenerateSkeleton,
      },
      {
        name: 'output set-from-file',
        summary: 'Set up many outputs out of one file: all of them, or none',
        load: async () => (await import('./output-set-from-file.ts')).outputSetFromFile,
      },
      {
        name: 'output rotate-key',
        summary: 'Encrypt the file of credentials with a new key',
        load: async () => (await import('./output-rotate-key.ts')).outputRotateKey,
      },
    ],
  },
  {
    title: 'What rules ask about',
    commands: [
      {
        name: 'lookup-tables describe-tables',
        summary: 'The lookup tables of the project and where each is kept',
        load: async () =>
          (await import('./lookup-tables-describe-tables.ts')).lookupTablesDescribeTables,
      },
      {
        name: 'lookup-tables get',
        summary: 'The value under a key of a lookup table',
        load: async () => (await import('./lookup-tables-get.ts')).lookupTablesGet,
      },
      {
        name: 'lookup-tables list-add',
        summary: 'Add a text to the list under a key of a lookup table',
        load: async () => (await import('./lookup-tables-list-add.ts')).lookupTablesListAdd,
      },
      {
        name: 'lookup-tables set',
        summary: 'Put a value under a key of a lookup table',
        load: async () => (await import('./lookup-tables-set.ts')).lookupTablesSet,
      },
      {
        name: 'lookup-tables set-from-json-file',
        summary: 'Put the JSON of a file under a key of a lookup table',
        load: async () =>
          (await import('./lookup-tables-set-from-json-file.ts')).lookupTablesSetFromJsonFile,
      },
      {
        name: 'threat-intel disable',
        summary: 'Do not look up records in threat intelligence any more',
        load: async () => (await import('./threat-intel-disable.ts')).threatIntelDisable,
      },
      {
        name: 'threat-intel enable',
        summary: 'Look up records in threat intelligence',
        load: async () => (await import('./threat-intel-enable.ts')).threatIntelEnable,
      },
      {
        name: 'threat-intel import',
        summary: 'Take indicators out of files',
        load: async () => (await import('./threat-intel-import.ts')).threatIntelImport,
      },
      {
        name: 'threat-intel remove',
        summary: 'Remove indicators: values, or all of a source or type',
        load: async () => (await import('./threat-intel-remove.ts')).threatIntelRemove,
      },
      {
        name: 'threat-intel search',
        summary: 'Say who has reported a value, as what, and until when it counts',
        load: async () => (await import('./threat-intel-search.ts')).threatIntelSearch,
      },
      {
        name: 'threat-intel status',
        summary: 'How many indicators there are, of what, and how the feeds are getting on',
        load: async () => (await import('./threat-intel-status.ts')).threatIntelStatus,
      },
      {
        name: 'threat-intel update',
        summary: 'Fetch the feeds of conf/threat_intel.json now',
        load: async () => (await import('./threat-intel-update.ts')).threatIntelUpdate,
      },
      {
        name: 'threat-intel-downloader configure',
        summary: 'Configure the download of indicators from ThreatStream',
        load: async () =>
          (await import('./threat-intel-downloader-configure.ts')).threatIntelDownloaderConfigure,
      },
      {
        name: 'threat-intel-downloader enable',
        summary: 'The form of earlier releases of: threat-intel-downloader configure --enable',
        load: async () =>
          (await import('./threat-intel-downloader-enable.ts')).threatIntelDownloaderEnable,
      },
      {
        name: 'threat-intel-downloader update-auth',
        summary: 'Check the credential of ThreatStream, or say where to put it',
        load: async () =>
          (await import('./threat-intel-downloader-update-auth.ts'))
            .threatIntelDownloaderUpdateAuth,
      },
    ],
  },
  {
    title: 'Configuration and schemas',
    commands: [
      {
        name: 'config check',
        summary: 'Check the configuration and name everything that is wrong with it',
        load: async () => (await import('./config-check.ts')).configCheck,
      },
      {
        name: 'migrate',
        summary: 'Bring the configuration of an earlier release into the current form',
        load: async () => (await import('./migrate.ts')).migrate,
      },
      {
        name: 'schema infer',
        summary: 'Write a schema from sample files that every one of their records fits',
        load: async () => (await import('./schema-infer.ts')).schemaInfer,
      },
      {
        name: 'schema diff',
        summary: 'Compare data with the schema of a log type: new, vanished and changed fields',
        load: async () => (await import('./schema-diff.ts')).schemaDiff,
      },
    ],
  },
];

export const commands: readonly ListedCommand[] = commandGroups.flatMap((group) => group.commands);

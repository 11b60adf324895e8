import { cloudTrailFiles } from './cloudtrail.ts';
import { flowLogFile } from './flow-logs.ts';
import { githubFile } from './github.ts';
import { linuxFile } from './linux.ts';
import { oktaFile } from './okta.ts';
import { osqueryFile } from './osquery.ts';
import type { SampleFile } from './sample-file.ts';

/** The logs of one day at the invented company Northwind: an intrusion among ordinary work. */
export const sampleFiles: readonly SampleFile[] = [
  ...cloudTrailFiles(),
  flowLogFile(),
  githubFile(),
  linuxFile(),
  oktaFile(),
  osqueryFile(),
];

import { consoleOutput } from './console/output.ts';
import { fileOutput } from './file/output.ts';
import type { Output } from './output.ts';
import { slack } from './slack/output.ts';
import { webhook } from './webhook/output.ts';

/** Every place alerts can be sent to. */
export const outputs: readonly Output[] = [consoleOutput, fileOutput, slack, webhook];

import type { OutputPorts } from '../src/outputs/output.ts';
import type { ServicePlace } from './output-examples.ts';

/** A service that something is wrong with, and how outputs reach it. */
export interface FaultyService {
  readonly place: ServicePlace;
  readonly ports: Partial<OutputPorts>;
  /** What must hold of the service after it was asked; gives what does not. */
  violation?(): string | undefined;
  close?(): Promise<unknown>;
}

export interface Fault {
  readonly name: string;
  /** Whether the delivery is tried again, given up, or has happened. */
  readonly meaning: 'later' | 'final' | 'goes on';
  /** What the one who reads the reason learns. */
  readonly reason: RegExp;
  /** The service is there, and refuses. */
  readonly isAnswered?: true;
  start(): Promise<FaultyService>;
}

import type { Distribution } from './distribution.ts';

/** What was found out about a machine; deciding is left to the functions that take it. */
export interface MachineFacts {
  /** Node's `process.platform`. */
  readonly platform: string;
  readonly distribution: Distribution;
  readonly isRoot: boolean;
  /** systemd runs as the first process, so that services are started through it. */
  readonly hasSystemd: boolean;
  readonly engine: EngineFacts;
  /** Where `DOCKER_HOST` or Docker's context looks for the engine; absent for the machine's own one. */
  readonly givenEngine?: string;
  /** Whether programs are installed; an engine that responds counts as `dockerd`. */
  readonly programs: { readonly docker: boolean; readonly dockerd: boolean };
  /** Version of the Compose plugin. */
  readonly composeVersion?: string;
  /** Packages by the version that apt would install; empty until it was asked, which only an installation does. */
  readonly candidates: Readonly<Record<string, string>>;
  /** What could be given to new processes; absent where the system does not say. */
  readonly availableMemoryMiB?: number;
  readonly disks: readonly DiskFacts[];
}

export type EngineFacts =
  | { readonly answers: true; readonly version: string; readonly memoryMiB: number; readonly cpus: number }
  | { readonly answers: false; readonly why: string };

export interface DiskFacts {
  /** What is kept there, such as "images". */
  readonly holds: string;
  readonly path: string;
  readonly freeMiB: number;
}

/** What the local environment requires of a machine. */
export interface MachineNeeds {
  readonly memoryMiB: number;
  readonly diskMiB: number;
}

/** Engines before 20.10 speak an API older than 1.41. */
export const oldestEngine = '20.10';
/** Compose 1 is a different program, without `--wait`. */
export const oldestCompose = '2.1';

import type { Finished } from '../processes/run.ts';

/** The machine as stores of certificates see it; a test gives a folder of its own. */
export interface TrustMachine {
  readonly platform: NodeJS.Platform;
  /** The user's home. */
  readonly home: string;
  /** What stands before the paths of the system: empty for the real one. */
  readonly root: string;
  /** Whether this user may change the system. */
  readonly isRoot: boolean;
  /** Whether `sudo` can ask for a password. */
  readonly hasTerminal: boolean;
  /** Runs a program and gives how it ended; exit code 127 where it is not there. */
  readonly run: (program: string, args: readonly string[], options?: RunChoice) => Promise<Finished>;
  /** Tells the user. */
  readonly say: (text: string) => void;
}

interface RunChoice {
  /** The program gets the terminal. */
  readonly inherit?: boolean;
}

/** Somewhere that certificate authorities are trusted. */
export interface TrustPlace {
  readonly kind: 'system' | 'chromium' | 'firefox';
  /** A folder, or a keychain. */
  readonly path: string;
}

/** What became of one place. */
export interface TrustOutcome {
  readonly kind: TrustPlace['kind'];
  readonly path: string;
  /** `absent`: there is no such thing on this machine. */
  readonly result: 'done' | 'already' | 'absent' | 'failed';
  readonly why?: string;
}

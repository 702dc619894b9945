import type { OneOffLaunch, StoreSide } from '../../operations/store-side.ts';

/** An interactive command in a one-off task. */
export interface ConsoleSession {
  readonly side: StoreSide;
  readonly launch: OneOffLaunch;
  readonly region: string;
  readonly command: readonly string[];
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

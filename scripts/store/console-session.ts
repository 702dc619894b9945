import type { OneOffLaunch } from '../../operations/one-off-launch.ts';
import type { Target } from '../../operations/target.ts';

/** An interactive command in a one-off task. */
export interface ConsoleSession {
  readonly target: Target;
  readonly launch: OneOffLaunch;
  readonly region: string;
  readonly command: readonly string[];
  readonly signal: AbortSignal;
  readonly say: (text: string) => void;
}

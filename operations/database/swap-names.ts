import type { EnvironmentName } from '../target.ts';
import { primaryOf } from './find-database.ts';

/** What instances are called before and after another one takes the primary’s place. */
export interface SwapNames {
  readonly primary: string;
  /** The instance that takes its place. */
  readonly restored: string;
  /** What the primary is called from then on. */
  readonly before: string;
  /** The same of the read replica; `restored` is made of the restored instance. */
  readonly replica: { readonly name: string; readonly restored: string; readonly before: string };
}

/** The names in an environment, where an instance takes the primary’s place at a time such as `20270115103000`. */
export function swapNames(environment: EnvironmentName, restored: string, stamp: string): SwapNames {
  const primary = primaryOf(environment);
  const before = `${primary}-before-${stamp}`;
  return {
    ...{ primary, restored, before },
    replica: {
      name: `${primary}-replica`,
      restored: `${restored}-replica`,
      before: `${before}-replica`,
    },
  };
}

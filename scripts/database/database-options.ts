import type { DatabaseWatch } from '../../operations/database/await-database.ts';
import type { EnvironmentName } from '../../operations/target.ts';
import type { Step } from '../../progress/progress.ts';
import type { ScriptOption } from '../script.ts';
import { storeOptions } from '../store/store-command.ts';

/** The options of every `db:*` script. */
export const databaseOptions: Readonly<Record<string, ScriptOption>> = {
  ...storeOptions,
  yes: { type: 'boolean', about: 'does not ask, for pipelines' },
};

/** How an operation is watched in a step: AWS takes minutes, and is asked less often. */
export function watchIn(step: Step, environment: EnvironmentName, signal: AbortSignal): DatabaseWatch {
  return { signal, onStatus: (status) => step.note(status), everyMs: environment === 'local' ? 300 : 10_000 };
}

/** A time for names, such as `20270115103000`. */
export function stampOf(date: Date): string {
  return date.toISOString().replaceAll(/\D/g, '').slice(0, 14);
}

import { environmentOption, regionOption } from '../../operations/target.ts';
import type { ScriptContext, ScriptOption } from '../script.ts';
import { storeOptions } from '../store/store-command.ts';
import type { ChangeRequest } from './change-environment.ts';

/** The options of scripts that change an environment which others use. */
export const changeOptions: Readonly<Record<string, ScriptOption>> = {
  ...storeOptions,
  yes: { type: 'boolean', about: 'does not ask, for pipelines' },
  'force-unlock': {
    type: 'boolean',
    about: 'takes the lock of the environment away from a holder that you know to be dead',
  },
};

/** What these options ask for. Raises `BAD_ENVIRONMENT` and `BAD_REGION`. */
export function changeRequest(
  script: string,
  { options }: Pick<ScriptContext, 'options'>,
  bringsCheckout: boolean,
): ChangeRequest {
  return {
    ...{ script, bringsCheckout, forceUnlock: options['force-unlock'] === true },
    environment: environmentOption(options.env),
    region: regionOption(options.region),
  };
}

import { nameOfBefore, trustVariableNames, valuesBefore } from '../../trust/trust-variables.ts';
import type { VariableChange } from './shell-lines.ts';
import { listenerPrefix, shellVariableNames } from './shell-variables.ts';

/**
 * What takes the variables of any local environment out of a shell again, whether it runs or not: those that named
 * certificate authorities before get their values back.
 */
export function unsetVariables(shell: Readonly<Record<string, string | undefined>>): VariableChange {
  const ofListeners = Object.keys(shell).filter((name) => name.startsWith(listenerPrefix));
  const before = valuesBefore(shell);
  const ofTrust = trustVariableNames.filter((name) => before[name] === undefined);
  return {
    unset: [...shellVariableNames, ...ofListeners, ...ofTrust, ...trustVariableNames.map(nameOfBefore)],
    set: Object.fromEntries(Object.entries(before).filter(([name, value]) => shell[name] !== value)),
  };
}

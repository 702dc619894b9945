import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { env, stderr, stdin } from 'node:process';
import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { type Inventory, takeInventory } from '../local/lifecycle/inventory/inventory.ts';
import { leftContexts } from '../local/lifecycle/prune/left-contexts.ts';
import { planPrune } from '../local/lifecycle/prune/plan-prune.ts';
import { type Pruned, prune } from '../local/lifecycle/prune/prune.ts';
import { trustedEnvironments } from '../local/trust/trust-records.ts';
import { asGiven } from './change/as-given.ts';
import { confirm } from './change/confirm.ts';
import { prunedText, prunePlanText } from './inventory/prune-text.ts';
import { localEnvironment } from './local-context.ts';
import { localData } from './removal/destroy-locally.ts';
import { runScript } from './run-script.ts';
import type { ScriptContext } from './script.ts';

await runScript({
  name: 'local:prune',
  about: 'removes images that nothing needs, and the state of environments that are gone, after asking',
  operands: '[ENVIRONMENT ...]',
  options: {
    all: { type: 'boolean', about: 'also images that the next start would use and no environment needs now' },
    'dry-run': { type: 'boolean', about: 'only show what would be removed' },
    yes: { type: 'boolean', about: 'do not ask' },
  },
  variables: { TMPDIR: 'where builds that were killed left their files (default /tmp)' },
  examples: ['', '--dry-run', '--all --yes', 'old-shop'],
  run: async (context) => {
    const { options, operands, json, print } = context;
    const environment = localEnvironment();
    const isAsked = options['dry-run'] !== true && options.yes !== true;
    const isRefused = isAsked && !(stdin.isTTY === true && stderr.isTTY === true);
    if (isRefused && operands.length === 0) throw nobodyToAsk(context);
    const engine = connectEngine();
    const inventory = await takeInventory(engine, dirname(environment.stateFolder));
    refuseWrongNames(inventory, operands);
    if (isRefused) throw nobodyToAsk(context);
    const contexts = await leftContexts(env.TMPDIR ?? tmpdir(), new Date());
    const plan = planPrune(inventory, contexts, {
      ...{ all: options.all === true, named: operands },
      current: environment.name,
    });
    if (options['dry-run'] === true) {
      print(json ? JSON.stringify({ wouldRemove: plan.items, left: plan.left }) : prunePlanText(plan));
      return 0;
    }
    if (!json) print(prunePlanText(plan));
    if (plan.items.length > 0 && isAsked) {
      await confirm({ question: questionFor(operands), otherwise: 'Nothing was removed' });
    }
    const pruned = await prune(engine, inventory, plan);
    if (json) print(JSON.stringify({ ...pruned, left: plan.left }));
    else if (plan.items.length > 0) print(prunedText(pruned));
    if (!json) await sayWhatIsTrusted(environment, pruned, print);
    return pruned.kept.length === 0 ? 0 : 1;
  },
});

/** Stores of certificates are outside of what is removed here. */
async function sayWhatIsTrusted(
  environment: LocalEnvironment,
  { removed }: Pruned,
  print: (text: string) => void,
): Promise<void> {
  const gone = removed.flatMap((item) => (item.kind === 'state' ? [item.environment] : []));
  for (const name of await trustedEnvironments(environment)) {
    if (!gone.includes(name)) continue;
    const undo = `${command('local:trust', { PARITY_ENVIRONMENT: name })} --undo`;
    print(`The certificates of ${name} are still trusted: ${undo}`);
  }
}

function questionFor(named: readonly string[]): string {
  return named.length === 0
    ? 'Remove all of this?'
    : `Remove all of this, with the ${localData} of ${named.join(', ')}?`;
}

function nobodyToAsk(context: Pick<ScriptContext, 'operands' | 'options'>): Failure {
  const same = asGiven('local:prune', context);
  return new Failure('NOT_CONFIRMED', 'Nothing was removed: there is no terminal to prompt on', {
    hint: `To see what would be removed: ${same} --dry-run. To remove it: ${same} --yes`,
  });
}

/** A name is of an environment with all of its data: none that runs, and no misspelt one. */
function refuseWrongNames({ environments }: Inventory, names: readonly string[]): void {
  for (const name of names) {
    const found = environments.find((each) => each.name === name);
    if (found === undefined) {
      const known = environments.map((each) => each.name).join(', ') || 'none';
      const message = `local:prune: there is no environment called '${name}'`;
      throw wrongUsage('NO_SUCH_ENVIRONMENT', message, `There are: ${known}. See: ${command('local:list')}`);
    }
    if (found.containers.length === 0) continue;
    throw new Failure('ENVIRONMENT_RUNS', `${name} has ${found.containers.length} containers`, {
      hint: `Stop it first: ${command('local:down', { PARITY_ENVIRONMENT: name })}`,
    });
  }
}

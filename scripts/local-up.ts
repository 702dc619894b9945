import { env } from 'node:process';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { wholeNumber } from '../json/whole-number.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { readPorts } from '../local/environment/ports.ts';
import { timeScales } from '../local/environment/time-scale.ts';
import { parseParameters } from '../local/lifecycle/parameters/given-parameters.ts';
import { machineNeeds } from '../local/machine/machine-needs.ts';
import { prepareMachine } from '../local/machine/prepare-machine.ts';
import type { Progress } from '../progress/progress.ts';
import { graceOption } from './grace-option.ts';
import { exclusively, localEnvironment } from './local-context.ts';
import { runScript } from './run-script.ts';
import { imageVariables, machineVariables, storeVariables } from './variables.ts';
import { welcome } from './welcome.ts';

await runScript({
  name: 'local:up',
  about: 'starts the store on this machine, or updates it to match its definition',
  options: {
    parameter: {
      type: 'string',
      value: 'NAME=VALUE',
      multiple: true,
      about:
        'value of a template parameter, or of a name that the template reads from Parameter Store; it is kept for later runs (may be repeated)',
    },
    'time-scale': {
      type: 'string',
      value: 'N',
      about: `runs metrics, alarms, cooldowns and schedules N times as fast (${timeScales.join(', ')}), until the next local:up without it; a change replaces all tasks`,
    },
    watch: {
      type: 'boolean',
      about:
        'runs live code: tasks get each changed file of the store, until the next local:up without it; goes on until Ctrl-C',
    },
    grace: {
      type: 'string',
      value: 'SECONDS',
      about:
        'gives new tasks that fail their health checks at most so long (20, 20s, 1m), until the next local:up without it; on AWS it is as the definition says',
    },
    adopt: { type: 'boolean', about: 'run this store with the data of another store' },
  },
  interrupted: 'Completed steps are kept; the next run continues from there.',
  variables: { ...storeVariables, ...imageVariables, ...machineVariables },
  examples: ['', '--watch', '--grace 20', '--time-scale 10', "--parameter /shop/greeting='good morning'"],
  run: async (context) => {
    const given = parseParameters(context.lists.parameter ?? []);
    const adopt = context.options.adopt === true;
    const timeScale = parseTimeScale(context.options['time-scale']);
    const longestGraceSeconds = graceOption(context.options.grace);
    const environment = localEnvironment();
    const { signal } = context;
    const watch = context.options.watch === true;
    const engine = connectEngine();
    const begunAt = Date.now();
    const start = async (progress: Progress) => {
      const needs = machineNeeds(env, (await readPorts(environment)) === undefined);
      const { stateFolder } = environment;
      // The rest is loaded while the machine is looked at, which is mostly waiting for another process.
      const [, { up }] = await Promise.all([
        prepareMachine({ engine, stateFolder, environment: env, needs, progress, signal }),
        import('../local/lifecycle/commands/up.ts'),
      ]);
      return await up(
        { environment, engine, variables: env, progress, signal },
        { given, adopt, timeScale, longestGraceSeconds, watch },
      );
    };
    const alone = <T>(work: () => Promise<T>) =>
      exclusively(environment, watch ? 'local:up --watch' : 'local:up', context, work);
    const { running, live } = await alone(() => start(context.progress));
    // `doors` is what `endpoints` was called before: scripts may read it.
    const { password: _, ...admin } = running.admin ?? {};
    const forScripts = { ...running, ...(running.admin && { admin }), doors: running.endpoints };
    // A pseudo-terminal of a pipeline is a log.
    const isPrivate = process.stdout.isTTY === true && (env.CI ?? '') === '';
    context.print(context.json ? JSON.stringify(forScripts) : welcome(environment, running, { isPrivate }));
    if (live === undefined) return 0;
    const { watchStore } = await import('./live/watch-store.ts');
    return await watchStore(context, live, {
      lifecycle: { environment, engine, variables: env },
      exclusively: alone,
      startAgain: (again) => alone(() => start(again)),
      begunAt,
    });
  },
});

/** The option `--time-scale`; 1 where it is absent. */
function parseTimeScale(text: string | boolean | undefined): number {
  if (typeof text !== 'string') return 1;
  const scale = wholeNumber(text);
  if (scale !== undefined && timeScales.includes(scale)) return scale;
  throw wrongUsage(
    'BAD_ARGUMENT',
    `--time-scale must be one of ${timeScales.join(', ')}, not '${text}'`,
    'For example: --time-scale 10',
  );
}

import { env, platform } from 'node:process';
import { command } from '../failure/command.ts';
import { Failure } from '../failure/failure.ts';
import { wrongUsage } from '../failure/wrong-usage.ts';
import { connectEngine } from '../local/docker/dockerode-engine.ts';
import { readListenerEndpoints } from '../local/environment/listener-endpoints.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import { startedPorts } from '../local/environment/ports.ts';
import { endpointsOf } from '../local/lifecycle/commands/endpoints.ts';
import { startDetached } from '../local/processes/start-detached.ts';
import { localEnvironment } from './local-context.ts';
import { openPage } from './open/open-page.ts';
import { pagesOf } from './open/pages.ts';
import { runScript } from './run-script.ts';

await runScript({
  name: 'local:open',
  about: 'opens the storefront, or another page, in the browser; without a browser it prints the address',
  operands: '[storefront|admin|mail|load-balancer]',
  mostOperands: 1,
  options: { print: { type: 'boolean', about: 'only print the address' } },
  variables: { BROWSER: 'program that opens the page (default: that of the desktop)' },
  examples: ['', 'admin', 'mail --print'],
  run: async ({ options, operands, json, print, say }) => {
    const [page = 'storefront'] = operands;
    const environment = localEnvironment();
    const ports = await startedPorts(environment);
    const pages = pagesOf(endpointsOf(environment, ports, await readListenerEndpoints(environment)));
    const url = pages[page];
    if (url === undefined) {
      throw badPage(`local:open does not know '${page}'`, Object.keys(pages).join(', '));
    }
    if (options.print !== true && !(await isServed(environment, new URL(url))))
      throw notRunning(environment.name);
    const opened =
      options.print !== true && (await openPage(url, { platform, variables: env }, startDetached, say));
    if (json) print(JSON.stringify({ page, url, opened }));
    else if (opened) say(`Opened ${url}`);
    else print(url);
    return 0;
  },
});

/** Whether the port is that of a container of the environment: one that is stopped may have lost it to another. */
async function isServed({ labels }: LocalEnvironment, { port }: URL): Promise<boolean> {
  const containers = await connectEngine().listContainers(labels);
  return containers.some(({ state, hostPorts }) => state === 'running' && hostPorts.includes(Number(port)));
}

function badPage(message: string, known: string): Failure {
  return wrongUsage('BAD_ARGUMENT', message, `Pages: ${known}. See: ${command('local:open')} --help`);
}

function notRunning(name: string): Failure {
  const message = `The local environment ${name} does not run`;
  return new Failure('ENVIRONMENT_NOT_RUNNING', message, { hint: `Start it: ${command('local:up')}` });
}

import { styleText } from 'node:util';
import { command } from '../failure/command.ts';
import type { LocalEnvironment } from '../local/environment/local-environment.ts';
import type { RunningStore } from '../local/lifecycle/commands/up.ts';
import { findingCounts } from './scaling/findings-text.ts';
import { timeScaleEffect } from './time-scale-effect.ts';

/** What `local:up` ends with: the endpoints, the admin's account, and how it differs from production. */
export function welcome(environment: LocalEnvironment, running: RunningStore): string {
  const { endpoints, admin, store, movedPorts } = running;
  const row = (title: string, text: string) => `  ${title.padEnd(14)}${text}`;
  return [
    '',
    styleText('bold', `${environment.name} is running.`),
    row('Storefront', endpoints.storefrontUrl),
    ...(admin === undefined
      ? []
      : [row('Admin', `${endpoints.adminUrl}   ${admin.email}`), row('', passwordHint())]),
    row('Mail', `${endpoints.mailUrl}   what the store sends is kept there, not delivered`),
    ...Object.entries(endpoints.listenerUrls).map(([name, url]) => row('Listener', `${url}   ${name}`)),
    // pnpm prints the command that it runs unless it is told so by its long option: `-s` is not enough.
    row('AWS endpoint', `${endpoints.awsEndpointUrl}   eval "$(${command('--silent local:env')})"`),
    row('Certificate', `signed by ${endpoints.certificateAuthority}: trust it to avoid browser warnings`),
    ...(store.kind === 'demo' ? [row('Store', store.why)] : []),
    ...movedPorts.map(({ endpoint, wanted, taken }) =>
      row('Port', `${wanted} is taken, so ${endpoint} uses ${taken}`),
    ),
    row('Differences', `${running.differences} (docs/differences.md)`),
    ...scalingRows(running).map((text) => row('Scaling', text)),
    ...timeScaleRows(running).map((text) => row('Time scale', text)),
  ].join('\n');
}

/** None where the template cannot be checked by itself. */
function scalingRows({ scalingFindings: counts }: RunningStore): readonly string[] {
  return counts === undefined ? [] : [`${findingCounts(counts)} (${command('scaling:check')})`];
}

/** None at the pace of AWS. */
function timeScaleRows({ timeScale }: RunningStore): readonly string[] {
  return timeScale === 1 ? [] : [`${timeScale}: ${timeScaleEffect(timeScale)}`];
}

/** The password itself stays out of terminals' histories and logs. */
function passwordHint(): string {
  return `password: eval "$(${command('--silent local:env')})" && echo "$ADMIN_PASSWORD"`;
}

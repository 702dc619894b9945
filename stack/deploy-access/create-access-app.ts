import { App, type AppProps } from 'aws-cdk-lib/core';
import type { EnvironmentName } from '../environments/environment.ts';
import { environments } from '../environments.ts';
import { featureFlags } from '../feature-flags.ts';
import { settingsFile } from '../own-settings.ts';
import { SettingError } from '../setting-error.ts';
import { DeployAccessStack } from './deploy-access-stack.ts';

const deployed = ['small', 'staging', 'production'] as const;

/**
 * The app that gives a repository on GitHub the right to deploy an environment: `-c environment=staging
 * -c repository=OWNER/NAME`.
 * @throws SettingError naming the key or the file, and the value
 */
export function createAccessApp(props: AppProps = {}, settingsOf = environments): App {
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: false,
    ...props,
    context: { ...featureFlags, ...props.context },
  });
  const environment = toEnvironment(app.node.tryGetContext('environment'));
  const repository = toRepository(app.node.tryGetContext('repository'));
  const { account, region, mail } = settingsOf[environment];
  if (account === undefined) {
    throw new SettingError(`Set account in ${settingsFile(environment)}: the role belongs to it`);
  }
  new DeployAccessStack(app, {
    ...{ prefix: `spree-${environment}`, account, region, repository, environment },
    ...(mail && { mailSecret: mail.secretName }),
  });
  return app;
}

function toEnvironment(value: unknown): EnvironmentName {
  const found = deployed.find((name) => name === value);
  if (found !== undefined) return found;
  throw new SettingError(
    `Context environment is ${JSON.stringify(value)}: give one of ${deployed.join(', ')}, as -c environment=...`,
  );
}

/** No wildcard: IAM compares the whole name. */
function toRepository(value: unknown): string {
  if (typeof value === 'string' && /^[\w.-]+\/[\w.-]+$/.test(value)) return value;
  throw new SettingError(
    `Context repository is ${JSON.stringify(value)}: give the one on GitHub, as -c repository=OWNER/NAME`,
  );
}

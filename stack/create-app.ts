import { App, type AppProps, Tags } from 'aws-cdk-lib/core';
import type { Application } from '../application/application.ts';
import { defaultApplication } from '../application/defaults.ts';
import { CertificateStack } from './certificate-stack.ts';
import { environments } from './environments.ts';
import { featureFlags } from './feature-flags.ts';
import { readSettings } from './settings.ts';
import { StoreStack } from './store-stack.ts';

/**
 * Reads how the application is run, by what the context key `application` says: the path of its file, or `none` where it has
 * none. Without the key, the variables of the toolkit say which application is meant.
 */
export type ReadApplicationOf = (context: unknown) => Application;

/**
 * The whole app for the environment that the context names, by its settings. CloudFormation's rules are checked by the tests
 * instead of at each synth: they would take three quarters of its time.
 */
export function createApp(
  props: AppProps = {},
  settingsOf = environments,
  applicationOf: ReadApplicationOf = () => defaultApplication,
): App {
  const app = new App({
    analyticsReporting: false,
    treeMetadata: false,
    builtinCloudFormationValidation: false,
    ...props,
    context: { ...featureFlags, ...props.context },
  });
  const context = (key: string) => app.node.tryGetContext(key);
  const settings = readSettings(context, settingsOf, applicationOf(context('application')));
  const certificates = settings.domain && new CertificateStack(app, settings, settings.domain);
  const store = new StoreStack(app, settings, certificates?.certificate);
  // The reference between the regions is none that orders the two: without this, a deletion would begin with the certificate.
  if (certificates) store.addDependency(certificates);
  Tags.of(app).add('application', 'spree', { excludeResourceTypes });
  Tags.of(app).add('environment', settings.environment, { excludeResourceTypes });
  return app;
}

/**
 * CloudFront refuses any update of a VPC origin in use, even of a tag.
 * @see https://github.com/aws/aws-cdk/issues/34629
 */
const excludeResourceTypes = ['AWS::CloudFront::VpcOrigin'];

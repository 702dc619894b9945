import { rmSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import type { App, AppProps } from 'aws-cdk-lib/core';
import type { Application } from '../../application/application.ts';
import { defaultApplication } from '../../application/defaults.ts';
import { createApp } from '../create-app.ts';
import type { Environment } from '../environments/environment.ts';
import { environments } from '../environments.ts';

export type Context = Readonly<Record<string, string>>;

/** What a synth gives: each stack's template by stack name, and what CDK would have had to look up. */
export interface Synthesized {
  readonly templates: ReadonlyMap<string, Template>;
  readonly missing: readonly unknown[];
  /** Names of the stacks that cannot be deleted before their protection is switched off. */
  readonly protectedStacks: readonly string[];
}

export interface Synthesis {
  /** What is set otherwise than in the file of the environment. */
  readonly changes?: Partial<Environment>;
  /** How the application is run, where it is not as by default. */
  readonly application?: Application;
  readonly props?: AppProps;
  /** May add to the app before it is synthesized. */
  readonly prepare?: (app: App) => void;
}

/** Synthesizes the app, as a draft where the context does not say otherwise, into a folder that is gone afterwards. */
export function synthesize(
  context: Context,
  { changes = {}, application = defaultApplication, props = {}, prepare = () => {} }: Synthesis = {},
): Synthesized {
  const app = createApp(
    { ...props, context: { draft: 'true', ...context } },
    changed(changes),
    () => application,
  );
  prepare(app);
  try {
    const assembly = app.synth();
    const templates = assembly.stacks.map(
      (stack) => [stack.stackName, Template.fromJSON(stack.template)] as const,
    );
    return {
      templates: new Map(templates),
      missing: assembly.manifest.missing ?? [],
      protectedStacks: assembly.stacks
        .filter(({ terminationProtection }) => terminationProtection)
        .map(({ stackName }) => stackName),
    };
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

/** The environments with changes to each of them. */
export function changed(changes: Partial<Environment>): typeof environments {
  const { local, small, staging, production } = environments;
  return {
    local: { ...local, ...changes },
    small: { ...small, ...changes },
    staging: { ...staging, ...changes },
    production: { ...production, ...changes },
  };
}

/** The store's template in an environment, with changes to its settings, and with another application. */
export function storeTemplate(
  context: Context,
  changes: Partial<Environment> = {},
  application: Application = defaultApplication,
): Template {
  const { templates } = synthesize(context, { changes, application });
  const template = templates.get(`spree-${context.environment ?? 'local'}`);
  if (!template) throw new Error(`No store among ${[...templates.keys()].join(', ')}`);
  return template;
}

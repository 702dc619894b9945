import { rmSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import type { App, AppProps } from 'aws-cdk-lib/core';
import { createApp } from '../create-app.ts';

export type Context = Readonly<Record<string, string>>;

/** What a synth gives: each stack's template by stack name, and what CDK would have had to look up. */
export interface Synthesized {
  readonly templates: ReadonlyMap<string, Template>;
  readonly missing: readonly unknown[];
}

/** Synthesizes the app into a folder that is gone afterwards; `prepare` may add to the app before. */
export function synthesize(
  context: Context,
  props: AppProps = {},
  prepare: (app: App) => void = () => {},
): Synthesized {
  const app = createApp({ ...props, context });
  prepare(app);
  try {
    const assembly = app.synth();
    const templates = assembly.stacks.map(
      (stack) => [stack.stackName, Template.fromJSON(stack.template)] as const,
    );
    return { templates: new Map(templates), missing: assembly.manifest.missing ?? [] };
  } finally {
    rmSync(app.outdir, { recursive: true, force: true });
  }
}

/** The store's template in an environment. */
export function storeTemplate(context: Context): Template {
  const { templates } = synthesize(context);
  const template = templates.get(`spree-${context.environment ?? 'local'}`);
  if (!template) throw new Error(`No store among ${[...templates.keys()].join(', ')}`);
  return template;
}

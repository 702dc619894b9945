import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { z } from 'zod';

const file = join(import.meta.dirname, '..', '..', '..', '.github', 'workflows', 'nightly-load.yml');

const stepSchema = z.strictObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  if: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});

export type WorkflowStep = z.output<typeof stepSchema>;

const schema = z.strictObject({
  name: z.string(),
  on: z.record(z.string(), z.unknown()),
  permissions: z.record(z.string(), z.string()),
  concurrency: z.strictObject({ group: z.string(), 'cancel-in-progress': z.boolean() }),
  jobs: z.record(
    z.string(),
    z.strictObject({
      if: z.string(),
      'runs-on': z.string(),
      'timeout-minutes': z.number(),
      environment: z.string(),
      permissions: z.record(z.string(), z.string()),
      steps: z.array(stepSchema),
    }),
  ),
});

/** The nightly workflow as it is written, and what GitHub reads from it. */
export function nightlyWorkflow() {
  const text = readFileSync(file, 'utf8');
  return { text, workflow: schema.parse(parseYaml(text)) };
}

/** The arguments of `loadtest:nightly` in the workflow. */
export function nightlyArguments(): readonly string[] {
  const { workflow } = nightlyWorkflow();
  const lines = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const [line, second] = lines.filter((each) => each.includes(' loadtest:nightly '));
  if (line === undefined || second !== undefined) throw new Error('One step runs loadtest:nightly');
  return line.slice(line.indexOf('loadtest:nightly ')).split(' ').slice(1);
}

/** Vitest brings a parser of YAML with it. */
function parseYaml(text: string): unknown {
  const required = createRequire(realpathSync(createRequire(import.meta.url).resolve('vitest/package.json')));
  const { parse } = z
    .object({ parse: z.function({ input: [z.string()], output: z.unknown() }) })
    .parse(required('yaml'));
  return parse(text);
}

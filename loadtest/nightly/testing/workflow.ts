import { readWorkflow } from '../../../testing/workflow.ts';

export type { WorkflowStep } from '../../../testing/workflow.ts';

/** The nightly workflow as it is written, and what GitHub reads from it. */
export function nightlyWorkflow() {
  return readWorkflow('nightly-load.yml');
}

/** The arguments of `loadtest:nightly` in the workflow. */
export function nightlyArguments(): readonly string[] {
  const { workflow } = nightlyWorkflow();
  const lines = Object.values(workflow.jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []));
  const [line, second] = lines.filter((each) => each.includes(' loadtest:nightly '));
  if (line === undefined || second !== undefined) throw new Error('One step runs loadtest:nightly');
  return line.slice(line.indexOf('loadtest:nightly ')).split(' ').slice(1);
}

import { run } from '../../local/processes/run.ts';
import type { NewTask } from '../../operations/new-tasks/new-task.ts';
import { rollOut } from '../../operations/release/roll-out.ts';
import { revisionArn, serviceThatRuns } from '../../operations/release/testing/released-services.ts';
import { waitUntil } from '../../time/wait-until.ts';
import { runScript } from '../run-script.ts';
import type { ScriptContext } from '../script.ts';

/** What `local:up` waits for in one of its phases, without an engine: a test interrupts it there. */
const [phase = ''] = process.argv.slice(2);

const wrongTask: NewTask = {
  ...{ id: '24c88e77', name: 'web/24c88e77', service: 'shop-web', revision: revisionArn('web:2') },
  ...{ lastStatus: 'RUNNING', desiredStatus: 'RUNNING', isPulling: false },
  ...{ createdAt: Date.now(), startedAt: Date.now(), stoppedReason: undefined, healthStatus: 'UNKNOWN' },
  ...{ containers: [], targetGroups: 1, check: undefined, graceMs: 180_000 },
  targets: [
    {
      ...{ state: 'unhealthy', reason: 'Target.ResponseCodeMismatch', port: 3000, path: '/up' },
      description: 'Health checks failed with these codes: [500]',
    },
  ],
};

const phases: Readonly<Record<string, (context: ScriptContext) => Promise<unknown>>> = {
  image: ({ progress, signal }) =>
    progress.step('Store image', (step) =>
      run('sh', ['-c', 'echo building $$; exec sleep 600'], { signal, onLine: (line) => step.note(line) }),
    ),
  servers: ({ progress, signal }) =>
    progress.step('PostgreSQL', () =>
      waitUntil({ what: 'PostgreSQL', timeoutMs: 600_000, signal }, async () => undefined),
    ),
  services: ({ progress, signal }) =>
    rollOut(
      progress,
      {
        begin: async () => ({ 'shop-web': revisionArn('web:2') }),
        undo: async () => ({ hasRolledBack: true, restored: [], deleted: [] }),
      },
      {
        source: async () => ({
          services: async () => [serviceThatRuns('shop-web', 'web:2', { rolloutState: 'IN_PROGRESS' })],
          stoppedTasks: async () => [],
          lastLines: async () => [],
          newTasks: async () => ({
            tasks: [wrongTask],
            deployments: [{ service: 'shop-web', failedTasks: 1, threshold: 3 }],
          }),
        }),
        hints: { slow: 'see the log', failed: () => 'see the log' },
        smokeCheck: async () => '',
        signal,
      },
    ),
};

await runScript(
  {
    name: 'local:up',
    about: 'waits',
    interrupted: 'Completed steps are kept; the next run continues from there.',
    run: async (context) => {
      await context.progress.step('Definition', async (step) => step.skip('unchanged'));
      await phases[phase]?.(context);
      return 0;
    },
  },
  [],
);

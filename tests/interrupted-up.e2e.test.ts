import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { z } from 'zod';
import { edgeClient } from '../testing/edge-client.ts';
import { numberVariable } from '../testing/number-variable.ts';
import { terminalScreen } from '../testing/terminal-screen.ts';
import { terminalSession } from '../testing/terminal-session.ts';
import { toolkit } from '../testing/toolkit.ts';

const shared = inject('shared');
const variables = { PARITY_ENVIRONMENT: shared.name, XDG_STATE_HOME: shared.stateHome, CI: '' };
const tool = toolkit(shared.name, shared.stateHome);
const isFull = numberVariable('CI_FULL', 0) === 1;

const account = z.object({ ADMIN_PASSWORD: z.string() });
const up = [process.execPath, join('scripts', 'start.mjs'), 'local-up'];

test.runIf(isFull)(
  'Ctrl-C at each phase of a start says what state things are in, and the next start goes on',
  async () => {
    await tool.ok('local:down');
    for (const phase of ['Definition', 'Servers', 'Control plane', 'LocalStack', 'Services']) {
      const session = await terminalSession(up, [{ expect: phase, type: '\u0003' }], {
        variables,
        timeoutMs: 180_000,
      });
      expect([phase, session.missing, session.exitCode]).toEqual([phase, null, 130]);
      const { visible } = await terminalScreen(session);
      const said = visible
        .filter((line) => line !== '')
        .slice(-8)
        .join('\n');
      expect(said).toContain('Interrupted');
      expect(said).toContain('Completed steps are kept; the next run continues from there.');
    }
    const session = await terminalSession(up, [], { variables, timeoutMs: 180_000 });
    expect(session.exitCode).toBe(0);
    const { visible } = await terminalScreen(session);
    // The list of steps and all of the result are on one screen, with the password that signs in.
    const { ADMIN_PASSWORD: password } = account.parse(JSON.parse(await tool.ok('local:env', ['--json'])));
    for (const text of [
      'steps',
      'is running.',
      shared.running.endpoints.storefrontUrl,
      password,
      'local:logs',
    ]) {
      expect(visible.some((line) => line.includes(text))).toBe(true);
    }
    const edge = edgeClient(
      shared.running.endpoints.storefrontUrl,
      shared.running.endpoints.certificateAuthority,
    );
    expect((await edge.get('/up')).status).toBe(200);
  },
);

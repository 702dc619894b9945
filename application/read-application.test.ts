import { describe, expect, it } from 'vitest';
import { defaultApplication } from './defaults.ts';
import { readApplication } from './read-application.ts';

const read = (...lines: string[]) => readApplication(lines.join('\n'), 'shop/parity.yml');
const faults = (...lines: string[]) => read(...lines).faults;

describe('the file of an application', () => {
  it.each(['', '# nothing yet', '---'])('may be empty: all is as without it (%j)', (text) => {
    expect(read(text)).toEqual({ application: defaultApplication });
  });

  it('says how an application is run that is not Rails', () => {
    const { application } = read(
      'web:',
      '  command: [python3, -m, shop, --port, 4000]',
      '  port: 4000',
      '  healthPath: /health',
      '  healthCommand: none',
      'worker:',
      '  command: python3 -m jobs',
      '  metric: none',
      'redis: false',
      'setUp: [python3, set-up.py]',
      'migrate: python3 migrate.py',
      'seed: none',
    );
    expect(application).toEqual({
      web: {
        command: ['python3', '-m', 'shop', '--port', '4000'],
        port: 4000,
        healthPath: '/health',
        healthCommand: 'none',
      },
      worker: {
        command: ['python3', '-m', 'jobs'],
        healthCommand: 'none',
        queues: ['default', 'spree_webhooks'],
        metric: 'none',
      },
      redis: false,
      setUp: ['python3', 'set-up.py'],
      migrate: ['python3', 'migrate.py'],
      seed: 'none',
      watch: undefined,
    });
  });

  it('passes port, path and queues on to commands that it does not give', () => {
    const { application } = read(
      'web: { port: 8080, healthPath: /health }',
      'worker: { queues: [mail, default] }',
    );
    expect(application).toMatchObject({
      web: {
        command: ['bin/rails', 'server', '-b', '0.0.0.0', '-p', '8080'],
        healthCommand: 'curl -fsS http://localhost:8080/health || exit 1',
      },
      worker: { command: ['bundle', 'exec', 'sidekiq', '-q', 'mail', '-q', 'default'] },
    });
  });

  it('may say that there is no worker, and nothing to migrate', () => {
    expect(read('worker: none', 'migrate: none').application).toEqual({
      ...defaultApplication,
      worker: 'none',
      migrate: 'none',
    });
  });

  it('is refused with all that is wrong in it, each with its line, its value and what is allowed', () => {
    expect(
      faults(
        'web:',
        '  port: 80',
        '  healthPath: up',
        '  comand: [node]',
        'worker:',
        '  queues: []',
        '  metric:',
        '    namespace: AWS/Mine',
        'redis: maybe',
        'seeds: none',
      ),
    ).toEqual([
      'shop/parity.yml:2: web.port is 80: give a whole number from 1024 to 65535: below, a program that is not root may not listen',
      'shop/parity.yml:3: web.healthPath is "up": give a path such as /health, of letters, digits and - . _ ~ % /',
      'shop/parity.yml:4: web.comand is not known; known here: command, port, healthPath, healthCommand',
      'shop/parity.yml:6: worker.queues is []: give a list of names, such as [default, mail]',
      'shop/parity.yml:8: worker.metric.namespace is "AWS/Mine": give a name without blanks that does not begin with AWS/',
      'shop/parity.yml:9: redis is "maybe": give true or false',
      'shop/parity.yml:10: seeds is not known; known here: web, worker, redis, setUp, migrate, seed, watch',
    ]);
  });

  it.each([
    ['web: 3000', 'web is 3000: give settings: command, port, healthPath, healthCommand'],
    ['worker: false', 'worker is false: give none, or settings: command, healthCommand, queues, metric'],
    ['- web', 'what it has is ["web"]: give settings: web, worker, redis, setUp, migrate, seed, watch'],
    ['web: { port: "3000" }', 'web.port is "3000": give a whole number from 1024 to 65535'],
    ['web: { port: 70000 }', 'web.port is 70000: give a whole number from 1024 to 65535'],
    ['web: { healthPath: "/up?a=$(id)" }', 'web.healthPath is "/up?a=$(id)": give a path such as /health'],
    ['web: { command: [] }', 'web.command is []: give a list of words, such as [python, -m, jobs]'],
    ['web: { command: none }', 'web.command is "none": give a list of words'],
    ['setUp: none', 'setUp is "none": give a list of words'],
    ['migrate: [yes, true]', 'migrate is ["yes",true]: give a list of words'],
    ['migrate: "echo $HOME"', 'migrate is "echo $HOME": give a list of words'],
    ['seed: a && b', 'seed is "a && b": give a list of words'],
    ['worker: { metric: nothing }', 'worker.metric is "nothing": give namespace, name and dimension'],
    ['web: { healthCommand: "" }', 'web.healthCommand is "": give a shell command'],
  ])('is refused where it says %s', (line, fault) => {
    expect(faults(line)).toEqual([expect.stringContaining(`shop/parity.yml:1: ${fault}`)]);
  });

  it('is refused at the line where it is no YAML', () => {
    expect(faults('web:', '  port: 1', '  port: 2')).toEqual(['shop/parity.yml:3: Map keys must be unique']);
    expect(faults('redis: true', 'web: [')?.[0]).toContain('shop/parity.yml:2:');
  });

  it.each(['bundle exec sidekiq', '/usr/bin/sidekiq -q mail', 'rq worker'])(
    'is refused without Redis where the worker keeps its jobs there (%s)',
    (command) => {
      expect(faults('redis: false', 'worker:', `  command: ${command}`)).toEqual([
        `shop/parity.yml:1: redis is false, but the worker keeps its jobs in Redis (${command}): give another worker.command, worker: none, or redis: true`,
      ]);
    },
  );

  it('needs another worker or none where there is no Redis, as the default is Sidekiq', () => {
    expect(faults('redis: false')).toHaveLength(1);
    expect(faults('redis: false', 'worker: none')).toBeUndefined();
    expect(faults('redis: false', 'worker: { command: bin/jobs }')).toBeUndefined();
  });
});

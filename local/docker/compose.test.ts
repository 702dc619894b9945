import { expect, it } from 'vitest';
import { composeArguments, composeProcessEnvironment } from './compose.ts';

it('names project, file and values before the command', () => {
  const environment = {
    name: 'store-1a2b3c',
    checkout: '/home/user/store',
    stateFolder: '/state',
    labels: {},
  };
  expect(composeArguments(environment, ['up', '--detach', '--wait'])).toEqual([
    'compose',
    '--project-name',
    'store-1a2b3c',
    '--file',
    '/home/user/store/docker-compose.yml',
    '--env-file',
    '/state/compose.env',
    '--ansi',
    'never',
    'up',
    '--detach',
    '--wait',
  ]);
});

it('lets nothing that the caller exports win over the file', () => {
  const caller = { PATH: '/bin', COMPOSE_FILE: 'other.yml', PORT_HTTP: '80', DOCKER_HOST: 'unix:///x' };
  expect(composeProcessEnvironment(caller, 'PORT_HTTP=8080\nENVIRONMENT_NAME=store\n')).toEqual({
    PATH: '/bin',
    DOCKER_HOST: 'unix:///x',
  });
});

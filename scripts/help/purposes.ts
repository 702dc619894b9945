/** Commands that people look for at the same moment. */
export interface Purpose {
  readonly title: string;
  /** What each command does, in a few words: the line has to fit into a terminal of 80 columns. */
  readonly commands: Readonly<Record<string, string>>;
}

/** All commands of package.json, by what they are for. */
export const purposes: readonly Purpose[] = [
  {
    title: 'Run the store on this machine',
    commands: {
      'local:up': 'start the store, or update it to match its definition',
      'local:down': 'stop it; its data stays',
      'local:restart': 'replace tasks, or stop and start servers',
      'local:reset': 'put the seeded database back',
      'local:open': 'open the store, the admin, the mail in a browser',
      'local:list': 'environments, what each holds, how large',
      'local:prune': 'delete images and state that nothing needs',
      'local:doctor': 'check the machine; install what is missing',
    },
  },
  {
    title: 'Look at it',
    commands: {
      'local:status': 'services, tasks, data stores, ports',
      'local:logs': 'output of services, tasks and servers',
      'local:config': 'variables of a task, and where each comes from',
      'local:trust': 'let system and browsers trust the certificates',
      'local:env': 'variables for the AWS CLI and other clients',
      'local:differences': 'what behaves differently than on AWS',
    },
  },
  {
    title: 'Work in it',
    commands: {
      'local:exec': 'open a shell in a running task or server',
      'local:psql': 'open psql on the database',
      'local:redis': 'open redis-cli',
      'store:exec': 'run a command in a task of its own',
      'store:console': 'open the Rails console',
      'local:test': 'run tests with throwaway servers',
      'store:migrate': 'run pending migrations',
      'store:seed': 'run the seeds',
      'store:setup': 'make the users of the database',
    },
  },
  {
    title: 'Operate a store, here or on AWS',
    commands: {
      'store:status': 'services, data stores, edge and alarms on a screen',
      'store:doctor': 'find out what is wrong, and what to do',
      'store:logs': 'what services have written to CloudWatch Logs',
      'store:config': 'variables and secrets of a task definition',
      'store:alarms': 'what is in ALARM, and who is told',
      'store:restart': 'replace the tasks of services, without an outage',
      'store:scale': 'set the number of tasks, or its bounds',
      'db:snapshot': 'take a snapshot of the database',
      'db:restore': 'restore the database to a time or a snapshot',
      'assets:restore': 'bring uploads back',
    },
  },
  {
    title: 'Release and deploy',
    commands: {
      'store:release': 'release the store to services that run',
      'store:rollback': 'go back to an earlier release',
      'deploy:staging': 'deploy definition and store to staging',
      'deploy:prod': 'the same to production',
      'deploy:small': 'the same to the small environment',
      'store:context': 'write what the image of the store is built from',
      'store:publish': 'publish style sheets and scripts of an image',
      'stack:destroy': 'delete a store',
      cost: 'the monthly bill of a definition',
    },
  },
  {
    title: 'Scaling and load',
    commands: {
      'scaling:check': 'what in the scaling cannot work',
      'scaling:explain': 'why services were scaled, or were not',
      'scaling:simulate': 'how a load would scale the services',
      loadtest: 'send load, and judge the scaling',
      'loadtest:nightly': 'compare the night with the nights before',
    },
  },
  {
    title: 'This repository',
    commands: {
      help: 'this list, or the help of a command',
      completion: 'complete these commands in your shell',
      test: 'all checks and tests',
      bench: 'measure the figures of the README',
      'docs:differences': 'write docs/differences.md',
    },
  },
];

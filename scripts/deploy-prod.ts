import { runDeployScript } from './deploy/deploy-script.ts';

await runDeployScript('deploy:prod', 'production');

import { runDeployScript } from './deploy/deploy-script.ts';

await runDeployScript('deploy:staging', 'staging');

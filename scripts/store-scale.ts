import { readCluster } from '../operations/read-cluster.ts';
import { awaitScaled } from '../operations/scale/await-scaled.ts';
import { scaleOrders } from '../operations/scale/scale-order.ts';
import { planScale } from '../operations/scale/scale-plan.ts';
import { carryOutScale, readScaleStates } from '../operations/scale/scale-services.ts';
import { environmentOption, regionOption } from '../operations/target.ts';
import { confirmOperation } from './change/confirm-operation.ts';
import { runScript } from './run-script.ts';
import { spanOption } from './scaling/since-option.ts';
import { openTarget } from './store/open-target.ts';
import { storeOptions } from './store/store-command.ts';

await runScript({
  name: 'store:scale',
  about:
    'sets how many tasks services have (web=5), or between which numbers scaling keeps them (web=2..10), and waits for them',
  operands: 'SERVICE=NUMBER|MIN..MAX ...',
  options: {
    ...storeOptions,
    for: {
      type: 'string',
      value: 'TIME',
      about: 'how long scaling keeps at least this number, such as 2h; then AWS sets the bounds back',
    },
    yes: { type: 'boolean', about: 'does not ask, for pipelines' },
  },
  examples: ['web=5', 'web=5 worker=2 --for 2h --env staging', 'web=3..12 --env production --yes'],
  awsCommands: [
    'ecs update-service --cluster spree-production-cluster --service spree-production-web --desired-count 5',
    'application-autoscaling register-scalable-target --service-namespace ecs --resource-id service/spree-production-cluster/spree-production-web --scalable-dimension ecs:service:DesiredCount --min-capacity 3 --max-capacity 12',
  ],
  interrupted: 'What was set stays set; AWS goes on with it.',
  run: async (context) => {
    const { options, operands, json, print, progress, signal } = context;
    const orders = scaleOrders(operands);
    const forMs = options.for === undefined ? undefined : spanOption('for', options.for);
    const region = regionOption(options.region);
    const target = await openTarget(environmentOption(options.env), region);
    const nowMs = Date.now();
    const states = await readScaleStates(target, await readCluster(target), orders, nowMs);
    const plans = states.flatMap((state, index) => {
      const order = orders[index];
      return order === undefined ? [] : [planScale(state, order, { forMs, nowMs })];
    });
    const lines = plans.flatMap(({ change, note }) => [change, `  ${note}`]);
    await confirmOperation({ target, region, lines, otherwise: 'Nothing was scaled' }, context);
    for (const plan of plans) await carryOutScale(target, plan);
    for (const plan of plans) {
      await progress.step(`Tasks of ${plan.state.name}`, (step) =>
        awaitScaled(target, plan, { signal, step, note: (text) => step.note(text, { isNews: true }) }),
      );
      const { name, service } = plan.state;
      if (json) print(JSON.stringify({ service, count: plan.count, steps: plan.steps, note: plan.note }));
      else print(`${name}: ${plan.count} ${plan.count === 1 ? 'task' : 'tasks'}. ${plan.note}`);
    }
    return 0;
  },
});

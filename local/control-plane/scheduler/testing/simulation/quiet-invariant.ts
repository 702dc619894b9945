import type { ClusterState, ServiceState } from '../../../model/cluster-state.ts';
import { plan } from '../../plan.ts';
import { must } from './must.ts';
import type { Decision } from './simulated-world.ts';

/** Asked again at the same moment, the scheduler has nothing to add; its next moment is in the future. */
export function checkQuiet({ plan: decided, now }: Decision): void {
  const state = unfamiliar(decided.state);
  const again = plan(state, now);
  must(again.effects.length === 0, 'no effect is asked for twice');
  must(again.state === state, 'a second plan changes nothing');
  must(again.wakeAt === decided.wakeAt, 'a second plan is due at the same time');
  must(decided.wakeAt === undefined || decided.wakeAt > now, 'the next time is in the future');
}

/** With services that the scheduler has not seen, so that it does not take them for settled and looks away. */
function unfamiliar(state: ClusterState): ClusterState {
  const services: Record<string, ServiceState> = {};
  for (const [name, service] of Object.entries(state.services)) services[name] = { ...service };
  return { ...state, services };
}

/** The tag by which the local ECS gives the containers of a task a terminal, as `store:console` needs one. */
export const interactiveTag = 'dev.spree-parity.interactive';

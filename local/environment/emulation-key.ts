/**
 * The access key id by which `local:up` speaks of a stack to LocalStack, past the control plane, which has its own view
 * of the whole stack. LocalStack takes any key for its default account, except one of twelve digits.
 */
export const emulationAccessKeyId = 'localstack';

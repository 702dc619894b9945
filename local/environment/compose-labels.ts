/** The labels by which compose knows the containers of a project, which is the environment, and of a service. */
export const composeProjectLabel = 'com.docker.compose.project';
export const composeServiceLabel = 'com.docker.compose.service';

import { join, resolve } from 'node:path';

/** The package's own folder. */
export const PROJECT = resolve(__dirname, '..');

/** Everything that runs leave behind: tarball, n8n's user folders, logs. Git-ignored. */
export const RUN_STATE = join(PROJECT, '.demo');

export const WORKFLOWS = join(PROJECT, 'workflows');

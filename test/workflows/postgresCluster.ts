import { existsSync, readdirSync } from 'node:fs';
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runOrFail } from '../../demo/childProcesses';
import { freePort } from '../../demo/freePort';

/** Where Debian puts the programs of each version. */
const DEBIAN = '/usr/lib/postgresql';

/** The server's own user: it refuses to run as root. */
const SERVER_USER = 'postgres';

const DATABASE = 'crm';

/** What n8n's Postgres credential asks for. */
export interface PostgresAccess {
	host: string;
	port: number;
	database: string;
	user: string;
	password: string;
	ssl: 'disable';
}

/** A PostgreSQL server of the test's own, on a free port of the loopback interface, with an empty database. */
export class PostgresCluster {
	private constructor(
		private readonly folder: string,
		private readonly port: number,
	) {}

	/**
	 * Makes and starts a cluster in a temporary folder; not in the project's, which the server's own user may
	 * not be allowed to enter.
	 *
	 * @throws Error when PostgreSQL is not installed or does not start
	 */
	static async start(): Promise<PostgresCluster> {
		const folder = await mkdtemp(join(tmpdir(), 'pelcro-crm-'));
		const cluster = new PostgresCluster(folder, await freePort());
		if (isRoot()) {
			const uid = Number(await runOrFail('id', ['-u', SERVER_USER]));
			await chown(folder, uid, uid);
		}
		await chmod(folder, 0o700);
		const data = ['-D', join(folder, 'data')];
		await serverProgram('initdb', [...data, '-U', SERVER_USER, '-A', 'trust', '-E', 'UTF8', '-N']);
		const settings = `-c port=${cluster.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories=${folder} -c fsync=off`;
		const log = join(folder, 'log');
		await serverProgram('pg_ctl', [...data, '-w', '-l', log, '-o', settings, 'start']);
		await runOrFail(program('createdb'), [...cluster.connection(), DATABASE]);
		return cluster;
	}

	get access(): PostgresAccess {
		const { port } = this;
		return {
			host: '127.0.0.1',
			port,
			database: DATABASE,
			user: SERVER_USER,
			// everybody on this machine is let in
			password: 'none',
			ssl: 'disable',
		};
	}

	/** Runs statements. @throws Error with the server's words */
	async run(sql: string): Promise<void> {
		await this.psql(sql);
	}

	/** The rows of a query. */
	async rows<Row>(query: string): Promise<Row[]> {
		const printed = await this.psql(
			`SELECT coalesce(json_agg(row_to_json(t)), '[]') FROM (${query}) AS t`,
		);
		return JSON.parse(printed) as Row[];
	}

	async stop(): Promise<void> {
		const data = ['-D', join(this.folder, 'data')];
		await serverProgram('pg_ctl', [...data, '-w', '-m', 'immediate', 'stop']);
		await rm(this.folder, { recursive: true, force: true });
	}

	private async psql(sql: string): Promise<string> {
		const quietly = ['-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1'];
		return await runOrFail(program('psql'), [
			...this.connection(),
			'-d',
			DATABASE,
			...quietly,
			'-c',
			sql,
		]);
	}

	private connection(): string[] {
		return ['-h', '127.0.0.1', '-p', String(this.port), '-U', SERVER_USER];
	}
}

function isRoot(): boolean {
	return process.getuid?.() === 0;
}

/** A program of the newest version that is installed; Debian keeps the server's off PATH. */
function program(name: string): string {
	if (!existsSync(DEBIAN)) return name;
	const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
	const paths = versions.map((version) => join(DEBIAN, version, 'bin', name));
	return paths.find((path) => existsSync(path)) ?? name;
}

/** Runs a program as the server's user where this is run by root. */
async function serverProgram(name: string, args: readonly string[]): Promise<void> {
	const command = [program(name), ...args];
	if (isRoot()) await runOrFail('runuser', ['-u', SERVER_USER, '--', ...command], { cwd: '/' });
	else await runOrFail(program(name), args);
}

import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { runOrFail, type Service, startService } from '../../../demo/childProcesses';
import { freePort } from '../../../demo/freePort';

/** Where Debian puts the programs of each version. */
const DEBIAN = '/usr/lib/postgresql';

/** The server's own user: it refuses to run as root. */
const SERVER_USER = 'postgres';

const DATABASE = 'crm';

const READY = 'ready to accept connections';

const START_MS = 30_000;

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
		private readonly server: Service,
	) {}

	/**
	 * Makes and starts a cluster in a temporary folder; not in the project's, which the server's own user may
	 * not be allowed to enter.
	 *
	 * @throws Error when PostgreSQL is not installed or does not start
	 */
	static async start(): Promise<PostgresCluster> {
		const folder = await mkdtemp(join(tmpdir(), 'pelcro-crm-'));
		if (isRoot()) {
			const uid = Number(await runOrFail('id', ['-u', SERVER_USER]));
			await chown(folder, uid, uid);
		}
		const data = ['-D', join(folder, 'data')];
		const [initdb, ...initOptions] = asServerUser('initdb', [
			...data,
			...['-U', SERVER_USER, '-A', 'trust', '-E', 'UTF8', '-N'],
		]);
		await runOrFail(initdb, initOptions, { cwd: folder });
		const port = await freePort();
		const settings = {
			port,
			listen_addresses: '127.0.0.1',
			unix_socket_directories: folder,
			fsync: 'off',
		};
		const set = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
		const [postgres, ...options] = asServerUser('postgres', [...data, ...set]);
		const server = await startService(postgres, options, READY, START_MS, { cwd: folder });
		const cluster = new PostgresCluster(folder, port, server);
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
		const [pgCtl, ...options] = asServerUser('pg_ctl', [
			...['-D', join(this.folder, 'data')],
			// clients that n8n keeps connected are not waited for
			...['-w', '-m', 'immediate', 'stop'],
		]);
		await runOrFail(pgCtl, options, { cwd: this.folder });
		await this.server.ended;
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

/** A command line that runs a program as the server's user, also where this is run by root. */
function asServerUser(name: string, options: readonly string[]): [string, ...string[]] {
	const command: [string, ...string[]] = [program(name), ...options];
	return isRoot() ? ['runuser', '-u', SERVER_USER, '--', ...command] : command;
}

import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';

import { runOrFail, type Service, startService } from '../../../demo/childProcesses';
import { freePort } from '../../../demo/freePort';
import { PROJECT } from '../../../demo/projectPaths';
import { seedTables } from './seedTables';

const APPLICATION = join(__dirname, '..', 'application');
const CONTRACT = join(PROJECT, 'sandbox', 'contract', 'openapi.json');
const SITE_ID = 1001;
const WORKERS = '4';

/** PHP's limit of a request, bytes; small, so that a test passes it quickly. */
export const LARGEST_POST = 2_000_000;

/** The server ends by then, whatever becomes of the tests, seconds. */
const LONGEST_RUN = '600';

/** What may be one way or the other at Pelcro, and what a test does to the application. */
export interface Switches {
	/** Whether single records come as `{data, status}` or bare. */
	wrapped: boolean;
	/** Status of what was created. */
	created: 200 | 201;
	/** Status of refused values: the framework's, or that of Pelcro's reference. */
	refused: 422 | 400;
	/** How `created_at` and `updated_at` are written. */
	times: 'unix' | 'iso' | 'sql';
	/** By which attributes lists can be filtered: those of the reference, any, or none (two kinds of none). */
	filters: 'listed' | 'any' | 'ignored' | 'refused';
	lists: 'numbered' | 'cursor';
	/** Whether attributes that are not required may be null. */
	nullable: boolean;
	/** Whether there is a page to which the framework leads whoever is not known and does not ask for JSON. */
	loginPage: boolean;
	/** Operations of the contract that the application has not. */
	missing: string[];
	/** The framework's throttle; null for none. */
	throttle: { limit: number; seconds: number } | null;
}

export const USUAL: Switches = {
	wrapped: true,
	created: 201,
	refused: 422,
	times: 'unix',
	filters: 'listed',
	lists: 'numbered',
	nullable: true,
	loginPage: true,
	missing: [],
	throttle: null,
};

/** What the application saw of a request, after its middleware. */
export interface SeenRequest {
	/** The method on the wire, and the one that the application took it for. */
	sentAs: string;
	method: string;
	path: string;
	query: IDataObject;
	body: IDataObject;
	/** Files by field, their content in base64. */
	files: Record<string, { name: string; content: string }>;
	contentType: string | null;
	accept: string | null;
	status: number;
	/** Unix seconds with a fraction: when it came, and when it was answered. */
	began: number;
	at: number;
}

/** A real Laravel on PHP's own web server, with the sandbox's seeded records in SQLite. */
export class LaravelServer {
	private resets = 0;

	private constructor(
		private readonly folder: string,
		readonly url: string,
		private readonly service: Service,
	) {}

	/** @throws Error when PHP or the framework is missing, with what it printed */
	static async start(): Promise<LaravelServer> {
		const folder = await mkdtemp(join(tmpdir(), 'pelcro-laravel-'));
		for (const name of ['cache', 'views', 'logs']) await mkdir(join(folder, name));
		const tables = seedTables();
		const columns = Object.entries(tables).map(([name, table]) => [name, table.columns]);
		await writeFile(join(folder, 'seed.json'), JSON.stringify(tables));
		await writeFile(join(folder, 'columns.json'), JSON.stringify(Object.fromEntries(columns)));
		await writeFile(join(folder, 'switches.json'), JSON.stringify(USUAL));
		const env = {
			...process.env,
			PELCRO_STATE: folder,
			PELCRO_CONTRACT: CONTRACT,
			APP_PACKAGES_CACHE: join(folder, 'packages.php'),
			APP_SERVICES_CACHE: join(folder, 'services.php'),
			PHP_CLI_SERVER_WORKERS: WORKERS,
		};
		await runOrFail('php', [join(APPLICATION, 'seed.php')], { env });
		await copyFile(join(folder, 'database.sqlite'), join(folder, 'seeded.sqlite'));
		const port = await freePort();
		const serve = [
			'-d',
			'opcache.enable_cli=1',
			'-d',
			`post_max_size=${LARGEST_POST}`,
			'-S',
			`127.0.0.1:${port}`,
		];
		const service = await startService(
			'timeout',
			['-k', '5', LONGEST_RUN, 'php', ...serve, join(APPLICATION, 'front.php')],
			'Development Server',
			15_000,
			{ env, cwd: APPLICATION },
		);
		return new LaravelServer(folder, `http://127.0.0.1:${port}`, service);
	}

	/** Another one after each reset: what the node remembers of an account is not to reach another test. */
	private get apiKey(): string {
		return `eyJ0eXAi.laravel.${this.resets}`;
	}

	get credentials() {
		return {
			apiKey: this.apiKey,
			siteId: String(SITE_ID),
			environment: 'custom',
			baseUrl: this.url,
			requestsPerMinute: 100_000,
		};
	}

	/** The seeded records again, the switches as given, no request seen and none counted. */
	async reset(switches: Partial<Switches> = {}): Promise<void> {
		this.resets += 1;
		await copyFile(join(this.folder, 'seeded.sqlite'), join(this.folder, 'database.sqlite'));
		await writeFile(
			join(this.folder, 'switches.json'),
			JSON.stringify({ ...USUAL, ...switches, apiKey: this.apiKey }),
		);
		await rm(join(this.folder, 'journal.jsonl'), { force: true });
		await rm(join(this.folder, 'lose-next-answer'), { force: true });
		await rm(join(this.folder, 'framework'), { recursive: true, force: true });
		await rm(join(this.folder, 'cache'), { recursive: true, force: true });
		await mkdir(join(this.folder, 'cache'));
	}

	/** The next POST is seen to, whatever becomes of it; its answer is lost on a gateway. */
	async loseNextAnswer(): Promise<void> {
		await writeFile(join(this.folder, 'lose-next-answer'), '');
	}

	/** Makes a record older; what its age is reckoned from is when it was made. */
	async age(table: string, email: string, seconds: number): Promise<void> {
		const script = [
			'$database = new PDO("sqlite:".$argv[1]);',
			'$same = fn ($a, $b) => strcasecmp((string) $a, (string) $b);',
			'$database->sqliteCreateCollation("pelcro", $same);',
			'$database->prepare("update $argv[2] set created_at = created_at - ? where email = ?")',
			'->execute([(int) $argv[4], $argv[3]]);',
		].join('');
		const database = join(this.folder, 'database.sqlite');
		await runOrFail('php', ['-r', script, database, table, email, String(seconds)]);
	}

	/** As `php artisan down --retry=…` has it. */
	async goDown(retryAfterSeconds: number): Promise<void> {
		await mkdir(join(this.folder, 'framework'), { recursive: true });
		const down = {
			except: [],
			redirect: null,
			retry: retryAfterSeconds,
			refresh: null,
			secret: null,
		};
		await writeFile(
			join(this.folder, 'framework', 'down'),
			JSON.stringify({ ...down, status: 503 }),
		);
	}

	async comeUp(): Promise<void> {
		await rm(join(this.folder, 'framework', 'down'), { force: true });
	}

	/** Everything that was seen since the last reset. */
	async seen(): Promise<SeenRequest[]> {
		const text = await readFile(join(this.folder, 'journal.jsonl'), 'utf8').catch(() => '');
		return text
			.split('\n')
			.filter((line) => line !== '')
			.map((line) => JSON.parse(line) as SeenRequest);
	}

	/** What the application wrote into its log. */
	async log(): Promise<string> {
		return await readFile(join(this.folder, 'laravel.log'), 'utf8').catch(() => '');
	}

	async stop(): Promise<void> {
		await this.service.stop();
		await rm(this.folder, { recursive: true, force: true });
	}
}

import { parseArgs } from 'node:util';
import { DEFAULTS } from './model/settings';
import { CONTROL_PATH, CORE_PATH, type Sandbox, startSandbox } from './server/server';

const DEFAULT_PORT = 4120;

const USAGE = `Emulator of Pelcro's Core API, on 127.0.0.1 only.

  npm run sandbox -- [options]

  --port N        port (default ${DEFAULT_PORT}; 0 takes a free one)
  --seed N        seed of the made-up publisher (default ${DEFAULTS.seed}); same seed, same data
  --customers N   how many customers it has (default ${DEFAULTS.customers})
  --limit N       requests in a window (default ${DEFAULTS.limit}; 0 switches the limit off)
  --window N      length of the window in milliseconds (default ${DEFAULTS.windowMs})
  --attached      ends when its standard input does, that is, with whoever started it
  --help          this text
`;

function wholeNumber(name: string, text: string | undefined): number | undefined {
	if (text === undefined) return undefined;
	if (!/^\d+$/.test(text)) throw new Error(`--${name} needs a whole number, not '${text}'`);
	return Number(text);
}

function readOptions() {
	const text = { type: 'string' } as const;
	const { values } = parseArgs({
		options: {
			port: text,
			seed: text,
			customers: text,
			limit: text,
			window: text,
			attached: { type: 'boolean' },
			help: { type: 'boolean' },
		},
	});
	return {
		help: values.help ?? false,
		attached: values.attached ?? false,
		port: wholeNumber('port', values.port) ?? DEFAULT_PORT,
		account: {
			seed: wholeNumber('seed', values.seed),
			customers: wholeNumber('customers', values.customers),
			limit: wholeNumber('limit', values.limit),
			windowMs: wholeNumber('window', values.window),
		},
	};
}

function directions({ url, account }: Sandbox): string {
	const { limit, windowMs } = account.settings;
	const core = `${url}${CORE_PATH}`;
	return [
		`Pelcro sandbox ready at ${url}`,
		'',
		`  Base URL   ${core}`,
		`  API Key    ${account.apiKey}`,
		`  Site ID    ${account.siteId}`,
		`  Limit      ${limit === null ? 'off' : `${limit} requests in ${windowMs / 1000} s`}`,
		`  Data       ${account.data.customers.size} customers, ${account.data.subscriptions.size} subscriptions`,
		'',
		'Try it:',
		`  curl -H 'Authorization: Bearer ${account.apiKey}' '${core}/customers?site_id=${account.siteId}&limit=2'`,
		'',
		`Control (no key): ${url}${CONTROL_PATH}/accounts/${account.apiKey}`,
		'  GET    …/journal   all requests so far        DELETE …/journal   forget them',
		'  POST   …/faults    order failures             DELETE …/faults    cancel them',
		'  GET    …/state     all records                PATCH  …           change the limit',
		'  GET    …/deliveries  webhooks that were sent (only to this machine)',
		`  POST   ${url}${CONTROL_PATH}/accounts   a further account with its own data`,
		'',
		'Ctrl+C stops it. More: sandbox/README.md',
	].join('\n');
}

async function main(): Promise<void> {
	const options = readOptions();
	if (options.help) {
		process.stdout.write(USAGE);
		return;
	}
	const sandbox = await startSandbox(options);
	process.stdout.write(`${directions(sandbox)}\n`);
	const stop = () => void sandbox.close().then(() => process.exit(0));
	process.on('SIGINT', stop);
	process.on('SIGTERM', stop);
	if (options.attached) process.stdin.on('end', stop).resume();
}

main().catch((error: unknown) => {
	process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
	process.exitCode = 1;
});

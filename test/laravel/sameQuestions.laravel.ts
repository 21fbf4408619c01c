import { UNLIKE_LARAVEL } from '../../sandbox/model/guesses';
import { createAccount, type SandboxAccount } from '../../sandbox/client';
import { launchSandbox, type RunningSandbox } from '../../sandbox/process';
import { freshLaravel, laravel, useLaravel } from './server/laravelAccount';
import { QUESTIONS, type Question } from './questions';
import { NOW, SEED } from './server/seedTables';

useLaravel();

let sandbox: RunningSandbox;

beforeAll(async () => {
	sandbox = await launchSandbox(['--customers', '1']);
});

afterAll(() => sandbox.stop());

/** What of an answer both ends have to agree on. */
interface Gist {
	status: number;
	/** The first sentence of each refused field: the framework goes through all rules of a field. */
	refused?: Record<string, string | undefined>;
	/** What is said of a refusal that names no fields. */
	sentence?: string;
	/** Of a record: what was asked for of it. */
	record?: Record<string, unknown>;
	/** Of a list. */
	ids?: unknown[];
	meta?: Record<string, unknown>;
	nextNames?: string[];
	location?: boolean;
	isJson: boolean;
}

async function put(url: string, key: string, question: Question): Promise<Gist> {
	const { method, path, json, raw, form, headers } = question;
	const [bare, query = ''] = path.split('?');
	const address = `${url}/api/v1/core${bare}?site_id=1001${query === '' ? '' : `&${query}`}`;
	const type = raw?.type ?? (json === undefined ? undefined : 'application/json');
	const answer = await fetch(address, {
		method,
		redirect: 'manual',
		headers: {
			authorization: `Bearer ${key}`,
			accept: 'application/json',
			...(type !== undefined && { 'content-type': type }),
			...headers,
		},
		body:
			raw?.body ??
			(form && formOf(form)) ??
			(json === undefined ? undefined : JSON.stringify(json)),
	});
	const text = await answer.text();
	return gistOf(answer, text, question);
}

function formOf(fields: Record<string, string>): FormData {
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	return form;
}

type Body = Record<string, unknown> & { data?: unknown; meta?: Record<string, unknown> };

function gistOf(answer: Response, text: string, { json, form }: Question): Gist {
	const isJson = answer.headers.get('content-type')?.includes('json') ?? false;
	const gist: Gist = { status: answer.status, isJson };
	if (answer.headers.has('location')) gist.location = true;
	if (!isJson || text === '') return gist;
	const body = JSON.parse(text) as Body;
	if (body.errors) {
		const fields = Object.entries(body.errors as Record<string, string[]>);
		gist.refused = Object.fromEntries(fields.map(([name, [first]]) => [name, first]));
	} else if (!answer.ok) gist.sentence = String(body.message);
	if (Array.isArray(body.data) && body.meta) return { ...gist, ...listGist(body) };
	const asked = Object.keys({ ...(json as object | undefined), ...form }).filter(
		(name) => name !== '_method',
	);
	if (answer.ok && typeof body.data === 'object') gist.record = pick(body.data as object, asked);
	return gist;
}

function listGist({ data, meta = {}, links }: Body): Partial<Gist> {
	const { links: pages, path: _path, ...counts } = meta;
	const { next } = links as { next: string | null };
	return {
		ids: (data as Array<{ id: unknown }>).map(({ id }) => id),
		meta: { ...counts, links: Array.isArray(pages) },
		nextNames: next === null ? [] : [...new URL(next).searchParams.keys()].sort(),
	};
}

const pick = (record: object, names: string[]) =>
	Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));

const nameOf = ({ method, path, json, raw, form, headers }: Question) =>
	[method, path, ...[json, raw, form, headers].filter(Boolean).map((one) => JSON.stringify(one))]
		.join(' ')
		.slice(0, 150);

/** What may be one way or the other at Pelcro, as both ends have it: that of the reference, and that of the framework. */
const STATUSES = [
	{ refused: 400, created: 200 },
	{ refused: 422, created: 201 },
] as const;

const ASKED = STATUSES.flatMap((statuses) =>
	QUESTIONS.map(
		(question) => [statuses.refused, statuses.created, nameOf(question), question] as const,
	),
);

it.each(ASKED)(
	'refusing with %i, creating with %i: %s',
	async (refused, created, _name, question) => {
		const server = await freshLaravel({ refused, created });
		const account: SandboxAccount = await createAccount(sandbox.url, {
			...SEED,
			now: NOW,
			limit: null,
			strict: false,
			refused,
			created,
		});
		const real = await put(server.url, laravel().credentials.apiKey, question);
		const ours = await put(sandbox.url, account.apiKey, question);
		await account.remove();
		const explained = UNLIKE_LARAVEL.some((one) => one.question.test(nameOf(question)));
		if (explained) expect(ours).not.toEqual(real);
		else expect(ours).toEqual(real);
	},
);

it('the headers of the limit, with a success and with a refusal', async () => {
	const server = await freshLaravel({ throttle: { limit: 1, seconds: 60 } });
	const account = await createAccount(sandbox.url, { ...SEED, limit: 1, windowMs: 60_000 });
	const ours = await headersOfTwo(sandbox.url, account.apiKey);
	await account.remove();
	expect(ours).toEqual(await headersOfTwo(server.url, laravel().credentials.apiKey));
});

/** Of two calls, the second beyond the limit: the headers that tell of it, times by whether they are near. */
async function headersOfTwo(url: string, key: string) {
	const headers = { authorization: `Bearer ${key}`, accept: 'application/json' };
	const told = [];
	for (let call = 0; call < 2; call += 1) {
		const answer = await fetch(`${url}/api/v1/core/customers?site_id=1001`, { headers });
		const get = (name: string) => answer.headers.get(name);
		const reset = get('x-ratelimit-reset');
		told.push({
			status: answer.status,
			limit: get('x-ratelimit-limit'),
			remaining: get('x-ratelimit-remaining'),
			isAMinute: Math.abs(Number(get('retry-after') ?? NaN) - 60) < 5,
			isUnixTime: reset === null ? null : Math.abs(Number(reset) - Date.now() / 1000 - 60) < 5,
		});
	}
	return told;
}

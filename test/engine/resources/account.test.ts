import fc from 'fast-check';

import { testAccount, useSandbox } from '../host/pelcroSandbox';
import { listPage, scriptedPelcro, type Received, type Reply } from '../host/scriptedPelcro';
import type { RunResult } from '../host/workflowRun';

useSandbox();

function rows(
	result: RunResult,
): Record<string, { result: string; count: number | null; details: string }> {
	return Object.fromEntries(
		result.items.map(({ json }) => {
			const { check, ...rest } = json as {
				check: string;
				result: string;
				count: number | null;
				details: string;
			};
			return [check, rest];
		}),
	);
}

describe('Account: Check', () => {
	it('tells what the key can see and which guesses hold, with about 25 calls that change nothing', async () => {
		const account = await testAccount({ customers: 30, limit: 1_000 });
		const result = await account.run('account', 'check');
		const checked = rows(result);
		expect(checked['Site and Key']).toEqual({
			result: 'OK',
			count: 19,
			details: '19 of 19 lists can be read',
		});
		expect(checked['List: Customer']).toEqual({ result: 'OK', count: 30, details: '30 records' });
		for (const name of [
			'Rate-Limit Headers',
			'Clock',
			'Guess: Form of Lists',
			'Guess: Filters',
			'Guess: Sorting',
			'Guess: Times',
			'Guess: Yes and No Values',
		]) {
			expect([name, checked[name]?.result]).toEqual([name, 'OK']);
		}
		const sent = await account.sent();
		expect(sent.map(({ method }) => method)).toEqual(sent.map(() => 'GET'));
		expect(sent.length).toBeLessThanOrEqual(25);
	});

	it('tells no key, email, name or other value of a record', async () => {
		const account = await testAccount({ customers: 30 });
		const text = JSON.stringify((await account.run('account', 'check')).items);
		const { records } = await account.sandbox.state('customers');
		const values = (records.customers as Array<Record<string, unknown>>).flatMap(
			({ email, first_name: first, last_name: last }) => [email, first, last],
		);
		expect(values.length).toBeGreaterThan(50);
		expect(values.filter((value) => typeof value === 'string' && text.includes(value))).toEqual([]);
		expect(text).not.toContain(account.sandbox.apiKey);
		expect(text).not.toContain('@');
	});

	it('says of what cannot be read why not, and goes on', async () => {
		const account = await testAccount({ customers: 3 });
		await account.sandbox.addFaults({
			kind: 'status',
			status: 403,
			body: { message: 'Ask name@example.com' },
			match: { pathPattern: '/vendors$' },
		});
		const checked = rows(await account.run('account', 'check'));
		expect(checked['List: Vendor']).toEqual({
			result: 'Not available',
			count: null,
			details: 'The API Key may not read this, or not on this site (HTTP 403)',
		});
		expect(checked['Site and Key']).toMatchObject({ result: 'OK', count: 18 });
		expect(JSON.stringify(checked)).not.toContain('name@example.com');
	});

	it('says where the site does not fit', async () => {
		const account = await testAccount({ customers: 3 });
		const checked = rows(
			await account.run('account', 'check', { options: { siteId: '999999999' } }),
		);
		expect(checked['Site and Key']).toMatchObject({ result: 'Look here', count: 0 });
		expect(checked['Guess: Filters']?.result).toBe('Look here');
	});
});

const MOST_CALLS = 25;

const WEB_PAGE: Reply = {
	headers: { 'Content-Type': 'text/html' },
	body: '<!DOCTYPE html><title>Please sign in, jane@example.com</title>',
};

/** A check against a server that answers as it is told. */
async function checkedBy(answer: (request: Received) => Reply) {
	const pelcro = await scriptedPelcro(answer);
	const result = await pelcro.run('account', 'check', {});
	await pelcro.close();
	return {
		checked: rows(result),
		text: JSON.stringify(result.items),
		calls: pelcro.received.length,
		failure: result.error,
	};
}

describe('Account: Check where something else than Pelcro answers', () => {
	it.each<[string, Reply, RegExp]>([
		['a web page', WEB_PAGE, /something else may answer in its place, e\.g\. a web page.*HTTP 200/],
		['an error within a success', { body: { error: 'jane@example.com' } }, /no list.*HTTP 200/],
		['a record in place of a list', { body: { data: { id: 1 } } }, /no list.*HTTP 200/],
		['a redirect', { status: 302, headers: { Location: '/login' } }, /no list.*HTTP 302/],
		['500', { status: 500 }, /Pelcro failed \(HTTP 500\)/],
		['502', { status: 502, ...WEB_PAGE }, /Pelcro failed \(HTTP 502\)/],
		['503 that asks to wait', { status: 503, headers: { 'Retry-After': '1' } }, /HTTP 503/],
		['a connection that breaks', 'lost', /Pelcro did not answer/],
	])('%s: says so, asks a few times only, and ends', async (_what, reply, words) => {
		const { checked, text, calls, failure } = await checkedBy(() => reply);
		expect(failure).toBeUndefined();
		expect(checked['Site and Key']).toMatchObject({ result: 'Look here', count: 0 });
		expect(checked['Site and Key']?.details).toMatch(words);
		expect(text).not.toMatch(/refused \(HTTP 200\)|refused the call \(HTTP 200\)|example\.com/);
		expect(checked['List: Vendor']?.details).toMatch(/Not looked at/);
		expect(calls).toBeLessThanOrEqual(4);
	});

	it.each<[string, number]>([
		['nobody accepts the key', 401],
		['nothing may be read', 403],
		['nothing is known', 404],
	])('%s: at most 25 calls', async (_what, status) => {
		const { checked, calls } = await checkedBy(() => ({ status, body: { message: 'No' } }));
		expect(checked['Site and Key']?.details).toMatch(new RegExp(`HTTP ${status}`));
		expect(calls).toBeLessThanOrEqual(MOST_CALLS);
	});

	it.each<[string, Reply]>([
		['500', { status: 500 }],
		['a web page', WEB_PAGE],
	])('all lists but the first answer with %s: at most 25 calls', async (_what, reply) => {
		const { checked, calls } = await checkedBy((request) =>
			request.path === '/customers' ? listPage([{ id: 1 }], request) : reply,
		);
		expect(checked['Site and Key']).toMatchObject({ result: 'OK', count: 1 });
		expect(checked['List: Vendor']?.result).toBe('Not available');
		expect(calls).toBeLessThanOrEqual(MOST_CALLS);
		expect(calls).toBeGreaterThan(20);
	});

	it('an error about fields whose names every object has is one like any other', async () => {
		const body = '{"data":[{"constructor":1,"toString":2,"__proto__":3,"id":true}]}';
		const { checked, failure } = await checkedBy((request) =>
			request.path === '/vendors' ? { status: 418, body } : listPage([{ id: 1 }], request),
		);
		expect(failure).toBeUndefined();
		expect(checked['List: Vendor']).toMatchObject({ result: 'Not available', count: null });
		expect(checked['Site and Key']).toMatchObject({ result: 'OK', count: 18 });
	});

	it('a failure that passes is not told: the list is asked for again', async () => {
		let failures = 0;
		const { checked, calls } = await checkedBy((request) => {
			if (request.path === '/vendors' && (failures += 1) === 1) return { status: 500 };
			return listPage([{ id: 1 }], request);
		});
		expect(checked['Site and Key']).toMatchObject({ result: 'OK', count: 19 });
		expect(checked['List: Vendor']?.result).toBe('OK');
		expect(calls).toBe(22);
	});
});

describe('Account: Check shows names of attributes only where they are known', () => {
	const word = fc.stringMatching(/^[A-Z][a-z]{6,12}$/);
	const names = fc.uniqueArray(
		fc.oneof(
			fc.emailAddress(),
			word.map((name) => `is_${name}`),
			word.map((name) => `auto ${name}`),
			fc.stringMatching(/^sk_live_[a-f0-9]{20}$/),
		),
		{ minLength: 5, maxLength: 30 },
	);

	it('whatever is named after an email, a key or a person, it is counted and not shown', async () => {
		await fc.assert(
			fc.asyncProperty(names, fc.infiniteStream(fc.nat(2)), async (given, draws) => {
				const values: unknown[] = [true, 0, {}];
				const odd = Object.fromEntries(
					given.map((name) => [name, values[Number(draws.next().value)]]),
				);
				const { checked, text } = await checkedBy(() => ({
					body: {
						...odd,
						data: [{ id: 1, ...odd, active: 1, is_gift_donor: true, metadata: odd }],
						links: odd,
						meta: { ...odd, total: 1 },
					},
				}));
				expect(given.filter((name) => text.includes(name))).toEqual([]);
				expect(checked['Guess: Form of Lists']?.details).toBe(
					`Has data, links, meta, ${given.length} of other names; meta has total, ${given.length} of other names`,
				);
				expect(checked['Guess: Yes and No Values']?.details).toMatch(
					/^0 or 1: active\. True or false: is_gift_donor/,
				);
			}),
			{ numRuns: 15 },
		);
	});
});

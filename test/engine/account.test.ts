import { testAccount, useSandbox } from './pelcroSandbox';
import type { RunResult } from './workflowRun';

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

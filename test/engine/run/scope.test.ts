import { record } from '../host/pelcroSandbox';
import {
	scriptedPelcro,
	type Received,
	type Reply,
	type ScriptedPelcro,
} from '../host/scriptedPelcro';
import { loadChoices, searchList, stopEngine } from '../host/workflowRun';

// What the editor remembers is forgotten soon, so that the tests end soon.
jest.mock('../../../dist/nodes/transport/limits', () => ({
	...jest.requireActual<object>('../../../dist/nodes/transport/limits'),
	LIST_CACHE_MS: 1_000,
}));

let pelcro: ScriptedPelcro;

/** Each test has an account of its own. */
async function answering(answer: (request: Received) => Reply): Promise<void> {
	pelcro = await scriptedPelcro(answer);
}

afterEach(async () => await pelcro.close());
afterAll(async () => await stopEngine());

const sitesAsked = () => pelcro.received.map(({ query }) => query.site_id);

describe('the site of what is shown in the editor', () => {
	beforeEach(async () => {
		// One record a site, which tells the site.
		await answering(({ query }) => {
			const site = Number(query.site_id);
			return {
				body: { data: [{ id: site, email: `of-${site}@example.com`, nickname: `P${site}` }] },
			};
		});
	});

	const customers = async (siteId: string, options: object = {}) =>
		await searchList('searchCustomers', {
			credentials: pelcro.credentials(siteId),
			parameters: { resource: 'customer', operation: 'get', options: { ...options } },
		});

	it('is the credential’s, also where two credentials have the same key', async () => {
		const [first] = (await customers('1')).results;
		const [second] = (await customers('2')).results;
		expect([first?.value, second?.value]).toEqual(['1', '2']);
		expect(second?.url).toMatch(/\/admin\/2\/customers\/2$/);
	});

	it('is that of the Options where one is chosen there: records, links and plans', async () => {
		const [shown] = (await customers('3', { siteId: '42' })).results;
		expect(shown).toMatchObject({
			value: '42',
			url: expect.stringContaining('/admin/42/customers'),
		});
		const plans = await loadChoices('getPlans', {
			credentials: pelcro.credentials('3'),
			parameters: { resource: 'coupon', operation: 'create', options: { siteId: '42' } },
		});
		expect(plans).toEqual([{ name: 'P42 (#42)', value: 42 }]);
		// The answer does not say whether more plans follow, so the next page is asked for.
		expect(sitesAsked()).toEqual(['42', '42', '42']);
	});

	it('is one and the same, whether the credential or the Options say it', async () => {
		await customers('7');
		await customers('8', { siteId: 'https://www.pelcro.com/admin/7/customers' });
		expect(sitesAsked()).toEqual(['7']);
	});
});

it('an upsert looks up on the site that it writes to', async () => {
	await answering(({ method }) => ({
		body: method === 'GET' ? { data: [] } : { data: { id: 5 } },
	}));
	const { error } = await pelcro.run('customer', 'upsert', {
		matchBy: 'email',
		email: 'a@example.com',
		options: { siteId: '42' },
	});
	expect(error).toBeUndefined();
	expect(sitesAsked().every((site) => site === '42')).toBe(true);
	expect(pelcro.received.map(({ method }) => method)).toEqual(['GET', 'POST']);
});

it('an export’s progress and download may wait as long as the Options say', async () => {
	const id = '7c0d0d8e-8f8e-4c4e-9a34-111111111111';
	await answering(({ method, path }) => {
		if (method === 'POST') return { body: { data: { uuid: id } } };
		if (path === '/exports') return { body: { data: [{ uuid: id, finished_at: 5 }] } };
		return { status: 429, headers: { 'retry-after': '90' } };
	});
	const { error } = await pelcro.run('export', 'exportAndWait', {
		exportType: 'customers',
		dateFrom: '2026-01-01T00:00:00',
		dateTo: '2026-02-01T00:00:00',
		exportOutput: 'file',
		maximumWait: 5,
		options: { maximumWait: 1 },
	});
	expect(error?.message).toMatch(/Maximum Wait allows 60 s/);
});

it('every request names the package and its version', async () => {
	await answering(() => ({ body: { data: { id: 7 } } }));
	await pelcro.run('customer', 'get', { customerId: record(7) });
	expect(pelcro.received[0]?.headers['user-agent']).toMatch(/^n8n-nodes-pelcro\/\d+\.\d+\.\d+$/);
});

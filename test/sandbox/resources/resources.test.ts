import type { AxiosInstance } from 'axios';
import { createAccount } from '../../../sandbox/client';
import type { RunningSandbox } from '../../../sandbox/process';
import { sharedSandbox } from '../../run/sharedSandbox';

let sandbox: RunningSandbox;
let api: AxiosInstance;

beforeAll(async () => {
	sandbox = await sharedSandbox();
});

afterAll(() => sandbox.stop());

beforeEach(async () => {
	api = (await createAccount(sandbox.url, { customers: 3, limit: null })).api();
});

async function made(path: string, body: object) {
	const answer = await api.post(path, body);
	expect(answer.data).toMatchObject({ status: 'success' });
	return answer.data.data;
}

const vendor = { first_name: 'Ada', last_name: 'Printer', email: 'ada@example.com' };
const sku = { name: 'Mug', inventory_type: 0, currency: 'usd', active: true, price: 1200 };

/** What is made can be read, listed, changed and deleted. */
const KEPT: [string, () => Promise<object> | object, object][] = [
	['/newsletters', () => ({ email: 'n@example.com', source: 'web' }), { first_name: 'Nan' }],
	['/vendors', () => vendor, { job_title: 'Printer' }],
	[
		'/coupons',
		() => ({ code: 'NEW10', name: 'New', duration: 'once', percent_off: 10 }),
		{ name: 'Newer' },
	],
	['/ecommerce/products', () => ({ name: 'Mug', sites: [1001] }), { caption: 'A mug' }],
	[
		'/webhooks',
		() => ({ url: 'https://hooks.example.com/a', all_events_enabled: true }),
		{ description: 'All' },
	],
	[
		'/ecommerce/products/skus',
		async () => {
			const { id } = await made('/ecommerce/products', { name: 'Mug', sites: [1001] });
			return { ...sku, product_id: id };
		},
		{ price: 1300 },
	],
	[
		'/bills',
		async () => ({
			vendor_id: (await made('/vendors', vendor)).id,
			line_items: [{ description: 'Ink', quantity: 2, unit_price: 300 }],
			period_start: '2026-01-01',
			period_end: '2026-01-31',
		}),
		{ footer: 'Thanks' },
	],
];

/** Fields that the contract wants on update as well. */
const AGAIN: Record<string, string[]> = {
	'/newsletters': ['email', 'source'],
	'/ecommerce/products': ['name'],
	'/webhooks': ['url', 'all_events_enabled'],
	'/bills': ['period_start', 'period_end'],
};

describe('the whole life of a record', () => {
	it.each(KEPT)('%s', async (path, bodyOf, changes) => {
		const body = await bodyOf();
		const { id } = await made(path, body);
		const one = `${path}/${id}`;
		const { data: read } = await api.get(one);
		expect(read.data).toMatchObject({ id });
		const { data: list } = await api.get(path, { params: { limit: 100 } });
		expect(list.data.map((row: { id: number }) => row.id)).toContain(id);
		const again = Object.entries(body).filter(([name]) => AGAIN[path]?.includes(name));
		const changed = await api.put(one, { ...Object.fromEntries(again), ...changes });
		expect(changed.data.data).toMatchObject(changes);
		expect((await api.delete(one)).status).toBe(204);
		expect((await api.get(one)).status).toBe(404);
	});
});

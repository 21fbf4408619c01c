import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AxiosInstance } from 'axios';
import { createAccount } from '../../sandbox/client';
import { contractText } from '../../sandbox/contract/build';
import contract from '../../sandbox/contract/openapi.json';
import type { RunningSandbox } from '../../sandbox/process';
import { sharedSandbox } from '../run/sharedSandbox';

interface ContractOperation {
	operationId: string;
	requestBody?: { content: Record<string, unknown> };
}

const METHODS = ['get', 'post', 'put', 'delete'];

const everyOperation = Object.entries(contract.paths).flatMap(([path, methods]) =>
	Object.entries(methods as Record<string, ContractOperation>)
		.filter(([method]) => METHODS.includes(method))
		.map(([method, { operationId, requestBody }]) => ({
			operationId,
			method,
			path: path.replace('{uuid}', '6f1c8a52-90b5-4b6e-8d2a-0d4f5a3a2b10').replace(/{\w+}/g, '1'),
			hasBody: requestBody !== undefined,
		})),
);

describe('the contract', () => {
	it('is what build.ts makes of the reference data', () => {
		const path = join(__dirname, '..', '..', 'sandbox', 'contract', 'openapi.json');
		expect(readFileSync(path, 'utf8')).toBe(contractText());
	});

	it('has the 100 endpoints of the reference and a form for a PUT with a file, each with an id of its own', () => {
		const ids = everyOperation.map(({ operationId }) => operationId);
		expect(ids).toHaveLength(101);
		expect(new Set(ids).size).toBe(101);
	});

	it('says what the reference says of a field in words', () => {
		const body =
			contract.paths['/subscriptions'].post.requestBody.content['application/json'].schema;
		expect(body.properties.quantity).toMatchObject({ minimum: 1, maximum: 100000 });
		expect(body.properties.campaign_key).toMatchObject({ minLength: 3, maxLength: 191 });
		expect(body.required).toEqual(['quantity']);
		expect(body.additionalProperties).toBe(false);
	});
});

describe('strictness', () => {
	let sandbox: RunningSandbox;
	let api: AxiosInstance;

	beforeAll(async () => {
		sandbox = await sharedSandbox();
		api = (await createAccount(sandbox.url, { customers: 1, limit: null })).api();
	});

	afterAll(() => sandbox.stop());

	it.each(everyOperation)('$operationId refuses a query parameter it does not know', async (op) => {
		const answer = await api.request({
			method: op.method,
			url: op.path,
			params: { no_such_thing: 1 },
		});
		expect(answer.status).toBe(400);
		expect(answer.data.errors).toHaveProperty('no_such_thing');
	});

	it.each(everyOperation.filter(({ hasBody }) => hasBody))(
		'$operationId refuses a body field it does not know',
		async ({ method, path }) => {
			const answer = await api.request({ method, url: path, data: { no_such_thing: 1 } });
			expect(answer.status).toBe(400);
			expect(answer.data.errors.no_such_thing).toEqual([
				'The no such thing field is not known here.',
			]);
		},
	);

	it('tells what is wrong in query and body together', async () => {
		const answer = await api.post('/vendors', {}, { params: { site_id: undefined } });
		expect(Object.keys(answer.data.errors).sort()).toEqual([
			'email',
			'first_name',
			'last_name',
			'site_id',
		]);
	});

	it('takes no number in quotes in a JSON body', async () => {
		const answer = await api.post('/subscriptions', {
			quantity: '1',
			user_id: 10001,
			plan_id: 201,
		});
		expect(answer.status).toBe(400);
		expect(answer.data).toEqual({
			errors: { quantity: ['The quantity field must be an integer.'] },
		});
	});

	it('refuses values that the enums and limits of the contract leave out', async () => {
		const address = { site_id: 1001, customer_id: 10001, line1: 'x'.repeat(256), country: 'USA' };
		const answer = await api.post('/addresses', { ...address, type: 'home' });
		expect(answer.data.errors).toEqual({
			type: ['The selected type is invalid.'],
			line1: ['The line1 field must not be greater than 255 characters.'],
			country: ['The country field must not be greater than 2 characters.'],
		});
	});

	it('ignores what it does not know in an account that is not strict', async () => {
		const lenient = (await createAccount(sandbox.url, { customers: 1, strict: false })).api();
		const created = await lenient.post(
			'/customers',
			{ email: 'odd@example.com', nickname: 'Odd' },
			{ params: { verbose: 1 } },
		);
		expect(created.status).toBe(200);
		expect(created.data.data).not.toHaveProperty('nickname');
	});

	it('reads multipart forms where the contract has a file', async () => {
		const form = new FormData();
		form.set('name', 'Weekend Edition');
		form.set('address_required', 'true');
		form.set('countries[]', 'CA');
		form.set('image', new Blob(['png']), 'cover.png');
		const created = await api.post('/products', form);
		expect(created.status).toBe(200);
		expect(created.data.data).toMatchObject({
			name: 'Weekend Edition',
			address_required: 1,
			countries: ['CA'],
			image: 'https://media.example.com/cover.png',
		});
		const asJson = { name: 'Weekday Edition', address_required: false, image: 'cover.png' };
		expect((await api.post('/products', asJson)).status).toBe(400);
	});
});

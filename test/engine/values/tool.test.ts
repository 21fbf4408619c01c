import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

const FIRST = 10_001;

describe('as an AI agent’s tool', () => {
	it('leaves out what is empty, and writes times so that they can be read', async () => {
		const parameters = { customerId: record(FIRST), simplify: false };
		const [plain] = jsonOf((await account.run('customer', 'get', parameters)).items);
		const run = await account.run('customer', 'get', parameters, { asTool: true });
		const [compact] = jsonOf(run.items);
		const empty = Object.keys(plain ?? {}).filter((name) =>
			[null, ''].includes(plain?.[name] as null),
		);
		expect(empty.length).toBeGreaterThan(5);
		expect(Object.keys(compact ?? {}).filter((name) => empty.includes(name))).toEqual([]);
		expect(compact).toMatchObject({ id: FIRST, email: plain?.email });
		expect(String(compact?.created_at)).toMatch(/^\d{4}-\d\d-\d\dT/);
	});

	it('says all of an error in its message, as the agent sees nothing else', async () => {
		await account.sandbox.addFaults({ kind: 'reset-after', match: { method: 'POST' } });
		const run = await account.run(
			'customer',
			'create',
			{ email: '', additionalFields: { displayName: 'Lost Reader' } },
			{ asTool: true, onError: 'continueRegularOutput' },
		);
		const { message } = Object(run.items[0]?.json.error) as { message: string };
		expect(message).toMatch(
			/connection .* lost .*\. It may have been carried out\. Look in Pelcro/,
		);
		expect(message).not.toMatch(/\[item/);
	});
});

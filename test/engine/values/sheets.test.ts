import { jsonOf, record, testAccount, useSandbox, type TestAccount } from '../host/pelcroSandbox';
import { CUSTOMER } from '../operations/seededRecords';

/** Cells as people and spreadsheets write them. */

useSandbox();

let account: TestAccount;

beforeEach(async () => {
	account = await testAccount();
});

const anna = async (field: string, value: unknown) =>
	await account.run(
		'customer',
		'upsert',
		{ email: 'anna@sheet.example', additionalFields: { [field]: '={{ $json.cell }}' } },
		{ items: [{ cell: value as string }] },
	);

const address = async (cells: Record<string, string | number>) =>
	await account.run(
		'address',
		'create',
		{
			customerId: record(CUSTOMER),
			addressType: '={{ $json.type ?? "billing" }}',
			line1: 'First Street',
			country: '={{ $json.country ?? "DE" }}',
			additionalFields: { phone: '={{ $json.phone }}' },
		},
		{ items: [cells] },
	);

const invoice = async (price: string, currency: string, more = {}) =>
	await account.run(
		'invoice',
		'create',
		{
			customerId: record(CUSTOMER),
			currency: '={{ $json.currency }}',
			invoiceLines: { line: [{ description: 'x', quantity: 1, unitPrice: '={{ $json.price }}' }] },
			...more,
		},
		{ items: [{ price, currency }] },
	);

/** What the node says, and that it has sent nothing. */
async function refusal({ error }: Awaited<ReturnType<typeof invoice>>): Promise<string> {
	expect(await account.sent()).toEqual([]);
	const { message = '', description = '' } = error ?? {};
	return `${message} – ${String(description)}`;
}

describe('a phone number of a sheet', () => {
	it.each([
		['+1 514 555 0100', '15145550100'],
		['(0)170/123 45-67', '01701234567'],
		["'0170 1234567", '01701234567'],
		['\u202a+49 170 1234567\u202c', '491701234567'],
		['0049 711 / 12345678', '004971112345678'],
		['+49 33203/1234567', '49332031234567'],
		[5145550100, '5145550100'],
	])('%p is sent by its digits', async (cell, phone) => {
		const { items } = await anna('phone', cell);
		expect(items[0]?.json.phone).toBe(phone);
		const own = await address({ phone: String(cell) });
		expect(own.error).toBeUndefined();
		expect((await account.sent()).map(({ body }) => body)).toContainEqual(
			expect.objectContaining({ phone, line1: 'First Street' }),
		);
	});

	it.each([
		['5.14E+09', /'Phone' is not a whole phone number.*A spreadsheet has shortened it/],
		['+1 514 555 0100 ext. 22', /'Phone' is not a phone number.*without words and extension/],
		['1-800-FLOWERS', /'Phone' is not a phone number/],
		['n/a', /'Phone' is not a phone number/],
		['-', /'Phone' is not a phone number/],
		['-15145550100', /'Phone' is not a phone number/],
		[-1, /'Phone' is not a phone number/],
		[514.55501, /'Phone' is not a phone number/],
		['514-555-0100 / 514-555-0101', /'Phone' is not one phone number/],
		['514-555-0100\n514-555-0101', /'Phone' is not one phone number/],
		['+49 170 1234567 +49 170 7654321', /'Phone' is not one phone number/],
		['0049 711 1234567 / 0711 7654321', /'Phone' is not one phone number/],
	])('%p is refused', async (cell, words) => {
		expect(await refusal(await anna('phone', cell))).toMatch(words);
		expect(await refusal(await address({ phone: cell }))).toMatch(words);
	});

	it('is kept by a vendor as it is written, but not shortened', async () => {
		const vendor = async (phone: string) =>
			await account.run('vendor', 'create', {
				email: 'paul@sheet.example',
				firstName: 'Paul',
				lastName: 'Post',
				additionalFields: { phone },
			});
		expect((await vendor('5.14E+09')).error?.message).toMatch(/'Phone' is not a whole phone/);
		expect(await account.sent()).toEqual([]);
		await vendor('514 555 0100 x2');
		expect((await account.sent())[0]?.body).toMatchObject({ phone: '514 555 0100 x2' });
	});
});

describe('yes and no of a sheet', () => {
	it.each([
		['yes', true],
		['Yes ', true],
		['TRUE', true],
		['1', true],
		['No', false],
		['FALSE', false],
		['n', false],
	])('%p is %p', async (cell, sent) => {
		const { items } = await anna('mailMarketing', cell);
		expect(items[0]?.json.mail_marketing).toBe(sent);
	});

	it.each(['ja', 'x', 'n/a', 'WAHR'])('%p is refused', async (cell) => {
		expect(await refusal(await anna('mailMarketing', cell))).toMatch(
			/'Accepts Email Marketing' is not true or false.*yes or no/,
		);
	});
});

describe('an empty cell of a sheet', () => {
	it('that would clear what Pelcro does not let go is told how to leave it as it is', async () => {
		await anna('mailMarketing', 'yes');
		const { error } = await anna('mailMarketing', '');
		expect(error?.description).toMatch(
			/^'Accepts Email Marketing' is empty in this item, which clears it.*\|\| undefined \}\}\./,
		);
		const { items } = await anna('mailMarketing', undefined);
		expect(items[0]?.json).toMatchObject({ n8n_outcome: 'unchanged' });
	});

	it('is not spoken of where another field is refused', async () => {
		await anna('displayName', 'Anna');
		const { error } = await account.run('customer', 'upsert', {
			email: 'anna@sheet.example',
			additionalFields: { displayName: '', phone: '12' },
		});
		expect(error?.message).toMatch(/^Phone, under Additional Fields/);
		expect(error?.description).not.toMatch(/is empty in this item/);
	});
});

describe('a country or currency of a sheet', () => {
	it.each([
		['Germany', 'DE'],
		['germany (de)', 'DE'],
		[' de ', 'DE'],
		['United States', 'US'],
	])('%p is the country %p', async (country, code) => {
		await address({ country });
		expect((await account.sent())[0]?.body).toMatchObject({ country: code });
	});

	it.each(['Deutschland', 'DEU', 'U.S.A.', 'n/a'])('%p is no country', async (country) => {
		const said = await refusal(await address({ country }));
		expect(said).toMatch(/'Country' is not one of the choices.*a name or code that is in it/);
		expect(said.length).toBeLessThan(250);
	});

	it.each(['Euro', 'eur', 'Euro (EUR)'])('%p is the currency eur', async (currency) => {
		const { items } = await invoice('10.50', currency);
		expect(items[0]?.json).toMatchObject({ total: 10.5, currency: 'eur' });
	});

	it.each(['€', 'euros', 'US$'])('%p is no currency', async (currency) => {
		const said = await refusal(await invoice('10.50', currency));
		expect(said).toMatch(/'Currency' is not one of the choices/);
		expect(said.length).toBeLessThan(250);
	});
});

describe('an amount of a sheet', () => {
	it.each([
		['€ 10', /Write it without the currency: 10\./],
		['10.50 EUR', /Write it without the currency: 10\.50\./],
		['$1,234.50', /Write it without marks between thousands: 1234\.50\./],
		['10,50 €', /Write it with a point before decimals .*: 10\.50\./],
		['1.234.567', /Write it without marks between thousands: 1234567\./],
		["1'234.50", /Write it without marks between thousands: 1234\.50\./],
		['1.234', /It is 1\.234; USD has 2\. If the point is a mark between thousands, write 1234\./],
		['n/a', /Enter digits/],
		['free', /Enter digits/],
	])('%p is refused with the way to write it', async (price, words) => {
		expect(await refusal(await invoice(price, 'usd'))).toMatch(words);
	});
});

describe('a point that may stand between thousands', () => {
	it.each([
		['1.000', 'usd', '1000', '1.00'],
		['2.500', 'eur', '2500', '2.50'],
		['1.000', 'jpy', '1000', '1.00'],
	])('%p %s is refused', async (price, currency, whole, decimals) => {
		expect(await refusal(await invoice(price, currency))).toContain(
			`'Unit Price' can be read in two ways – It is ${price}: write ${whole} if the point is a mark between thousands, or ${decimals} if`,
		);
	});

	it.each([
		['1.500', 'kwd', 1.5],
		['0.500', 'usd', 0.5],
		['10.5000', 'usd', 10.5],
		['10.50', 'usd', 10.5],
		['1000', 'jpy', 1000],
	])('%p %s has its point before decimals', async (price, currency, total) => {
		const { items } = await invoice(price, currency);
		expect(items[0]?.json).toMatchObject({ total });
	});

	it('is refused in a whole number, too', async () => {
		const line = { description: 'x', quantity: '={{ "1.000" }}', unitPrice: 1 };
		expect(await refusal(await invoice('1', 'usd', { invoiceLines: { line: [line] } }))).toMatch(
			/'Quantity' is not clear.*two ways/,
		);
	});

	it.each([
		['5%', '5'],
		['0,5', '0.5'],
		['0,5 %', '0.5'],
	])('a number is told how to write it: %p', async (rate, plain) => {
		const line = { description: 'x', quantity: 1, unitPrice: 1, taxName: 'GST', taxRate: rate };
		expect(await refusal(await invoice('1', 'usd', { invoiceLines: { line: [line] } }))).toContain(
			`'Tax Rate' is not a number – Write it as digits, with a point before decimals: ${plain}.`,
		);
	});
});

describe('a date of a sheet', () => {
	const due = async (day: string) =>
		await invoice('1', 'usd', { additionalFields: { dueDate: day } });

	it.each([
		['31.12.2026', /the year first: 2026-12-31\..*\{\{.*'d\.M\.yyyy'.*\}\}, with the/],
		['12/31/2026', /the year first: 2026-12-31\..*\{\{.*'M\/d\/yyyy'.*\}\}, with the/],
		['1/2/2026', /2026-02-01 or 2026-01-02\..*'d\/M\/yyyy'.*\}\} \(or with 'M\/d\/yyyy'\)/],
		['2026/12/31', /Write it with hyphens: 2026-12-31\./],
		['2026-1-5', /Write it with hyphens: 2026-01-05\./],
		['2026/13/31', /enter one like 2026-03-31/],
		['31.31.2026', /enter one like 2026-03-31/],
		['soon', /enter one like 2026-03-31/],
	])('%p is refused with the way to write it', async (day, words) => {
		expect(await refusal(await due(day))).toMatch(words);
	});

	it.each([
		['31.12.2026', '2026-12-31'],
		['5.6.2026', '2026-06-05'],
		['12/31/2026', '2026-12-31'],
	])('%p is %p by the expression that is told, in each zone', async (day, iso) => {
		const [expression = ''] = /\{\{.*\}\}/.exec(await refusal(await due(day))) ?? [];
		for (const timezone of ['Europe/Berlin', 'America/New_York', 'Pacific/Auckland']) {
			const { items } = await account.run(
				'customer',
				'upsert',
				{ email: 'anna@sheet.example', additionalFields: { displayName: `=${expression}` } },
				{ items: [{ day }], timezone },
			);
			expect(items[0]?.json.display_name).toBe(iso);
		}
	});
});

describe('a customer of a sheet', () => {
	const read = async (mode: string, value: string) =>
		await account.run(
			'customer',
			'get',
			{ customerId: { __rl: true, mode, value: '={{ $json.cell }}' } },
			{ items: [{ cell: value }] },
		);

	it.each(['id', 'list'])('is found where the email is dragged into %p', async (mode) => {
		await anna('displayName', 'Anna');
		const { items } = await read(mode, ' Anna@Sheet.example ');
		expect(jsonOf(items)).toEqual([expect.objectContaining({ email: 'anna@sheet.example' })]);
	});

	it('is found by an address that has an email, too', async () => {
		await read('id', `https://www.pelcro.com/admin/1/customers/${CUSTOMER}?owner=a@b.example`);
		expect((await account.sent()).map(({ path }) => path)).toEqual([
			expect.stringMatching(new RegExp(`/customers/${CUSTOMER}$`)),
		]);
	});

	it('is not found by a name, and it is told how else', async () => {
		expect(await refusal(await read('id', 'Anna'))).toMatch(
			/'Customer' is not a Pelcro ID.*change 'By ID' before the value to 'By Email' or 'By Old Provider ID'/,
		);
	});
});

it('calls the rows of a list what the form calls it', async () => {
	const line = { description: 'x', quantity: 1, unitPrice: 1, taxName: 'GST' };
	const { error } = await invoice('1', 'usd', { invoiceLines: { line: [line] } });
	expect(error?.message).toMatch(/^Line Items row 1: /);
});

/** What a cell can have at most in Excel. */
const LONGEST_CELL = 32_767;

it.each(['-', ' ', '1', 'a', '1/', '1 '])(
	'refuses a cell of nothing but %p without holding n8n up',
	async (part) => {
		const cell = `1${part.repeat(LONGEST_CELL / part.length)}x`;
		const before = performance.now();
		await refusal(await anna('phone', cell));
		await refusal(await invoice(cell, 'usd'));
		await refusal(await invoice('1', 'usd', { additionalFields: { dueDate: cell } }));
		// Up to a second and more for each of them where the time grows with the square of the length.
		expect(performance.now() - before).toBeLessThan(1000);
	},
);

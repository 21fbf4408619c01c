/** A request that both ends are asked. */
export interface Question {
	method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH';
	/** Under `/api/v1/core`; `site_id` is added. */
	path: string;
	json?: unknown;
	/** A raw body with its type, in place of JSON. */
	raw?: { type: string; body: string };
	form?: Record<string, string>;
	headers?: Record<string, string>;
}

const UNKNOWN = 999_999;

/** A list, one of its records, an attribute with a text, and a body that makes a record. */
const KINDS = [
	{ path: '/customers', id: 10001, text: 'display_name', made: { email: 'made@example.com' } },
	{
		path: '/products',
		id: 101,
		text: 'description',
		made: { name: 'Made', address_required: false },
	},
	{
		path: '/coupons',
		id: 301,
		text: 'name',
		made: { code: 'MADE1', name: 'Made', duration: 'once', percent_off: 10 },
	},
	{
		path: '/vendors',
		id: 1001,
		text: 'job_title',
		made: { first_name: 'Ann', last_name: 'Lee', email: 'ann@example.com' },
	},
	{
		path: '/newsletters',
		id: 80001,
		text: 'first_name',
		made: { email: 'n@example.com', source: 'other' },
	},
];

const get = (path: string): Question => ({ method: 'GET', path });
const post = (path: string, json: unknown): Question => ({ method: 'POST', path, json });
const put = (path: string, json: unknown): Question => ({ method: 'PUT', path, json });

const ofKinds = KINDS.flatMap(({ path, id, text, made }): Question[] => [
	get(path),
	get(`${path}?limit=3`),
	get(`${path}?limit=2&page=2`),
	get(`${path}?limit=2&page=99`),
	get(`${path}?limit=0`),
	get(`${path}?limit=101`),
	get(`${path}?limit=many`),
	get(`${path}?page=0`),
	get(`${path}?page=2.5`),
	get(`${path}/${id}`),
	get(`${path}/${UNKNOWN}`),
	get(`${path}/first`),
	post(path, {}),
	post(path, made),
	post(path, { ...made, no_such_field: 'x' }),
	put(`${path}/${UNKNOWN}`, { [text]: 'Changed' }),
	put(`${path}/${id}`, { [text]: 'x'.repeat(300) }),
	put(`${path}/${id}`, { [text]: 5 }),
	put(`${path}/${id}`, { [text]: ['a'] }),
	{ method: 'DELETE', path: `${path}/${UNKNOWN}` },
	{ method: 'PATCH', path: `${path}/${id}`, json: {} },
	{ method: 'POST', path, raw: { type: 'application/json', body: '{"email": ' } },
	{ method: 'POST', path, raw: { type: 'text/plain', body: JSON.stringify(made) } },
]);

const CUSTOMER = '/customers/10001';

const customers: Question[] = [
	get('/customers?filter[email]=eq:HAYLEY.ABBOTT1@example.com'),
	get('/customers?filter[email]=eq:nobody@example.com'),
	get('/customers?filter[email]=like:hayley'),
	get('/customers?filter[email]=like:hay%25example'),
	get('/customers?filter[first_name]=eq:Hayley,Nobody'),
	get('/customers?filter[metadata.source]=eq:web&limit=100'),
	get('/customers?filter[shoe_size]=eq:42'),
	get('/customers?sort=email&limit=5'),
	get('/customers?sort=-email&limit=5'),
	get('/customers?sort=-id&limit=5'),
	get(`${CUSTOMER}?no_such_parameter=1`),
	post('/customers', { email: '  trimmed@example.com ', first_name: ' Ann ' }),
	post('/customers', { email: 'blank@example.com', first_name: '', last_name: '   ' }),
	post('/customers', { email: 'null@example.com', first_name: null }),
	post('/customers', { email: 'yes@example.com', mail_marketing: true, tele_marketing: false }),
	post('/customers', { email: 'one@example.com', mail_marketing: 1, tele_marketing: 0 }),
	post('/customers', { email: 'text@example.com', mail_marketing: '1', tele_marketing: '0' }),
	post('/customers', { email: 'word@example.com', mail_marketing: 'true' }),
	post('/customers', { email: 'word@example.com', mail_marketing: 'yes' }),
	post('/customers', { email: 'two@example.com', mail_marketing: 2 }),
	post('/customers', { email: 'no address' }),
	post('/customers', { email: 17 }),
	post('/customers', { email: ['a@example.com'] }),
	post('/customers', { email: 'HAYLEY.ABBOTT1@example.com' }),
	post('/customers', { email: 'meta@example.com', metadata: { a: 'b', n: 7, deep: { x: [1] } } }),
	post('/customers', { email: 'meta@example.com', metadata: {} }),
	post('/customers', { email: 'meta@example.com', metadata: { 0: 'a', 1: 'b' } }),
	post('/customers', { email: 'meta@example.com', metadata: 'text' }),
	post('/customers', { email: 'meta@example.com', metadata: { empty: '', spaced: ' x ' } }),
	put(CUSTOMER, {}),
	put(CUSTOMER, { first_name: '' }),
	put(CUSTOMER, { first_name: null }),
	put(CUSTOMER, { first_name: ' Zoe ' }),
	put(CUSTOMER, { metadata: { source: null } }),
	put(CUSTOMER, { metadata: { more: 'x' } }),
	put(CUSTOMER, { default_source_id: '40001' }),
	put(CUSTOMER, { default_source_id: 'forty' }),
	put(CUSTOMER, { default_source_id: null }),
	put(CUSTOMER, { mail_marketing: null }),
	put(CUSTOMER, { default_source_id: 40001.5 }),
	{ method: 'POST', path: '/customers', form: { email: 'form@example.com', first_name: 'Form' } },
	{ method: 'POST', path: CUSTOMER, form: { _method: 'PUT', first_name: 'Form' } },
	{
		method: 'POST',
		path: '/customers',
		raw: {
			type: 'application/x-www-form-urlencoded',
			body: 'email=url@example.com&first_name=A+B',
		},
	},
	{ method: 'POST', path: '/customers', raw: { type: 'application/json', body: '[]' } },
	{ method: 'POST', path: '/customers', raw: { type: 'application/json', body: '' } },
];

const products: Question[] = [
	{ method: 'PUT', path: '/products/101', form: { name: 'By form' } },
	{ method: 'POST', path: '/products/101', form: { _method: 'PUT', name: 'By form' } },
	{ method: 'PUT', path: '/ecommerce/products/501', form: { name: 'By form' } },
	{ method: 'POST', path: '/ecommerce/products/501', form: { _method: 'PUT', name: 'By form' } },
	get('/ecommerce/products/skus/601'),
	get('/ecommerce/products/skus?limit=2'),
	get('/plans?product_id=101'),
	get('/plans?product_id=first'),
	put('/coupons/301', { max_redemptions: null }),
	put('/plans/201', { trial_period_days: null, auto_renew: true }),
	put('/ecommerce/products/skus/601', { price: null }),
	put('/ecommerce/products/skus/601', { weight: null }),
	post('/coupons', { code: 'C1', name: 'C', duration: 'once', percent_off: '10' }),
	post('/coupons', { code: 'C1', name: 'C', duration: 'once', percent_off: 'ten' }),
	post('/coupons', { code: 'C1', name: 'C', duration: 'sometimes', percent_off: 10 }),
	post('/coupons', { code: 'welcome20', name: 'C', duration: 'once', percent_off: 10 }),
	post('/coupons', { code: 'C-1', name: 'C', duration: 'once', percent_off: 10 }),
];

const office: Question[] = [
	get('/bills/export?metadata=1'),
	get('/bills/export?metadata=0'),
	get('/bills/export?metadata=true'),
	get('/bills/export?date_from=2026-01-31'),
	get('/bills/export?date_from=31.01.2026'),
	get('/webhooks/1'),
	post('/webhooks', { url: 'no address', all_events_enabled: true }),
	get('/exports/00000000-0000-4000-8000-000000000000'),
	get('/campaigns/901/runs/9101/report/download'),
	get('/campaigns/901/runs/9199/report/download'),
	get('/nowhere'),
	get('/customers/10001/nowhere'),
];

const withoutKey = { authorization: 'Bearer nobody' };

const keys: Question[] = [
	{ ...get('/customers'), headers: withoutKey },
	{ ...get('/customers'), headers: { ...withoutKey, accept: 'application/json, */*' } },
	{ ...get('/customers'), headers: { ...withoutKey, accept: '*/*' } },
	{ ...get('/customers'), headers: { ...withoutKey, accept: 'text/csv, application/json' } },
	{ ...get(`/customers/${UNKNOWN}`), headers: { accept: '*/*' } },
	{ ...get('/customers?limit=many'), headers: { accept: '*/*' } },
];

/** Everything that both ends are asked. */
export const QUESTIONS: readonly Question[] = [
	...ofKinds,
	...customers,
	...products,
	...office,
	...keys,
];
